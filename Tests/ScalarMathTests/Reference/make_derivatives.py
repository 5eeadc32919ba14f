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
import multiprocessing
import os
import random
import sys
import time

import mpmath
from mpmath import mp, mpf

from make_reference import FAMILIES  # noqa: F401, registers the functions
from tables import FUNCTIONS, Points, rounded

POINTS = 25
# Where that takes longer, fewer points have to do.
SECONDS_FOR_A_FUNCTION = 10
# A difference of 0 may come from too few digits.
SURE_OF_ZERO = 800
# Linear between jumps that lie closer than any step.
LEFT_OUT = {"fmod"}
STEP = mpf(10) ** -40

# The function of the language that a table is about, and which columns of the table are its
# arguments: the others are orders of derivatives, which are 0 here. A table that is not listed has
# the function's name and its arguments; one with capital letters is about an internal function.
LANGUAGE = {
    "logistic": ("sigmoid", None),
    "logSigmoid": ("log_sigmoid", None),
    "logCosh": ("log_cosh", None),
    "logNdtr": ("log_ndtr", None),
    "logSubExp": ("log_sub_exp", None),
    "relEntr": ("rel_entr", None),
    "klDiv": ("kl_div", None),
    "invBoxcox": ("inv_boxcox", None),
    "invBoxcox1p": ("inv_boxcox1p", None),
    "pseudoHuber": ("pseudo_huber", None),
    "owensT": ("owens_t", None),
    "fresnelSin": ("fresnel_sin", (1,)),
    "fresnelCos": ("fresnel_cos", (1,)),
    "dawsn": ("dawsn", (1,)),
    "rgamma": ("rgamma", (1,)),
    "factorial": ("factorial", (1,)),
    "poch": ("poch", (2, 3)),
    "binom": ("binom", (2, 3)),
    "zeta": ("zeta", (1,)),
    "hurwitzZeta": ("zeta", (2, 3)),
    "hyp0f1": ("hyp0f1", (2, 3)),
    "hyp1f1": ("hyp1f1", (3, 4, 5)),
    "sinIntegral": ("sici_si", None),
    "cosIntegral": ("sici_ci", None),
    "sinhIntegral": ("shichi_shi", None),
    "coshIntegral": ("shichi_chi", None),
    "lambertw": ("lambertw", (1,)),
    "wrightOmega": ("wrightomega", (1,)),
    "ellipk": ("ellipk", (1,)),
    "ellipe": ("ellipe", (1,)),
    "ellipkm1": ("ellipkm1", (1,)),
    "ellipkinc": ("ellipkinc", (1, 2)),
    "ellipeinc": ("ellipeinc", (1, 2)),
    "agm": ("agm", (2, 3)),
    "legendre": ("eval_legendre", (0, 2)),
    "chebyshevT": ("eval_chebyt", (0, 2)),
    "chebyshevU": ("eval_chebyu", (0, 2)),
    "hermite": ("eval_hermite", (0, 2)),
    "hermiteNormal": ("eval_hermitenorm", (0, 2)),
    "laguerre": ("eval_laguerre", (0, 2)),
    "generalizedLaguerre": ("eval_genlaguerre", (0, 3, 4)),
    "gegenbauer": ("eval_gegenbauer", (0, 3, 4)),
    "sphericalJn": ("spherical_jn", None),
    "sphericalYn": ("spherical_yn", None),
    "sphericalIn": ("spherical_in", None),
    "sphericalKn": ("spherical_kn", None),
    "airyAi": ("airy_ai", None),
    "airyBi": ("airy_bi", None),
    "airyAip": ("airy_aip", None),
    "airyBip": ("airy_bip", None),
    "struveH0": ("struve_h0", None),
    "struveH1": ("struve_h1", None),
    "struveL0": ("struve_l0", None),
    "struveL1": ("struve_l1", None),
}
# With arguments in an order of their own.
LEFT_OUT |= {"multigammaln"}
# Internal ones.
LEFT_OUT |= {"compound", "direction"}


class Form:
    """A table as a function of the language."""

    def __init__(self, table):
        self.function, self.points, _, fixed = FUNCTIONS[table]
        self.name, columns = LANGUAGE.get(table, (table, None))
        self.is_public = self.name.islower() and table not in LEFT_OUT
        points = self.points(Points(table))
        first = points[0] if isinstance(points[0], tuple) else (points[0],)
        self.count = len(first)
        self.columns = columns or tuple(range(self.count))
        # Places among the arguments of the language that are fixed integers.
        self.fixed = tuple(i for i, column in enumerate(self.columns) if column in fixed)

    def __call__(self, *arguments):
        row = [mpf(0)] * self.count
        for column, argument in zip(self.columns, arguments):
            row[column] = argument
        return self.function(*row)

    def arguments(self, row):
        return tuple(row[column] for column in self.columns)

    def is_of_order_0(self, row):
        return all(x == 0 for column, x in enumerate(row) if column not in self.columns)


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
    form = Form(name)
    if not form.is_public:
        return
    function, fixed = form, form.fixed
    rows = [p if isinstance(p, tuple) else (p,) for p in form.points(Points(name))]
    points = list(dict.fromkeys(map(form.arguments, rows)))
    points = random.Random("derivatives " + name).sample(points, min(POINTS, len(points)))
    start = time.monotonic()
    for arguments in points:
        if time.monotonic() - start > SECONDS_FOR_A_FUNCTION:
            return
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
            columns = [form.name, str(index), nearest, rest]
            columns.append(mpmath.nstr(factor * mpf("1.05"), 3) if factor > 1 else "1")
            yield "\t".join(columns + [float(x).hex() for x in arguments])


def made(name):
    return name, list(lines(name))


def main(names):
    folder = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(folder, "..", "..", "Oracle", "derivatives.tsv")
    kept = []
    if names and os.path.exists(path):
        again = {Form(name).name for name in names}
        with open(path) as file:
            kept = [line for line in file.read().splitlines()
                    if line.split("\t")[0] not in again]
    with multiprocessing.Pool(maxtasksperchild=1) as pool:
        for name, new in pool.imap_unordered(made, names or list(FUNCTIONS), chunksize=1):
            kept += new
            print(f"{name}: {len(new)} derivatives", flush=True)
    with open(path, "w") as file:
        file.write("\n".join(sorted(kept, key=lambda line: line.split("\t")[:2])) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
