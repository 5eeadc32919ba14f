"""Writes nesting.json: derivatives of derivatives, in mixtures of modes.

Two sources of cases. For every function of nesting_functions.py, transformations are put around it
up to five times, in an order that goes round all of them: SymPy differentiates the same expression
and evaluates it at 50 digits. The programs of nesting_programs.py (closures, loops, solvers, maps)
come with their exact values. JAX runs each program in float64 as a second opinion; a difference is
printed, and so is what JAX cannot do.

    pip install -r requirements.txt
    python nesting.py
"""

import ast
import itertools
import json
from pathlib import Path

import numpy as np

from exact_expressions import derivative
from jax_transformations import NAMES
from nesting_functions import FUNCTIONS
from nesting_programs import PROGRAMS

OUTPUT = Path(__file__).with_suffix(".json")
# Each order of derivative has more terms that are added, and so more rounding.
TOLERANCES = {1: 1e-13, 2: 1e-13, 3: 1e-12, 4: 1e-11, 5: 1e-10}
WORDS = ["x", "y", "xx", "xy", "yx", "yy", "xxy", "yxx", "yyx", "xxx", "xxyy", "xyxx", "yxyx",
         "xxxxx", "xyxyx", "yxxyy"]
UNITS = ["(1.0, 0.0)", "(0.0, 1.0)"]
MODES = {
    "grad": lambda f, i: f"grad({f}, {i})",
    "jacfwd": lambda f, i: f"jacfwd({f}, argnums={i})",
    "jvp": lambda f, i: f"(lambda x, y: jvp({f}, (x, y), {UNITS[i]})[1])",
    "closure": lambda f, i: (f"(lambda x, y: grad(lambda t: {f}(t, y))(x))",
                             f"(lambda x, y: grad(lambda t: {f}(x, t))(y))")[i],
    "jacrev": lambda f, i: f"jacrev({f}, {i})",
    "vjp": lambda f, i: f"(lambda x, y: vjp({f}, x, y)[1](1.0)[{i}])",
    "value_and_grad": lambda f, i: f"(lambda x, y: value_and_grad({f}, {i})(x, y)[1])",
    "closed jvp": lambda f, i: (f"(lambda x, y: jvp(lambda t: {f}(t, y), (x,), (1.0,))[1])",
                                f"(lambda x, y: jvp(lambda t: {f}(x, t), (y,), (1.0,))[1])")[i],
    "jacobian": lambda f, i: f"jacobian({f}, argnums={i})",
    "linearize": lambda f, i: f"(lambda x, y: linearize({f}, x, y)[1]{UNITS[i]})",
    "value_and_gradient": lambda f, i: (
        f"(lambda x, y: value_and_gradient(lambda t: {f}(t, y), x)[1])",
        f"(lambda x, y: value_and_gradient(lambda t: {f}(x, t), y)[1])")[i],
    "vmap": lambda f, i: (f"(lambda x, y: vmap(grad({f}, 0), in_axes=(0, None))(stack([x]), y)[0])",
                          f"(lambda x, y: vmap(grad({f}, 1), in_axes=(None, 0))(x, stack([y]))[0])",
                          )[i],
}


def text(number):
    """A number as it is written into a program."""
    return repr(float(number))


def doubles(value):
    """Exact numbers, also in lists and dicts, as doubles."""
    if isinstance(value, dict):
        return {name: doubles(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [doubles(part) for part in value]
    return value if value is None else float(value)


def by_jax(program):
    """What JAX gives for a program; its error, if it cannot."""
    *statements, last = ast.parse(program.replace("; ", "\n").replace(";", "\n")).body
    body = compile(ast.Module(statements, []), program, "exec")
    result = compile(ast.Expression(last.value), program, "eval")
    scope = dict(NAMES)
    try:
        exec(body, scope)  # pylint: disable=exec-used
        return plain(eval(result, scope))  # pylint: disable=eval-used
    except Exception as error:  # pylint: disable=broad-except
        return f"{type(error).__name__}: {error}".splitlines()[0][:150]


def plain(value):
    """Arrays as lists."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return np.asarray(value, float).tolist()


def close(one, other, tolerance):
    """Whether two results agree."""
    if isinstance(one, dict):
        return isinstance(other, dict) and all(
            close(one[name], other.get(name), tolerance) for name in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(
            close(a, b, tolerance) for a, b in zip(one, other))
    return isinstance(other, float) and abs(one - other) <= tolerance * abs(other)


def nested():
    """Cases of functions under transformations: (name, program, value, tolerance, why)."""
    modes = itertools.cycle(MODES)
    words = itertools.cycle(WORDS)
    for name, function, (x, y) in FUNCTIONS:
        found = set()
        for _ in range(3 * len(WORDS)):
            word = next(words)
            if word in found or len(found) == 6:
                continue
            value = derivative(function, word, x=x, y=y)
            if value == 0:
                continue
            found.add(word)
            program, used = "f", []
            for letter in word:
                mode = next(modes)
                used.append(mode)
                program = MODES[mode](program, "xy".index(letter))
            next(modes)
            program = f"f = lambda x, y: {function}; {program}({text(x)}, {text(y)})"
            yield (f"{name}, by {word}: {', '.join(used)}", program, value,
                   TOLERANCES[len(word)], f"derivative of order {len(word)}")


def called(modes=("grad", "jacfwd", "jvp", "jacrev", "linearize", "closure", "vjp")):
    """Cases whose gradients the command takes, of a mixed derivative: (name, words, expected)."""
    modes = itertools.cycle(modes)
    for name, function, (x, y) in FUNCTIONS:
        value, by_x, by_y = (derivative(function, by, x=x, y=y) for by in ("xy", "xyx", "xyy"))
        first, second = next(modes), next(modes)
        if by_x == 0 or by_y == 0:
            continue
        f = MODES[second](MODES[first](f"(lambda x, y: {function})", 0), 1)
        words = [f"lambda x, y: {f}(x, y)", f"x={text(x)}", f"y={text(y)}"]
        expected = doubles({"y": value, "dydx": {"x": by_x, "y": by_y}})
        yield f"{name}, called: {first}, {second}", words, expected
        yield (f"{name}, called, tape: {first}, {second}", [*words, "--use-gradient-tape"],
               expected)


def main():
    """Computes every case and writes the file."""
    cases, differing, refused = [], 0, 0
    programs = itertools.chain(nested(), PROGRAMS)
    for name, program, value, tolerance, why in programs:
        value = doubles(value() if callable(value) else value)
        # Not every program is Python: `x -> e` is the language's own.
        answer = by_jax(program) if "->" not in program else value
        if isinstance(answer, str):
            refused += 1
            print(f"{name}: JAX: {answer}")
        elif not close(value, answer, tolerance):
            differing += 1
            print(f"{name}: {program}\n  {value}, JAX {answer}")
        command = ["eval", program, "--json"]
        cases.append({"name": name, "command": command, "expected": {"y": value},
                      "tolerance": tolerance, "source": "sympy", "why": why})
    for name, words, expected in called():
        cases.append({"name": name, "command": ["eval", *words, "--json"], "expected": expected,
                      "tolerance": TOLERANCES[3], "source": "sympy",
                      "why": "derivative of order 3"})
    names = [case["name"] for case in cases]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        print(f"repeated names: {repeated}")
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases; JAX differs from {differing} and refuses {refused}")


if __name__ == "__main__":
    main()
