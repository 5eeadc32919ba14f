#!/usr/bin/env python3
"""Writes the polynomial coefficients of ScalarMath as Swift source to standard output.

    python3 make_coefficients.py > ../../../Sources/ScalarMath/Coefficients.swift

Each fit interpolates at Chebyshev nodes with 80 digits, so its error is within a small factor of
the best possible one; the error found is written beside it. Needs mpmath.
"""

import sys

from mpmath import bernoulli, cos, digamma, erf, erfc, erfinv, exp, factorial, findroot
from mpmath import gamma, log, loggamma, lu_solve, matrix, mp, mpf, nstr, pi, polyval, sqrt

mp.dps = 80


def fit(f, a, b, count):
    """Coefficients in powers of x minus the centre of [a, b], and the largest relative error.

    In powers of x where 0 is within or at the edge.
    """
    a, b = mpf(a), mpf(b)
    center = mpf(0) if a <= 0 <= b else (a + b) / 2
    nodes = [(a + b) / 2 + (b - a) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    rows = matrix(count, count)
    right = matrix(count, 1)
    for i, x in enumerate(nodes):
        for k in range(count):
            rows[i, k] = (x - center) ** k
        right[i] = f(x)
    solution = list(lu_solve(rows, right))
    worst = mpf(0)
    for i in range(400):
        x = a + (b - a) * (i + mpf(1) / 3) / 400
        worst = max(worst, abs(polyval(solution[::-1], x - center) / f(x) - 1))
    return solution, worst


def removable(f):
    """f, with its limit where it is 0 / 0: the value a hair beside the point."""
    def g(x):
        try:
            return f(x)
        except ZeroDivisionError:
            return f(x + mpf(10) ** -28)

    return g


def scaled_erfcx(t):
    """exp(x^2) erfc(x) (1 + 2 x) where t = (x - 3) / (x + 3)."""
    x = 3 * (1 + t) / (1 - t)
    if x > 1000:
        y = 1 / (2 * x * x)
        series = sum((-y) ** k * mp.fac2(2 * k - 1) for k in range(10))
        return series / sqrt(pi) * (2 + 1 / x)
    return exp(x * x) * erfc(x) * (1 + 2 * x)


def erfcinv_over_w(w):
    """erfcinv(exp(-w^2)) / w."""
    target = w * w
    x = max(w - log(w + 1) / w, mpf("0.3"))
    for _ in range(100):
        e = exp(x * x) * erfc(x)
        step = (log(e) - x * x + target) * e * sqrt(pi) / 2
        x += step
        if abs(step) < mpf(10) ** -50:
            break
    return x / w


ROOT = findroot(digamma, mpf("1.46"))

FITS = [
    ("scaledErfcx", "`exp(x^2) erfc(x) (1 + 2x)` in `t = (x - 3) / (x + 3)`, `-1 <= t <= 1`.",
     scaled_erfcx, -1, 1, 28),
    ("erfOverX", "`erf(x) / x` in `x^2`, `|x| <= 1`.",
     lambda z: erf(sqrt(z)) / sqrt(z), 0, 1, 14),
    ("erfinvOverY", "`erfinv(y) / y` in `y^2`, `|y| <= 1/2`.",
     lambda z: erfinv(sqrt(z)) / sqrt(z), 0, 0.25, 16),
    ("erfcinvStart", "A start for `erfcinv(exp(-w^2)) / w` in `w - 2.4`, `0.8 <= w <= 4`.",
     erfcinv_over_w, 0.8, 4, 14),
    ("erfcinvFarStart", "A start for `erfcinv(exp(-w^2)) / w` in `1/w - 0.143`, `4 <= w <= 27.8`.",
     lambda v: erfcinv_over_w(1 / v), 0.036, 0.25, 10),
    ("gammaNearOne", "`(gamma(x) - 1) / ((x - 1)(x - 2))` in `x - 1.5`, `1 <= x <= 2`.",
     lambda x: (gamma(x) - 1) / ((x - 1) * (x - 2)), 1, 2, 24),
    ("logGammaNearOne", "`lgamma(x) / ((x - 1)(x - 2))` in `x - 1.125`, `0.75 <= x <= 1.5`.",
     lambda x: loggamma(x) / ((x - 1) * (x - 2)), 0.75, 1.5, 22),
    ("logGammaNearTwo", "`lgamma(x) / ((x - 1)(x - 2))` in `x - 2`, `1.5 <= x <= 2.5`.",
     lambda x: loggamma(x) / ((x - 1) * (x - 2)), 1.5, 2.5, 19),
    ("digammaOverRoot", "`digamma(x) / (x - root)` in `x - 1.5`, `1 <= x <= 2`.",
     lambda x: digamma(x) / (x - ROOT), 1, 2, 24),
]

# Power series whose exact coefficients are rounded: name, meaning, coefficients.
SERIES = [
    ("sincTail", "`(sin(pi r) / (pi r) - 1) / r^4 + (pi / r)^2 / 6` in `r^2`.",
     [(-1) ** k * pi ** (2 * k) / factorial(2 * k + 1) for k in range(2, 14)]),
    ("sineTail", "`(sin(x) - x) / x^3` in `x^2`.",
     [(-1) ** k / factorial(2 * k + 1) for k in range(1, 10)]),
    ("cosineTail", "`(cos(x) - 1 + x^2 / 2) / x^4` in `x^2`.",
     [(-1) ** k / factorial(2 * k) for k in range(2, 11)]),
    ("logCoshTail", "`(log(cosh(x)) - x^2 / 2) / x^4` in `x^2`.",
     [2 ** (2 * k - 2) * (2 ** (2 * k) - 1) * bernoulli(2 * k) / (k * factorial(2 * k)) * 2
      for k in range(2, 12)]),
    ("stirling", "Stirling's series, `lgamma(x) - (x - 1/2) log(x) + x - log(2 pi) / 2` in `1/x`.",
     [bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, 11)]),
    ("digammaTail", "`log(x) - 1 / (2x) - digamma(x)` times `x^2`, in `1 / x^2`.",
     [bernoulli(2 * k) / (2 * k) for k in range(1, 11)]),
    ("trigammaTail", "`trigamma(x) - 1 / x - 1 / (2 x^2)` times `x^3`, in `1 / x^2`.",
     [bernoulli(2 * k) for k in range(1, 11)]),
    ("eulerMaclaurin", "`B(2j) / (2j)!`, the coefficients of the Euler-Maclaurin formula.",
     [bernoulli(2 * k) / factorial(2 * k) for k in range(1, 13)]),
]

