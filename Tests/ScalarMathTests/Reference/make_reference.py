#!/usr/bin/env python3
"""Writes one table of true values per function, NAME.tsv, beside this script.

    python3 make_reference.py [NAME]...

A line holds the arguments, the nearest double of the true value, the rest of the true value in
units of that double's last place, and the condition number where it is above 1 (rounded up to two
digits). Doubles are hexadecimal. A true value beyond the doubles is written as an infinity, one
below half the least subnormal as 0, both with the rest 0.

Every value is computed with mpmath at 50 digits and at twice that, again with more digits until
the two agree to 30. The points are the same at every run. Needs mpmath.
"""

import math
import os
import random
import struct
import sys
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

TINY = 5e-324
LEAST_NORMAL = 2.2250738585072014e-308
LARGEST = 1.7976931348623157e308


# Points


def bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def from_bits(n):
    return struct.unpack("<d", struct.pack("<q", n))[0]


class Points:
    """Seeded samples; one object per function, so that tables do not depend on each other."""

    def __init__(self, name):
        self.random = random.Random("ScalarMath " + name)

    def even(self, low, high, count):
        return [self.random.uniform(low, high) for _ in range(count)]

    def magnitudes(self, low, high, count):
        """Evenly spread over the exponents."""
        return [from_bits(self.random.randint(bits(low), bits(high))) for _ in range(count)]

    def signed(self, values):
        return [self.random.choice((-1, 1)) * v for v in values]

    def around(self, center, count, widest=1e-2):
        """The doubles next to a point, and points ever closer to it."""
        near = [center]
        for direction in (-math.inf, math.inf):
            x = center
            for _ in range(3):
                x = math.nextafter(x, direction)
                near.append(x)
        for _ in range(count):
            distance = 10 ** self.random.uniform(-15, math.log10(widest))
            near.append(center + self.random.choice((-1, 1)) * distance * max(abs(center), 1))
        return near

    def pairs(self, xs, ys):
        return list(zip(xs, ys))


# True values


def real_cbrt(x):
    return mpmath.cbrt(x) if x >= 0 else -mpmath.cbrt(-x)


def sinc(x):
    return mpmath.sinpi(x) / (mp.pi * x) if x else mpf(1)


def softplus(x):
    return mpmath.log1p(mpmath.exp(x))


def log_cosh(x):
    return mpmath.log1p(2 * mpmath.sinh(x / 2) ** 2)


def log_one_minus_exp(x):
    return mpmath.log(-mpmath.expm1(x)) if x > -1 else mpmath.log1p(-mpmath.exp(x))


def log_add_exp(x, y):
    larger, smaller = max(x, y), min(x, y)
    return larger + mpmath.log1p(mpmath.exp(smaller - larger))


def log_add_exp2(x, y):
    larger, smaller = max(x, y), min(x, y)
    return larger + mpmath.log1p(mpf(2) ** (smaller - larger)) / mpmath.log(2)


def erfcx(x):
    return mpmath.exp(x * x) * mpmath.erfc(x) if x < 1e8 else scaled_tail_series(x)


def scaled_tail_series(x):
    y = 1 / (2 * x * x)
    return sum((-y) ** k * mpmath.fac2(2 * k - 1) for k in range(8)) / (x * mpmath.sqrt(mp.pi))


def erfcinv(y):
    """Newton's method on log(erfc(x)) for y <= 1/2, by symmetry and erfinv elsewhere."""
    if y > 1.5:
        return -erfcinv(2 - y)
    if y > 0.5:
        return erfinv(1 - y)
    x = mpmath.sqrt(max(-mpmath.log(y) - mpmath.log(1 - mpmath.log(y)), mpf("0.2")))
    for _ in range(200):
        tail = mpmath.erfc(x)
        step = (mpmath.log(tail) - mpmath.log(y)) * tail * mpmath.exp(x * x)
        step *= mpmath.sqrt(mp.pi) / 2
        x += step
        if abs(step) < abs(x) * mpf(10) ** (5 - mp.dps):
            return x
    raise ArithmeticError("erfcinv does not converge")


