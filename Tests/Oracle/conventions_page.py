"""Writes docs/conventions.md: gradients at kinks, edges and in tails by JAX, TensorFlow, PyTorch and
swiftgrad.

The libraries evaluate the text of convention_rows.py in double precision, each in a process of its
own; swiftgrad is the command that is given.

    pip install -r requirements.txt
    python conventions_page.py ../../.build/release/swiftgrad
"""

import json
import math
import os
import subprocess
import sys

from convention_rows import SECTIONS
from libraries import columns

FOLDER = os.path.dirname(os.path.abspath(__file__))


class Namespace(dict):
    """Names are looked for in modules, one after the other, under this and other spellings."""

    def __init__(self, modules, renamed, own):
        super().__init__(own)
        self.modules, self.renamed = modules, renamed

    def __missing__(self, name):
        for spelling in (self.renamed.get(name, name), name):
            for module in self.modules:
                if hasattr(module, spelling):
                    return getattr(module, spelling)
        raise KeyError(name)


def nested(gradient, f, names, order):
    """The derivative of an order by each argument, of the sum of what lies below."""
    def derivative(name, order):
        if order == 0:
            return f
        lower = derivative(name, order - 1)
        return lambda values: gradient(lower, values, name)
    return {name: derivative(name, order) for name in names}


def jax_library():
    import jax
    import jax.numpy as jnp
    import jax.scipy.special as special
    jax.config.update("jax_enable_x64", True)

    def gradient(f, values, name):
        return jax.grad(lambda x: jnp.sum(f({**values, name: x})))(values[name])

    scope = Namespace(
        [jnp, jnp.linalg, jax.nn, special, jax.scipy.linalg],
        {"asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "atan2": "arctan2",
         "lbeta": "betaln"},
        {"cholesky": jnp.linalg.cholesky, "logsumexp": special.logsumexp,
         "svdvals": lambda x: jnp.linalg.svd(x, compute_uv=False),
         "gelu": lambda x: jax.nn.gelu(x, approximate=False)})
    return scope, lambda x: jnp.asarray(x, jnp.float64), gradient


def tensorflow_library():
    import tensorflow as tf
    import tensorflow_probability as tfp

    def gradient(f, values, name):
        with tf.GradientTape() as tape:
            tape.watch(values[name])
            y = f(values)
        return tape.gradient(y, values[name])

    def array(x):
        return tf.convert_to_tensor(x) if tf.is_tensor(x) else tf.constant(x, tf.float64)

    def reduced(name):
        return getattr(tf, "reduce_" + name)

    scope = Namespace(
        [tf.math, tf.nn, tf.linalg, tfp.math, tf.math.special, tf],
        {"gamma": "_", "i0": "bessel_i0", "i1": "bessel_i1", "i0e": "bessel_i0e",
         "gammainc": "igamma", "mod": "floormod", "owens_t": "owens_t"},
        {**{name: reduced(name) for name in ("sum", "max", "min", "prod", "logsumexp")},
         "where": lambda c, a, b: tf.where(c, array(a), array(b)),
         "clip": lambda x, a, b: tf.clip_by_value(x, array(a), array(b)),
         "fmod": tf.truncatemod, "log_ndtr": tfp.distributions.Normal(
             array(0.0), array(1.0)).log_cdf,
         "lambertw": tfp.math.lambertw, "std": tf.math.reduce_std,
         "svdvals": lambda x: tf.linalg.svd(x, compute_uv=False),
         "sqrt": tf.sqrt, "log_cosh": tfp.math.log_cosh})
    return scope, array, gradient


def torch_library():
    import torch
    torch.set_default_dtype(torch.float64)

    def gradient(f, values, name):
        x = values[name].clone() if values[name].requires_grad else values[name]
        x = x if x.requires_grad else x.detach().requires_grad_()
        y = f({**values, name: x})
        return torch.autograd.grad(y.sum(), x, create_graph=True, allow_unused=True)[0]

    scope = Namespace(
        [torch, torch.nn.functional, torch.special, torch.linalg],
        {"mod": "remainder", "logsumexp": "_"},
        {"max": torch.amax, "min": torch.amin, "norm": torch.linalg.norm,
         "where": lambda c, a, b: torch.where(c, torch.as_tensor(a), torch.as_tensor(b)),
         "cumprod": lambda x: torch.cumprod(x, 0),
         "logsumexp": lambda x: torch.logsumexp(x, 0),
         "std": lambda x: torch.std(x, correction=0)})
    return scope, torch.tensor, gradient


