"""Writes scalar_gradients.json: value and first derivatives of scalar functions at doubles.

One row a point: {"f", "x": arguments, "y", "dy": derivatives, "ulp": bound of the value, "dy_ulp":
bounds of the derivatives}. The true values, from 60 digits and more, are rounded to the nearest
double. An error in ulp is a difference from that double in units of its last place, so a result
within n ulp of the truth is within n of the row too. NaN and the infinities are strings; null is
'not tabled'.

Bounds: 1 ulp for an elementary value (0 where it is exact), 4 for a special one, 4 for a
derivative. Larger ones have their reason at the function, always of the same kind: a rounded
intermediate that the formula amplifies, such as x**2 in exp(-x**2), or terms that cancel. None is
above 2**30.

Everything is computed at two precisions that must give the same double, and derivatives are
compared with numerical ones where those are accurate; what does not agree is printed.

    pip install -r requirements.txt
    python scalar_gradients.py
"""

import json
import math
from fractions import Fraction
from pathlib import Path

from mpmath import mp, mpf

from scalar_edges import EDGES
from scalar_elementary import ELEMENTARY, NEIGHBOURS
from scalar_special import SPECIAL

OUTPUT = Path(__file__).with_suffix(".json")
LARGEST_BOUND = 2**30


def nearest(value):
    """The nearest double, also where it is subnormal."""
    value = mpf(value)
    if not mp.isfinite(value):
        return float(value)
    sign = -1.0 if value < 0 else 1.0
    if value == 0 or abs(value) < mpf(2)**-1080:
        return sign * 0.0
    if abs(value) > mpf(2)**1025:
        return sign * math.inf
    mantissa, exponent = value.man_exp
    try:
        return sign * float(abs(int(mantissa)) * Fraction(2)**int(exponent))
    except OverflowError:
        return sign * math.inf


def text(value):
    """A double as the contract spells it in JSON."""
    if value is None:
        return None
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def at(function, point):
    """The doubles of value and derivatives at a point, from the current precision, and bounds."""
    arguments = [mpf(x) for x in point]
    y = function.value(*arguments)
    dy = [partial and partial(*arguments) for partial in function.partials]
    ulp = function.ulp
    if callable(ulp):
        ulp = ulp(*arguments, y)
    dulp = function.dulp
    if callable(dulp):
        dulp = dulp(*arguments, y, *(one for one in dy if one is not None))
    bounds = dulp if isinstance(dulp, list) else [dulp] * len(dy)
    doubles = [nearest(y), *(None if one is None else nearest(one) for one in dy)]
    return doubles, math.ceil(ulp), [math.ceil(min(bound, LARGEST_BOUND)) for bound in bounds]


def numerical(function, point, index):
    """A central difference."""
    arguments = [mpf(x) for x in point]
    h = mpf(10)**-25 * (abs(arguments[index]) or 1)
    up, down = list(arguments), list(arguments)
    up[index] += h
    down[index] -= h
    return (function.value(*up) - function.value(*down)) / (2 * h)


def compare(function, point, doubles):
    """Prints where a derivative is far from a numerical one."""
    for index, expected in enumerate(doubles[1:]):
        moderate = all(1e-3 <= abs(x) <= 50 for x in point) and expected
        if not moderate or not 1e-15 < abs(expected) < 1e15:
            continue
        slope = numerical(function, point, index)
        if abs(slope - expected) > 1e-12 * abs(expected):
            print(f"{function.name}{point} by {index}: {expected}, not {mp.nstr(slope, 17)}")


def rows_of(function):
    """All rows of one function."""
    rows = []
    for point in function.points:
        point = point if isinstance(point, tuple) else (point,)
        answers = []
        for digits in function.digits:
            mp.dps = digits
            answers.append(at(function, point))
        doubles, ulp, bounds = answers[1]
        if answers[0][0] != doubles:
            print(f"{function.name}{point}: {function.digits[0]} digits give {answers[0][0]},"
                  f" {function.digits[1]} give {doubles}")
        mp.dps = function.digits[0]
        if function.smooth:
            compare(function, point, doubles)
        rows.append({"f": function.name, "x": list(point), "y": text(doubles[0]),
                     "dy": [text(one) for one in doubles[1:]], "ulp": ulp, "dy_ulp": bounds})
    return rows


def main():
    """Writes all rows."""
    rows = []
    for function in ELEMENTARY + NEIGHBOURS + SPECIAL:
        rows += rows_of(function)
    for name, point, y, dy in EDGES:
        rows.append({"f": name, "x": [text(x) for x in point], "y": text(y),
                     "dy": [text(one) for one in dy], "ulp": 1, "dy_ulp": [4] * len(dy)})
    OUTPUT.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n", encoding="ascii")
    print(f"{len(rows)} rows of {len({row['f'] for row in rows})} functions")


if __name__ == "__main__":
    main()