def erfinv(y):
    if abs(y) > 0.5:
        return mpmath.sign(y) * erfcinv(1 - abs(y))
    x = y * mpmath.sqrt(mp.pi) / 2
    for _ in range(200):
        step = (y - mpmath.erf(x)) * mpmath.exp(x * x) * mpmath.sqrt(mp.pi) / 2
        x += step
        if abs(step) <= abs(x) * mpf(10) ** (5 - mp.dps):
            return x
    raise ArithmeticError("erfinv does not converge")


def ndtr(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def log_ndtr(x):
    return mpmath.log(ndtr(x)) if x < 0 else mpmath.log1p(-ndtr(-x))


def log_gamma(x):
    if x > 0:
        return mpmath.loggamma(x)
    return mpmath.log(mp.pi / abs(mpmath.sinpi(x))) - mpmath.loggamma(1 - x)


def trigamma(x):
    if x > 0:
        return mpmath.zeta(2, x)
    return (mp.pi / mpmath.sinpi(x)) ** 2 - mpmath.zeta(2, 1 - x)


def polygamma(n, x):
    """n! zeta(n + 1, x) with the sum over the negative x + k written out."""
    n = int(n)
    total = mpf(0)
    while x < 0:
        total += x ** -(n + 1)
        x += 1
    return (-1) ** (n + 1) * mpmath.factorial(n) * (total + mpmath.zeta(n + 1, x))


def xlogy(x, y):
    return x * mpmath.log(y) if x else mpf(0)


def xlog1py(x, y):
    return x * mpmath.log1p(y) if x else mpf(0)


def fmod(x, y):
    """Exact, by rational arithmetic."""
    x, y = Fraction(float(x)), Fraction(float(y))
    rest = abs(x) % abs(y)
    return mpmath.sign(x.numerator) * mpf(rest.numerator) / rest.denominator


FUNCTIONS = {}


def table(name, function=None, condition=False):
    """Registers the points that the decorated function makes."""

    def register(points):
        FUNCTIONS[name] = (function or getattr(mpmath, name), points, condition)
        return points

    return register


OVERFLOW = math.log(LARGEST)
UNDERFLOW = math.log(LEAST_NORMAL)


@table("exp")
def _(p):
    return (p.even(-745, 710, 90) + p.signed(p.magnitudes(TINY, 700, 40)) + p.even(-1, 1, 40)
            + p.around(OVERFLOW, 6) + p.around(UNDERFLOW, 6) + p.around(-745.1, 6))


@table("exp2", lambda x: mpf(2) ** x)
def _(p):
    return (p.even(-1075, 1024, 90) + p.signed(p.magnitudes(TINY, 700, 40)) + p.even(-1, 1, 40)
            + p.around(1024, 6) + p.around(-1022, 6) + p.around(-1074, 6)
            + [float(n) for n in range(-1074, 1024, 70)])


@table("exp10", lambda x: mpf(10) ** x)
def _(p):
    return (p.even(-324, 309, 90) + p.signed(p.magnitudes(TINY, 300, 40)) + p.even(-1, 1, 40)
            + p.around(math.log10(LARGEST), 6) + p.around(math.log10(LEAST_NORMAL), 6)
            + [float(n) for n in range(-30, 31)])


@table("expm1")
def _(p):
    return (p.even(-50, 710, 60) + p.signed(p.magnitudes(TINY, 700, 80)) + p.even(-2, 2, 80)
            + p.around(OVERFLOW, 6) + p.around(-37, 6))


@table("log")
def _(p):
    return (p.magnitudes(LEAST_NORMAL, LARGEST, 70) + p.magnitudes(TINY, LEAST_NORMAL, 20)
            + p.even(0.5, 2, 60) + p.around(1, 40, 0.5) + [TINY, LEAST_NORMAL, LARGEST])


@table("log2", lambda x: mpmath.log(x) / mpmath.log(2))
def _(p):
    return FUNCTIONS["log"][1](p) + [2.0**n for n in range(-1074, 1024, 60)]


@table("log10", lambda x: mpmath.log(x) / mpmath.log(10))
def _(p):
    return FUNCTIONS["log"][1](p) + [10.0**n for n in range(23)]


@table("log1p")
def _(p):
    return (p.magnitudes(TINY, LARGEST, 70) + [-x for x in p.magnitudes(TINY, 1, 60)]
            + p.even(-1, 2, 60) + [x - 1 for x in p.magnitudes(1e-16, 1, 30)] + [LARGEST])


@table("pow", mpmath.power)
def _(p):
    points = p.pairs(p.even(0.5, 2, 60), p.even(-700, 700, 60))
    points += p.pairs(p.even(0, 50, 60), p.even(-20, 20, 60))
    for x in p.magnitudes(TINY, LARGEST, 60):
        points.append((x, p.random.uniform(-744, 709) / abs(math.log(x))))
    for x in p.around(1, 20):
        if x != 1:
            points.append((x, p.random.uniform(-700, 700) / abs(math.log(x))))
    return points + p.pairs(p.even(-5, 0, 20), [float(n) for n in range(-10, 10)])


@table("sqrt")
def _(p):
    return p.magnitudes(TINY, LARGEST, 100) + p.even(0, 4, 60) + [TINY, LEAST_NORMAL, LARGEST]


@table("rsqrt", lambda x: 1 / mpmath.sqrt(x))
def _(p):
    return FUNCTIONS["sqrt"][1](p)


@table("cbrt", real_cbrt)
def _(p):
    return (p.signed(p.magnitudes(TINY, LARGEST, 120)) + p.even(-8, 8, 80)
            + [float(n**3) for n in range(1, 20)] + [TINY, LEAST_NORMAL, LARGEST])


@table("sin")
def _(p):
    multiples = [n * math.pi / 2 for n in range(1, 30)]
    far = [n * math.pi / 2 for n in (10**5, 10**8 + 1, 10**12 + 1, 10**15)]
    # Doubles that come closest to a multiple of pi / 2, at several magnitudes.
    closest = [6381956970095103 * 2.0**797, 1.5986289000543612e74, 1.2853022199154463e174,
               6.426511099577231e173, 1.1656933725740315e283, 1.4918079000152377e239,
               563416747700.2246, 115689413.36222704, 1285231.8377688916, 2335.7763741379440]
    closest += p.around(2.0**26, 8) + p.magnitudes(2.0**26, 1e12, 20)
    return (p.even(-10, 10, 90) + p.signed(p.magnitudes(TINY, LARGEST, 90)) + multiples + far
            + closest + p.even(-1e5, 1e5, 30) + [LARGEST])


@table("cos")
def _(p):
    return FUNCTIONS["sin"][1](p)


@table("tan")
def _(p):
    return FUNCTIONS["sin"][1](p)


@table("asin")
def _(p):
    return (p.even(-1, 1, 90) + p.signed(p.magnitudes(TINY, 1, 60))
            + p.signed([1 - x for x in p.magnitudes(1e-16, 0.1, 40)]) + p.around(0.5, 6) + [1, -1])


@table("acos")
def _(p):
    return FUNCTIONS["asin"][1](p)


@table("atan")
def _(p):
    return p.even(-5, 5, 90) + p.signed(p.magnitudes(TINY, LARGEST, 100)) + p.around(1, 10)


@table("atan2")
def _(p):
    def plane(count, low, high):
        return p.pairs(p.signed(p.magnitudes(low, high, count)),
                       p.signed(p.magnitudes(low, high, count)))

    return plane(120, 1e-10, 1e10) + p.pairs(p.even(-5, 5, 100), p.even(-5, 5, 100)) + plane(
        60, TINY, LARGEST)


@table("sinh")
def _(p):
    return (p.even(-711, 711, 50) + p.even(-25, 25, 60) + p.even(-1, 1, 60)
            + p.signed(p.magnitudes(TINY, 700, 50)) + p.around(0.35, 8) + p.around(40, 8)
            + p.around(OVERFLOW, 4) + p.around(math.log(2) + OVERFLOW, 8))


@table("cosh")
def _(p):
    return FUNCTIONS["sinh"][1](p)


@table("tanh")
def _(p):
    return (p.even(-21, 21, 70) + p.even(-1, 1, 90) + p.signed(p.magnitudes(TINY, 20, 60))
            + p.around(0.17, 8) + p.around(20, 8) + [700.0, LARGEST])


@table("asinh")
def _(p):
    return (p.signed(p.magnitudes(TINY, LARGEST, 90)) + p.even(-5, 5, 90)
            + p.signed(p.magnitudes(1e-3, 100, 50)) + p.around(2.0**30, 8) + p.around(2.0**-28, 8))


@table("acosh")
def _(p):
    return (p.magnitudes(1, LARGEST, 70) + p.even(1, 5, 80) + [1 + x for x in p.magnitudes(
        3e-16, 10, 60)] + p.around(2.0**30, 8) + [1.0])


@table("atanh")
def _(p):
    return (p.even(-1, 1, 100) + p.signed(p.magnitudes(TINY, 1, 70))
            + p.signed([1 - x for x in p.magnitudes(1.2e-16, 0.1, 50)]) + p.around(0.17, 8))


@table("hypot")
def _(p):
    points = p.pairs(p.even(-5, 5, 80), p.even(-5, 5, 80))
    for x in p.magnitudes(TINY, 1e308, 60):
        points.append((x, min(LARGEST, x * p.random.uniform(0.1, 10))))
    return points + p.pairs(p.magnitudes(TINY, LARGEST, 60), p.magnitudes(TINY, LARGEST, 60))


@table("sinc", sinc)
def _(p):
    points = p.even(-10, 10, 120) + p.signed(p.magnitudes(1e-300, 1e15, 60)) + p.around(0.5, 8)
    for n in (1, 2, 3, 1000):
        points += p.around(n, 10)
    return points


@table("fmod", fmod)
def _(p):
    return p.pairs(p.signed(p.magnitudes(1e-5, 1e5, 60)), p.signed(p.magnitudes(
        1e-5, 1e5, 60))) + p.pairs(p.magnitudes(TINY, LARGEST, 40), p.magnitudes(TINY, LARGEST, 40))


@table("logistic", lambda x: 1 / (1 + mpmath.exp(-x)))
def _(p):
    return (p.even(-745, 40, 60) + p.even(-5, 5, 90) + p.even(-42, 42, 60)
            + p.signed(p.magnitudes(TINY, 700, 50)) + p.around(-40, 8) + p.around(40, 8))


@table("softplus", softplus)
def _(p):
    return FUNCTIONS["logistic"][1](p) + [LARGEST]


@table("logSigmoid", lambda x: -softplus(-x))
def _(p):
    return [-x for x in FUNCTIONS["logistic"][1](p)]


@table("logCosh", log_cosh)
def _(p):
    return (p.even(-5, 5, 90) + p.signed(p.magnitudes(1e-170, 1e10, 70)) + p.even(-50, 50, 40)
            + p.around(0.25, 8) + p.around(40, 8) + p.around(2.0**-28, 8))


@table("log1mexp", log_one_minus_exp)
def _(p):
    return ([-x for x in p.magnitudes(TINY, 745, 90)] + p.even(-5, 0, 70) + p.even(-745, 0, 40)
            + p.around(-1, 8) + p.around(-math.log(2), 8) + p.around(-40, 8))


@table("logaddexp", log_add_exp, condition=True)
def _(p):
    points = p.pairs(p.even(-5, 5, 80), p.even(-5, 5, 80))
    points += p.pairs(p.even(-700, 700, 40), p.even(-700, 700, 40))
    for x in p.even(-700, 700, 60):
        points.append((x, x + p.random.uniform(-40, 40)))
    for x in p.around(-math.log(2), 30):
        points.append((x, -math.log(2)))
    return points + [(1e300, 2e300), (1e300, -1e300), (0.0, -745.0), (-3e-310, -700.0)]


@table("logaddexp2", log_add_exp2, condition=True)
def _(p):
    points = p.pairs(p.even(-5, 5, 80), p.even(-5, 5, 80))
    for x in p.even(-1000, 1000, 60):
        points.append((x, x + p.random.uniform(-60, 60)))
    for x in p.around(-1, 30):
        points.append((x, -1.0))
    return points + [(1e300, 2e300), (1e300, -1e300), (0.0, -1074.0)]


@table("erf")
def _(p):
    return (p.even(-6, 6, 90) + p.even(-1, 1, 80) + p.signed(p.magnitudes(TINY, 6, 60))
            + p.around(0.75, 8) + p.around(6, 8))


@table("erfc")
def _(p):
    return (p.even(-6, 28, 120) + p.even(-1, 3, 80) + p.signed(p.magnitudes(TINY, 27, 50))
            + p.around(0.5, 8) + p.around(-0.75, 8) + p.around(26.54, 8) + p.around(27.2, 8))


@table("erfcx", erfcx)
def _(p):
    return (p.even(-26.6, 30, 120) + p.even(-1, 3, 80) + p.signed(p.magnitudes(TINY, 26, 50))
            + p.magnitudes(1, LARGEST, 60) + p.around(0.5, 8) + p.around(-0.5, 8) + p.around(-6, 8)
            + p.around(-26.6287, 8, 1e-5))


@table("erfinv", erfinv)
def _(p):
    return (p.even(-1, 1, 100) + p.signed(p.magnitudes(TINY, 1, 50)) + p.around(0.5, 8)
            + p.signed([1 - x for x in p.magnitudes(1.2e-16, 0.5, 60)]))


@table("erfcinv", erfcinv)
def _(p):
    return (p.even(0, 2, 90) + p.magnitudes(TINY, 1, 90) + p.around(0.5, 8) + p.around(1, 8)
            + [2 - x for x in p.magnitudes(2.3e-16, 0.5, 50)] + p.magnitudes(TINY, 1e-300, 20)
            + [TINY])


@table("ndtr", ndtr)
def _(p):
    return (p.even(-39, 9, 120) + p.even(-3, 3, 90) + p.signed(p.magnitudes(TINY, 9, 50))
            + p.around(-0.7, 8) + p.around(0.7, 8) + p.around(-37.5, 8))


@table("ndtri", lambda q: -mpmath.sqrt(2) * erfcinv(2 * q))
def _(p):
    return (p.even(0, 1, 90) + p.magnitudes(TINY, 1, 90) + p.around(0.25, 8) + p.around(0.75, 8)
            + p.around(0.5, 20) + [1 - x for x in p.magnitudes(1.2e-16, 0.5, 50)])


@table("logNdtr", log_ndtr)
def _(p):
    return (p.even(-60, 38, 90) + p.even(-3, 3, 90) + p.signed(p.magnitudes(1e-10, 37, 40))
            + [-x for x in p.magnitudes(1, 1e5, 30)] + p.around(-0.7, 8) + p.around(0.7, 8))


@table("lgamma", log_gamma, condition=True)
def _(p):
    points = (p.even(0, 20, 90) + p.magnitudes(TINY, 2.5e305, 60) + p.around(1, 30, 0.5)
              + p.around(2, 30, 0.5) + p.even(-10, 0, 60) + p.even(-180, 0, 40)
              + [-x for x in p.magnitudes(TINY, 1, 20)])
    for zero in (-2.4570247382208006, -2.7476826467274127, -3.1435808883499798,
                 -3.9552942848585979):
        points += p.around(zero, 8)
    for edge in (0.75, 1.5, 2.5, 12, 2.5599834878516e305, -1, -2, -20):
        points += p.around(edge, 4)
    return [x for x in points if x > 0 or x != math.floor(x)]


@table("gamma")
def _(p):
    points = (p.even(0, 171.6, 90) + p.even(0, 13, 90) + p.signed(p.magnitudes(6e-309, 1, 60))
              + p.even(-184, 0, 80) + p.even(-10, 0, 60) + [float(n) for n in range(1, 172)])
    for edge in (1, 2, 12, 171.62437695630271, -1, -2, -170.5, -177.79):
        points += p.around(edge, 4, 1e-3)
    return [x for x in points if x > 0 or x != math.floor(x)]


@table("digamma", condition=True)
def _(p):
    points = (p.even(0, 20, 90) + p.magnitudes(6e-309, 1e300, 60) + p.even(-10, 0, 60)
              + p.around(1.4616321449683622, 50, 0.3) + p.even(-180, 0, 40)
              + [-x for x in p.magnitudes(6e-309, 1, 20)])
    for zero in (-0.504083008264455409, -1.573498473162390459, -2.610720868444144650):
        points += p.around(zero, 8)
    for edge in (1, 2, 10, -1, -2, -20):
        points += p.around(edge, 4)
    return [x for x in points if x > 0 or x != math.floor(x)]


@table("trigamma", trigamma)
def _(p):
    points = (p.even(0, 25, 120) + p.magnitudes(1e-153, 1e300, 60) + p.even(-10, 0, 60)
              + p.even(-180, 0, 30) + [-x for x in p.magnitudes(1e-153, 1, 20)])
    for edge in (1, 2, 9, 10, -1, -2, -20):
        points += p.around(edge, 4)
    return [x for x in points if x > 0 or x != math.floor(x)]


@table("polygamma", polygamma, condition=True)
def _(p):
    def orders(low, high, count):
        return [float(p.random.randint(low, high)) for _ in range(count)]

    return (p.pairs(orders(2, 10, 120), p.even(0, 30, 120))
            + p.pairs(orders(2, 60, 80), p.magnitudes(1e-3, 1e4, 80))
            + p.pairs(orders(60, 300, 40), p.magnitudes(1, 1e3, 40))
            + p.pairs(orders(2, 12, 60), p.even(-20, 0, 60)))


@table("xlogy", xlogy)
def _(p):
    return p.pairs(p.even(-5, 5, 80), p.even(0, 5, 80)) + p.pairs(
        p.signed(p.magnitudes(1e-200, 1e200, 60)), p.magnitudes(TINY, LARGEST, 60)) + p.pairs(
            p.even(-5, 5, 30), p.around(1, 23))


@table("xlog1py", xlog1py)
def _(p):
    return p.pairs(p.even(-5, 5, 80), p.even(-1, 5, 80)) + p.pairs(
        p.signed(p.magnitudes(1e-100, 1e200, 60)), p.magnitudes(1e-100, LARGEST, 60))


@table("entr", lambda x: -x * mpmath.log(x))
def _(p):
    return p.even(0, 3, 80) + p.magnitudes(1e-300, 1e300, 80) + p.around(1, 30, 0.3)


# Tables


def unit_exponent(value):
    """The exponent of the last place of a double of this size."""
    _, exponent = mpmath.frexp(value)
    return max(int(exponent) - 53, -1074)


def settled(function, arguments):
    digits = 50
    while digits < 4000:
        values = []
        for precision in (digits, 2 * digits):
            mp.dps = precision
            values.append(mpmath.mpf(function(*map(mpf, arguments))))
        rough, fine = values
        if rough == fine or abs(rough - fine) <= abs(fine) * mpf(10) ** -30:
            return fine
        digits *= 2
    raise ArithmeticError(f"no agreement at {arguments}")


def condition_number(function, arguments, value):
    mp.dps = 100
    worst = mpf(0)
    for i, x in enumerate(arguments):
        if x == 0 or value == 0 or (function is polygamma and i == 0):
            continue
        moved = list(map(mpf, arguments))
        moved[i] *= 1 + mpf(10) ** -40
        worst = max(worst, abs((function(*moved) / value - 1) * mpf(10) ** 40))
    return worst


def line(function, arguments, with_condition):
    value = settled(function, arguments)
    columns = [float(x).hex() for x in arguments]
    if abs(value) >= mpf(2) ** 1024 - mpf(2) ** 970:
        columns += ["inf" if value > 0 else "-inf", "0"]
    elif abs(value) <= mpf(2) ** -1075:
        columns += ["0x0.0p+0", "0"]
    else:
        nearest = float(value)
        rest = (value - mpf(nearest)) / mpf(2) ** unit_exponent(value)
        columns += [nearest.hex(), mpmath.nstr(rest, 12, min_fixed=-20, max_fixed=20)]
        if with_condition:
            condition = condition_number(function, arguments, value)
            if condition > 1:
                columns.append(mpmath.nstr(condition * mpf("1.05"), 2))
    return "\t".join(columns)


def main(names):
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in names or FUNCTIONS:
        function, make_points, with_condition = FUNCTIONS[name]
        lines = []
        for point in make_points(Points(name)):
            arguments = point if isinstance(point, tuple) else (point,)
            lines.append(line(function, arguments, with_condition))
        with open(os.path.join(folder, name + ".tsv"), "w") as file:
            file.write("\n".join(lines) + "\n")
        print(f"{name}: {len(lines)} points", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
