#!/usr/bin/env python3
"""Writes ../../Oracle/derivatives.tsv: true derivatives of the functions of make_reference.py.

    python3 make_derivatives.py [NAME]...

A line holds the function's name in the language, which argument it is differentiated by, the nearest
double of the true derivative, the rest of it in units of that double's last place, the condition number
(1 or more), and the arguments. With names, only the lines of these functions are made again.

Derivatives are central differences with a step of 1e-40, with as many digits as it takes for two
precisions to agree. Points where the two sides disagree, such as kinks, are left out. Needs mpmath.
"""

import math
import os
import random
import sys

import mpmath
from mpmath import mp, mpf

from make_reference import FAMILIES  # noqa: F401, registers the functions
from tables import FUNCTIONS, Points, rounded

POINTS = 40
# A difference of 0 may come from too few digits.
SURE_OF_ZERO = 800
# Linear between jumps that lie closer than any step.
LEFT_OUT = {"fmod"}
STEP = mpf(10) ** -40

# Names that the language spells differently.
LANGUAGE = {
    "logistic": "sigmoid",
    "logSigmoid": "log_sigmoid",
    "logCosh": "log_cosh",
    "logNdtr": "log_ndtr",
}


def step_at(x):
    """Small beside x and beside the distance to the next pole."""
    return STEP * (min(abs(x), 1) or 1)


def moved(arguments, index, step):
    arguments = list(arguments)
    arguments[index] += step
    return arguments


def difference(function, arguments, index):
    """The derivative, and whether both sides have the same."""
    step = step_at(arguments[index])
    above, here, below = (function(*moved(arguments, index, s)) for s in (step, 0, -step))
    derivative = (above - below) / (2 * step)
    forward = (above - here) / step
    scale = max(abs(derivative), abs(forward))
    return derivative, abs(forward - derivative) <= scale * mpf(10) ** -12


def digits_for(arguments):
    """Enough to tell arguments and results that lie a step apart."""
    return 130 + int(max(abs(math.log10(abs(x))) if x else 0 for x in arguments))


def derivative(function, arguments, index):
    """To 28 digits; None at a kink or where the function has no values on both sides."""
    digits = digits_for(arguments)
    while digits < 2500:
        found = []
        for precision in (digits, 2 * digits):
            mp.dps = precision
            found.append(difference(function, [mpf(x) for x in arguments], index))
            if isinstance(found[-1][0], mpmath.mpc) or not mpmath.isfinite(found[-1][0]):
                return None
        (rough, _), (fine, is_smooth) = found
        if fine == 0 and digits < SURE_OF_ZERO:
            digits = SURE_OF_ZERO
            continue
        if is_smooth and abs(rough - fine) <= abs(fine) * mpf(10) ** -28:
            return fine
        digits *= 2
    return None


def condition(function, arguments, index, fixed, value):
    mp.dps = 2 * digits_for(arguments)
    worst = mpf(1)
    for other, x in enumerate(arguments):
        if other in fixed or x == 0 or value == 0:
            continue
        relative = mpf(10) ** -25
        nearby = moved([mpf(a) for a in arguments], other, relative * abs(x))
        moved_value, is_smooth = difference(function, nearby, index)
        if is_smooth:
            worst = max(worst, abs(moved_value - value) / (relative * abs(value)))
    return worst


def lines(name):
    function, make_points, _, fixed = FUNCTIONS[name]
    points = [p if isinstance(p, tuple) else (p,) for p in make_points(Points(name))]
    points = list(dict.fromkeys(points))
    points = random.Random("derivatives " + name).sample(points, min(POINTS, len(points)))
    for arguments in points:
        for index in range(len(arguments)):
            if index in fixed:
                continue
            try:
                value = derivative(function, arguments, index)
            except (ValueError, ZeroDivisionError, ArithmeticError, TypeError):
                continue
            if value is None:
                continue
            factor = condition(function, arguments, index, fixed, value)
            nearest, rest = rounded(value)
            columns = [LANGUAGE.get(name, name), str(index), nearest, rest]
            columns.append(mpmath.nstr(factor * mpf("1.05"), 3) if factor > 1 else "1")
            yield "\t".join(columns + [float(x).hex() for x in arguments])


def main(names):
    folder = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(folder, "..", "..", "Oracle", "derivatives.tsv")
    made_again = {LANGUAGE.get(name, name) for name in names or FUNCTIONS}
    kept = []
    if os.path.exists(path):
        with open(path) as file:
            kept = [line for line in file.read().splitlines()
                    if line.split("\t")[0] not in made_again]
    if not names:
        kept = []
    for name in names or FUNCTIONS:
        if name in LEFT_OUT:
            continue
        made = list(lines(name))
        kept += made
        print(f"{name}: {len(made)} derivatives", flush=True)
    with open(path, "w") as file:
        file.write("\n".join(sorted(kept, key=lambda line: line.split("\t")[0])) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
