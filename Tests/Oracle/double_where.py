"""Prints a Markdown table: gradients of branches by JAX, TensorFlow, PyTorch and swiftgrad.

The libraries evaluate the same text, in double precision; each runs in a process of its own.
swiftgrad is the command that is given.

    pip install -r requirements.txt
    python double_where.py ../../.build/release/swiftgrad
"""

import functools
import json
import math
import operator
import subprocess
import sys
from types import SimpleNamespace

from libraries import LIBRARIES, columns

# Expression, point, order of the derivative. Each taken branch is smooth at its point.
ROWS = [
    ("where(x > 0, log(x), 0)", 0.0, 1),
    ("where(x > 0, sqrt(x), x**2)", 0.0, 1),
    ("where(x == 0, 1, sin(x) / x)", 0.0, 1),
    ("where(x > 0, x * log(x), x)", 0.0, 1),
    ("where(x > 0, x**x, x**3)", -1.0, 1),
    ("where(x > 20, x, log(1 + exp(x)))", 1000.0, 1),
    ("clip(1 / x, -10, 10)", 0.0, 1),
    ("sum(where(x > 0, log(x), 0))", [0.0, 1.0, 2.0], 1),
    ("sum(where(k > 0, x**2 / k, x) for k in range(3))", 2.0, 1),
    ("where(x > 0, x**1.5, x + x * x)", 0.0, 2),
]


def jax_library():
    """The functions of the rows, and `gradient`, in JAX."""
    import jax
    import jax.numpy as jnp
    jax.config.update("jax_enable_x64", True)

    return SimpleNamespace(
        array=lambda x: jnp.asarray(x, jnp.float64), where=jnp.where, log=jnp.log, exp=jnp.exp,
        sqrt=jnp.sqrt, sin=jnp.sin, clip=jnp.clip, total=jnp.sum,
        gradient=jax.grad)


def tensorflow_library():
    """The same in TensorFlow."""
    import tensorflow as tf

    def array(x):
        return tf.convert_to_tensor(x) if tf.is_tensor(x) else tf.constant(x, tf.float64)

    def gradient(f):
        def slope(x):
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = f(x)
            return tape.gradient(y, x)
        return slope

    return SimpleNamespace(
        array=array, where=lambda c, a, b: tf.where(c, array(a), array(b)), log=tf.math.log,
        exp=tf.exp, sqrt=tf.sqrt, sin=tf.sin, gradient=gradient, total=tf.reduce_sum,
        clip=lambda x, low, high: tf.clip_by_value(x, array(float(low)), array(float(high))))


def torch_library():
    """The same in PyTorch."""
    import torch
    torch.set_default_dtype(torch.float64)

    return SimpleNamespace(
        array=torch.tensor, log=torch.log, exp=torch.exp, sqrt=torch.sqrt, sin=torch.sin,
        where=lambda c, a, b: torch.where(torch.as_tensor(c), a, b), clip=torch.clip,
        total=torch.sum, gradient=torch.func.grad)


def by_library(name):
    """The gradients of all rows by one library, as lists of numbers or numbers."""
    library = globals()[f"{name}_library"]()

    scope = {**vars(library), "sum": lambda x: added(x, library.total)}
    answers = []
    for expression, point, order in ROWS:
        f = eval(f"lambda x: {expression}", scope)  # pylint: disable=eval-used
        for _ in range(order):
            f = library.gradient(f)
        value = f(library.array(point))
        answers.append(value.tolist() if hasattr(value, "tolist") else value.numpy().tolist())
    return answers


def added(x, total):
    """The sum of an array, or of what a generator gives."""
    return functools.reduce(operator.add, x) if hasattr(x, "__next__") else total(x)


def by_swiftgrad(path):
    """The gradients of all rows by the command."""
    answers = []
    for expression, point, order in ROWS:
        f = f"lambda x: {expression}"
        for _ in range(order):
            f = f"grad({f})"
        run = subprocess.run([path, "eval", f"({f})({json.dumps(point)})", "--json"],
                             capture_output=True, text=True, check=True)
        answers.append(json.loads(run.stdout)["y"])
    return answers


def spelled(value):
    """A number or a list as it stands in the table."""
    if isinstance(value, list):
        return f"[{', '.join(map(spelled, value))}]"
    value = float(value)
    if math.isnan(value):
        return "**NaN**"
    return "0" if value == 0 else f"{value:.6g}"


def main():
    """Prints the table."""
    if len(sys.argv) == 3:
        print(json.dumps(by_library(sys.argv[2])))
        return
    answers = columns(__file__, sys.argv[1])
    answers.append(by_swiftgrad(sys.argv[1]))
    print("| expression | point | order |", " | ".join(LIBRARIES.values()), "| swiftgrad |")
    print("|---|---|---:|" + "---:|" * len(answers))
    for (expression, point, order), *row in zip(ROWS, *answers):
        print(f"| `{expression}` | {spelled(point)} | {order} |",
              " | ".join(map(spelled, row)), "|")


if __name__ == "__main__":
    main()
