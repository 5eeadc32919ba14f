#!/usr/bin/env python3
"""Writes the polynomial coefficients of the vector loops as a C header to standard output.

    python3 make_kernel_coefficients.py > ../../../Sources/CKernels/coefficients.h

Fits as in make_coefficients.py. Needs mpmath.
"""

import sys

from make_coefficients import ROOT, fit, removable
from mpmath import cos, digamma, erf, erfc, exp, factorial, log, loggamma, lu_solve, matrix, mpf
from mpmath import nstr, pi, polyval, sin, sqrt


def exp_rest(r):
    return sum(r ** k / factorial(k + 3) for k in range(40))


def log_rest(f):
    if abs(f) < mpf(10) ** -15:
        return sum((-f) ** k / (k + 3) for k in range(8))
    return (log(1 + f) - f + f ** 2 / 2) / f ** 3


def scaled_erfc(t):
    x = 3 * (1 + t) / (1 - t)
    return exp(x * x) * erfc(x)


def tail_over_density(x):
    """The upper tail of the normal distribution times exp(x^2 / 2); far out a continued fraction."""
    if x < 30:
        return exp(x * x / 2) * erfc(x / sqrt(mpf(2))) / 2
    rest = mpf(0)
    for k in range(60, 0, -1):
        rest = k / (x + rest)
    return 1 / (x + rest) / sqrt(2 * pi)


def normal_tail(x):
    return tail_over_density(x) * (x + mpf(13) / 16)


def erfc_tail(x):
    return 2 * tail_over_density(x * sqrt(mpf(2))) * (x + mpf(19) / 32)


def log_gamma_rest(u):
    y = 1 / sqrt(u)
    return (loggamma(y + 0.5) - y * log(y) + y - log(2 * pi) / 2) * y


def over_zeros(x):
    return loggamma(x) / ((x - 1) * (x - 2))


HALF_LN2 = log(mpf(2)) / 2 * mpf("1.001")
LEAST_F, LARGEST_F = sqrt(mpf(0.5)) - 1, sqrt(mpf(2)) - 1
LARGEST_ANGLE = (pi / 4) ** 2 * mpf("1.001")

FITS = [
    ("EXP_REST", "(exp(r) - 1 - r - r^2 / 2) / r^3 in r, |r| <= ln(2) / 2", exp_rest,
     -HALF_LN2, HALF_LN2, 10),
    ("LOG_REST", "(log(1 + f) - f + f^2 / 2) / f^3 in f, sqrt(1/2) <= 1 + f <= sqrt(2)",
     log_rest, LEAST_F, LARGEST_F, 20),
    ("SINE_REST", "(sin(r) - r) / r^3 in r^2, |r| <= pi / 4",
     lambda z: (sin(sqrt(z)) - sqrt(z)) / sqrt(z) ** 3, 0, LARGEST_ANGLE, 7),
    ("COSINE_REST", "(cos(r) - 1 + r^2 / 2) / r^4 in r^2, |r| <= pi / 4",
     lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2, 0, LARGEST_ANGLE, 7),
    ("ERF_OVER_X", "erf(x) / x - 1 in x^2 - 1 / 2, x <= 1", lambda z: erf(sqrt(z)) / sqrt(z),
     mpf(10) ** -40, 1, 15),
    ("SCALED_ERFC", "exp(x^2) erfc(x) in t where t = (x - 3) / (x + 3), 1 <= x <= 6",
     scaled_erfc, mpf(-1) / 2, mpf(1) / 3, 16),
    ("LOG_GAMMA_NEAR_ONE", "lgamma(x) / ((x - 1)(x - 2)) in x - 1.125, 0.75 <= x <= 1.5",
     over_zeros, 0.75, 1.5, 22),
    ("LOG_GAMMA_NEAR_TWO", "lgamma(x) / ((x - 1)(x - 2)) in x - 2, 1.5 <= x <= 2.5",
     over_zeros, 1.5, 2.5, 19),
    ("LOG_GAMMA_REST", "(lgamma(y + 1/2) - y log(y) + y - log(2 pi) / 2) y in 1 / y^2, y >= 2",
     log_gamma_rest, 0, 0.2501, 17),
    ("DIGAMMA_OVER_ROOT", "digamma(x) / (x - root) in x - 1.5, 1 <= x <= 2",
     lambda x: digamma(x) / (x - ROOT), 1, 2, 24),
    ("DIGAMMA_REST", "(digamma(y + 1/2) - log(y)) y^2 in 1 / y^2, y >= 5/2",
     lambda u: (digamma(1 / sqrt(u) + 0.5) + log(u) / 2) / u, 0, 0.16001, 15),
]

# The scale of the power of two that the tails are multiplied by at the end.
SCALE = mpf(2) ** -256

