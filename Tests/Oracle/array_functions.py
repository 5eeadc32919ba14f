"""Writes array_functions.json: values and gradients of expressions over arrays.

Each expression is evaluated as it stands by exact_arrays.py, at 150 digits with derivatives by
central differences, and again by JAX in float64 as a second opinion; "source" says which agreed.
A result that is no scalar is weighed by `--output-gradients`, so that every part of its Jacobian
counts. Cases of array_conventions.py are stated there and have "source": "convention".

"tolerance" is relative to the largest magnitude in the tensor that the number belongs to (the value
itself, or the gradient of one argument).

    pip install -r requirements.txt
    python array_functions.py
"""

import json
from pathlib import Path

import numpy as np
from mpmath import mpf

import exact_arrays
import jax_arrays
from array_cases import GROUPS
from array_conventions import CONVENTIONS, ERRORS

OUTPUT = Path(__file__).with_suffix(".json")
WEIGHTS = [1.0, -0.5, 2.0, 0.25, -1.5, 3.0, 0.75, -2.0, 1.25, 0.5, -0.75]
TOLERANCE = 1e-13
AGREEMENT = 1e-11


def leaves(tree, path=()):
    """Paths and values of the numbers and lists below dicts."""
    if isinstance(tree, dict):
        for name, part in tree.items():
            yield from leaves(part, (*path, name))
    else:
        yield path, tree


def replaced(tree, path, value):
    """A copy of nested dicts with another value at `path`."""
    if not path:
        return value
    return {**tree, path[0]: replaced(tree[path[0]], path[1:], value)}


def exactly(expression, arguments):
    """The value, the weights and the gradient of the weighed sum, from many digits."""
    code = compile(expression, "expression", "eval")
    noise = mpf(10)**-25 if "hessian" in expression else 0
    values = arguments
    for path, value in leaves(arguments):
        values = replaced(values, path, exact_arrays.array(value)[()])

    def f(values):
        return exact_arrays.array(eval(code, {**exact_arrays.NAMES, **values}))

    y = f(values)
    weights = np.resize(WEIGHTS, y.shape) if y.shape else np.array(1.0)
    exact_weights = exact_arrays.array(weights)
    gradient = arguments
    for path, value in leaves(values):
        slopes = exact_arrays.partials(
            lambda x, path=path: np.sum(exact_weights * f(replaced(values, path, x))), value)
        gradient = replaced(gradient, path, rounded(slopes, noise))
    return rounded(y, noise), weights.tolist(), gradient


def rounded(value, noise):
    """Nested lists of the nearest doubles; zero for what is not above `noise`."""
    nearest = exact_arrays.elementwise(lambda one: 0.0 if abs(one) <= noise else float(one))
    return np.asarray(nearest(exact_arrays.array(value))).astype(float).tolist()


def agree(one, other):
    """Whether two results agree relative to their largest entry."""
    if isinstance(one, dict):
        return all(agree(one[name], other[name]) for name in one)
    one, other = np.asarray(one), np.asarray(other)
    scale = np.max(np.abs(one), initial=0)
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= AGREEMENT * scale))


def computed(expression, arguments):
    """The case of an expression whose value and gradient are computed."""
    python = expression.replace("^", "**")
    y, weights, gradient = exactly(python, arguments)
    source = "mpmath, jax"
    try:
        second = jax_arrays.vector_jacobian_product(python, arguments, weights)
    except Exception as error:  # pylint: disable=broad-except
        print(f"no second opinion on {expression}: {type(error).__name__}")
        second, source = None, "mpmath"
    if second and not (agree(y, second[0]) and agree(gradient, second[1])):
        print(f"JAX differs on {expression} at {arguments}:")
        print(f"    {y} {gradient}\n    {second[0]} {second[1]}")
        source = "mpmath"
    options = ["--output-gradients", json.dumps(weights)] if isinstance(weights, list) else []
    return case(expression, arguments, options, {"y": y, "dydx": gradient}, source)


def case(expression, arguments, options, expected, source, **fields):
    """One entry of the file."""
    named = [f"{name}={json.dumps(value)}" for name, value in arguments.items()]
    command = ["eval", expression, *named, *options, "--json"]
    return {"name": expression, "command": command, "expected": expected,
            "tolerance": TOLERANCE, "source": source, **fields}


def main():
    """Runs every case and writes the file."""
    cases = []
    for group, entries in GROUPS.items():
        cases += [{**computed(*entry), "group": group} for entry in entries]
    for row, expression, arguments, y, gradient in CONVENTIONS:
        expected = {"y": y, "dydx": gradient} if gradient else {"y": y}
        cases.append(case(expression, arguments, [], expected, "convention", why=row,
                          group="conventions"))
    for row, expression, arguments in ERRORS:
        expected = {"expected_error": True, "exit": 65}
        cases.append(case(expression, arguments, [], expected, "convention", why=row,
                          group="errors"))
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