def by_library(name):
    """For each row the gradients by its arguments, or the name of the error."""
    scope, array, gradient = globals()[f"{name}_library"]()
    answers = []
    for rows in SECTIONS.values():
        for expression, arguments, order in rows:
            values = {key: array(value) for key, value in arguments.items()}
            try:
                answers.append(row_by_library(scope, gradient, expression, values, order))
            except NameError:
                answers.append("not there")
            except (LookupError, NotImplementedError):
                answers.append("no gradient")
            except Exception as error:  # pylint: disable=broad-except
                answers.append("error: " + type(error).__name__)
    return answers


def row_by_library(scope, gradient, expression, values, order):
    def f(values):
        scope.update(values)
        return eval(expression, {"__builtins__": {}}, scope)  # pylint: disable=eval-used

    result = []
    for name, derivative in nested(gradient, f, values, order).items():
        value = derivative(values)
        result.append(None if value is None else value.tolist() if hasattr(value, "tolist")
                      else value.numpy().tolist())
        scope.update(values)
        for name in values:
            del scope[name]
    return result


def by_swiftgrad(path):
    answers = []
    for rows in SECTIONS.values():
        for expression, arguments, order in rows:
            names = ", ".join(arguments)
            result = []
            for index, name in enumerate(arguments):
                given = [f"{key}={json.dumps(value).replace('Infinity', 'inf')}"
                         for key, value in arguments.items()]
                inner = f"({names}) -> sum({expression})"
                for _ in range(order - 1):
                    inner = f"({names}) -> sum(grad({inner}, {index})({names}))"
                run = subprocess.run(
                    [path, "eval", inner, *given, "--json"], capture_output=True, text=True)
                if run.returncode:
                    result = "error: " + json.loads(run.stderr.splitlines()[0])["error"]["code"]
                    break
                result.append(json.loads(run.stdout)["dydx"][name])
            answers.append(result)
    return answers


def spelled(value):
    if isinstance(value, str) and not value.startswith(("NaN", "Inf", "-Inf")):
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(spelled, value))}]"
    if value is None:
        return "none"
    value = float(value)
    if math.isnan(value):
        return "NaN"
    return "0" if value == 0 else f"{value:.10g}"


def cell(answer):
    return answer if isinstance(answer, str) else "; ".join(map(spelled, answer))


PAGE = """# Conventions

Where mathematics leaves a choice, libraries choose differently; and where it does not, some of them are
wrong. These are gradients by all arguments (third or second derivatives where the order says so) in
double precision, by {versions}. The same text was
evaluated by each. "none" is a result that counts as not connected, "not there" a function that a library
does not have.

"""

END = """
Behind each of swiftgrad's choices: a kink that is symmetric takes 0; at a tie of two arguments all goes
to the first, at a tie within an array it is shared evenly; an integer power is a polynomial to any
order; what is not chosen contributes nothing, not even NaN; what is undefined is NaN, with a warning
that says where it began. `swiftgrad functions NAME` tells the choice of each function.

    python Tests/Oracle/conventions_page.py .build/release/swiftgrad

writes this page again.
"""


def versions():
    import importlib.metadata as metadata
    return ", ".join(f"{label} {metadata.version(name)}" for name, label in (
        ("jax", "JAX"), ("tensorflow-cpu", "TensorFlow"),
        ("tensorflow-probability", "TensorFlow Probability"), ("torch", "PyTorch")))


def main():
    if len(sys.argv) == 3:
        print(json.dumps(by_library(sys.argv[2])))
        return
    answers = columns(__file__, sys.argv[1])
    answers.append(by_swiftgrad(sys.argv[1]))
    text = PAGE.format(versions=versions())
    position = 0
    for section, rows in SECTIONS.items():
        text += f"## {section}\n\n| expression | at | JAX | TensorFlow | PyTorch | swiftgrad |\n"
        text += "|---|---|---|---|---|---|\n"
        for expression, arguments, order in rows:
            at = ", ".join(f"{name}={spelled(value)}" for name, value in arguments.items())
            at += f", order {order}" if order > 1 else ""
            cells = " | ".join(cell(column[position]) for column in answers)
            text += f"| `{expression}` | {at} | {cells} |\n"
            position += 1
        text += "\n"
    with open(os.path.join(FOLDER, "..", "..", "docs", "conventions.md"), "w") as file:
        file.write(text.rstrip("\n") + "\n" + END)


if __name__ == "__main__":
    main()