# Quotients of polynomials: what a function exceeds its limit at infinity by, up to some end. Evenly
# divided is (x - middle) / (x + middle).
RATIONAL_FITS = [
    ("ERFC_TAIL", "exp(x^2) erfc(x) (x + 19/32)", erfc_tail, 1 / sqrt(pi), 28, 2.5),
    ("NORMAL_TAIL", "exp(x^2 / 2) ndtr(-x) (x + 13/16)", normal_tail, 1 / sqrt(2 * pi), 40, 3.5),
]
RATIONAL_DEGREE = 11

# What is added to the constant term after the fit.
OFFSETS = {"ERF_OVER_X": -1}

CONSTANTS = [
    ("DIGAMMA_ROOT", "The positive root of the digamma function", ROOT),
    ("HALF_LOG_TWO_PI", "Half the logarithm of 2 pi", log(2 * pi) / 2),
    ("LN_TWO", "The logarithm of 2", log(mpf(2))),
    ("ROOT_OF_TWO_PI_INVERSE", "1 / sqrt(2 pi)", 1 / sqrt(2 * pi)),
    ("HALF_PI", "A quarter of the circle", pi / 2),
]
PARTS = {"HALF_PI": 3}
# Those that stand in one table.
ROWS = ["SINE_REST", "COSINE_REST"]
SUFFIXES = ["", "_LOW", "_LEAST"]


def rational_fit(f, limit, end, middle):
    """Coefficients of P and Q in f = limit + P / Q, Q's last one 1, and the largest relative error.

    P's degree is one less than Q's.
    """
    degree, end, middle = RATIONAL_DEGREE, mpf(end), mpf(middle)

    def points(positions):
        half = end / (end + middle)
        return [middle * (1 + t) / (1 - t) for t in (half * (1 + p) - 1 for p in positions)]

    count = 2 * degree
    nodes = points([cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)])
    rows, right = matrix(count, count), matrix(count, 1)
    for i, x in enumerate(nodes):
        rest = f(x) - limit
        for k in range(degree):
            rows[i, k] = x ** k
            rows[i, degree + k] = -rest * x ** k
        right[i] = rest * x ** degree
    solution = list(lu_solve(rows, right))
    above, below = solution[:degree], solution[degree:] + [mpf(1)]
    worst = mpf(0)
    for x in points([mpf(2 * i + 1) / 400 - 1 for i in range(400)]):
        value = limit + polyval(above[::-1], x) / polyval(below[::-1], x)
        worst = max(worst, abs(value / f(x) - 1))
    return above, below, worst


def array(name, meaning, values):
    numbers = "".join(f"    {float(value)!r},\n" for value in values)
    return f"// {meaning}.\nstatic const double {name}[] = {{\n{numbers}}};\n"


def table(name, meaning, rows):
    numbers = "".join(
        "    {\n" + "".join(f"        {float(value)!r},\n" for value in row) + "    },\n" for row in rows)
    return (f"// {meaning}.\nenum {{ {name}_COUNT = {len(rows[0])} }};\n"
            f"static const double {name}[][8] = {{\n{numbers}}};\n")


def main():
    print("// Written by Tests/ScalarMathTests/Reference/make_kernel_coefficients.py: the coefficients")
    print("// of polynomials, constant terms first.")
    print("#ifndef SWIFTGRAD_COEFFICIENTS_H\n#define SWIFTGRAD_COEFFICIENTS_H\n")
    for name, meaning, value in CONSTANTS:
        count = PARTS.get(name, 2)
        print(f"// {meaning}, in {['two', 'three'][count - 2]} parts.")
        for suffix in SUFFIXES[:count]:
            part = float(value)
            print(f"#define {name}{suffix} {part.hex()}")
            value -= mpf(part)
        print()
    rows = {}
    for name, meaning, f, a, b, count in FITS:
        values, worst = fit(removable(f), a, b, count)
        values[0] += OFFSETS.get(name, 0)
        meaning = f"{meaning}; relative error {nstr(worst, 2)}"
        if name in ROWS:
            rows[meaning] = values
            continue
        print(array(name, meaning, values))
        print(f"#define {name}_LOW {float(values[0] - mpf(float(values[0]))).hex()}\n")
    meaning = ".\n// ".join([*rows, "Rows are eight long, so that one is found by shifting its number"])
    print(table("SINE_AND_COSINE_REST", meaning, list(rows.values())))
    for name, meaning, f, limit, end, middle in RATIONAL_FITS:
        limit = mpf(float(limit))
        above, below, worst = rational_fit(f, limit, end, middle)
        print(f"// {meaning} 2^-256 is this and a quotient of polynomials, 0 <= x <= {end};")
        print(f"// relative error {nstr(worst, 2)}.")
        print(f"#define {name}_LIMIT {float(SCALE * limit).hex()}\n")
        print(array(f"{name}_ABOVE", "The dividend", [SCALE * c for c in above]))
        print(array(f"{name}_BELOW", "The divisor", below))
    print("#endif")


if __name__ == "__main__":
    sys.exit(main())
