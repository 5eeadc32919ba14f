"""Writes branches.json: branches that have no derivative where they are not taken.

The expected values are derivatives of the branch that is taken, by SymPy at 50 digits. As a second
opinion, JAX evaluates the whole expression; its slope is compared with differences on both sides,
where these agree.

    pip install -r requirements.txt
    python branches.py
"""

import itertools
import json
from pathlib import Path

import jax.numpy as jnp

from branch_cases import PAIRS, SCALARS, VECTORS
from exact_expressions import derivative
from jax_transformations import NAMES

OUTPUT = Path(__file__).with_suffix(".json")
TOLERANCE = 1e-13


def slope_by_differences(function, point):
    """The slope that both one-sided differences of a function of a number give, or None."""
    h = 1e-6
    middle, above, below = (float(function(jnp.float64(point + s))) for s in (0, h, -h))
    right, left = (above - middle) / h, (middle - below) / h
    return (right + left) / 2 if abs(right - left) < 1e-4 * max(1, abs(right)) else None


def compare(name, expression, point, value, slope):
    """Prints where the branch that is taken is not the expression."""
    def function(x):
        return eval(expression, {**NAMES, "x": x})  # pylint: disable=eval-used

    answer = float(function(jnp.float64(point)))
    if abs(answer - value) > 1e-12 * max(1, abs(value)):
        print(f"{name}: {value}, JAX {answer}")
    numerical = slope_by_differences(function, point)
    if numerical is not None and abs(numerical - slope) > 1e-4 * max(1, abs(slope)):
        print(f"{name}: slope {slope}, by differences {numerical}")


def scalars():
    """(name, command, expected) of functions of a number."""
    for name, expression, point, taken in SCALARS:
        y, *slopes = (float(derivative(taken, "x" * order, x=point)) for order in range(4))
        compare(name, expression, point, y, slopes[0])
        f, at = f"f = lambda x: {expression}\n", repr(point)
        expected = {"y": y, "dydx": {"x": slopes[0]}}
        yield name, [expression, f"x={at}"], expected
        yield f"{name}, tape", [expression, f"x={at}", "--use-gradient-tape"], expected
        yield f"{name}, forward", [f"{f}jvp(f, ({at},), (1.0,))"], {"y": [y, slopes[0]]}
        yield (f"{name}, orders 1 to 3",
               [f"{f}[grad(f)({at}), grad(grad(f))({at}), grad(grad(grad(f)))({at})]"],
               {"y": slopes})
        yield (f"{name}, forward, orders 2 and 3",
               [f"{f}[jacfwd(jacfwd(f))({at}), jacfwd(jacfwd(jacfwd(f)))({at})]"],
               {"y": slopes[1:]})
        yield (f"{name}, orders 2 and 3, tape",
               [f"{f}value_and_gradient(grad(grad(f)), {at}, use_gradient_tape=True)"],
               {"y": slopes[1:]})


def vectors():
    """The same of functions of an array."""
    for name, expression, point, parts in VECTORS:
        at = dict(zip("abc", point))
        y = float(derivative(parts, **at))
        gradient = [float(derivative(parts, one, **at)) for one in "abc"]
        hessian = [[float(derivative(parts, one + two, **at)) for two in "abc"] for one in "abc"]
        for index, slope in enumerate(gradient):
            def moved(x, expression=expression, point=point, index=index):
                v = jnp.asarray(point).at[index].set(x)
                return eval(expression, {**NAMES, "v": v})  # pylint: disable=eval-used
            numerical = slope_by_differences(moved, point[index])
            if numerical is not None and abs(numerical - slope) > 1e-4 * max(1, abs(slope)):
                print(f"{name}: slope {slope}, by differences {numerical}")
        f, text = f"f = lambda v: {expression}\n", json.dumps(point)
        expected = {"y": y, "dydx": {"v": gradient}}
        yield name, [expression, f"v={text}"], expected
        yield f"{name}, tape", [expression, f"v={text}", "--use-gradient-tape"], expected
        along = sum(a * b for a, b in zip(gradient, [1, 2, 4]))
        yield (f"{name}, forward",
               [f"{f}[jacfwd(f)({text}), jvp(f, ({text},), ([1.0, 2.0, 4.0],))]"],
               {"y": [gradient, [y, along]]})
        yield f"{name}, Hessian", [f"{f}hessian(f)({text})"], {"y": hessian}
        yield f"{name}, Hessian in reverse", [f"{f}jacrev(jacrev(f))({text})"], {"y": hessian}


def pairs():
    """The same of functions of two numbers."""
    for name, expression, (x, y), taken in PAIRS:
        words = [expression, f"x={x}", f"y={y}"]
        slopes = {by: float(derivative(taken, by, x=x, y=y)) for by in "xy"}
        second = [[float(derivative(taken, a + b, x=x, y=y)) for b in "xy"] for a in "xy"]
        expected = {"y": float(derivative(taken, x=x, y=y)), "dydx": slopes}
        yield f"two numbers, {name}", words, expected
        yield f"two numbers, {name}, tape", [*words, "--use-gradient-tape"], expected
        yield (f"two numbers, {name}, Hessian",
               [f"hessian(lambda x, y: {expression}, argnums=(0, 1))({x}, {y})"], {"y": second})
        yield (f"two numbers, {name}, mixed, forward over reverse",
               [f"jacfwd(grad(lambda x, y: {expression}, 0), 1)({x}, {y})"], {"y": second[0][1]})


def main():
    """Writes all cases."""
    cases = []
    for name, words, expected in itertools.chain(scalars(), vectors(), pairs()):
        cases.append({"name": name, "command": ["eval", *words, "--json"], "expected": expected,
                      "tolerance": TOLERANCE, "source": "sympy",
                      "why": "a branch that is not taken gives nothing, in every mode and order"})
    lines = ",\n".join(json.dumps(case) for case in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="ascii")
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