CONSTANTS = [
    ("sincSquare", "The coefficient of `r^2` in `sin(pi r) / (pi r)`.", -pi ** 2 / 6),
    ("digammaRoot", "The positive root of the digamma function.", ROOT),
    ("halfLogTwoPi", "Half the logarithm of 2 pi.", log(2 * pi) / 2),
]


def double_double(value):
    high = float(value)
    low = float(value - mpf(high))
    return f"DoubleDouble({high.hex()}, {low.hex()})"


def main():
    print("// Written by Tests/ScalarMathTests/Reference/make_coefficients.py.")
    print()
    print("/// The coefficients of the fitted polynomials, constant terms first.")
    print("enum Coefficients {")
    for name, meaning, value in CONSTANTS:
        print(f"  /// {meaning}")
        print(f"  static let {name} = {double_double(value)}")
        print()
    for name, meaning, values in SERIES:
        print(f"  /// {meaning}")
        print(f"  static let {name}: InlineArray<{len(values)}, Double> = [")
        for c in values:
            print(f"    {float(c)!r},")
        print("  ]")
        print()
    for index, (name, meaning, f, a, b, count) in enumerate(FITS):
        coefficients, worst = fit(removable(f), a, b, count)
        print(f"  /// {meaning} Relative error {nstr(worst, 2)}.")
        print(f"  static let {name} = Fit<{count - 1}>(")
        print(f"    {double_double(coefficients[0])},")
        print("    [")
        for c in coefficients[1:]:
            print(f"      {float(c)!r},")
        print("    ])")
        if index < len(FITS) - 1:
            print()
    print("}")


if __name__ == "__main__":
    sys.exit(main())
