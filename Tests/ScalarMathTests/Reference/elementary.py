import math
from fractions import Fraction

import mpmath
from mpmath import mp, mpf
from mpmath.libmp import to_rational

from tables import FUNCTIONS, LARGEST, LEAST_NORMAL, TINY, table


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


def fmod(x, y):
    """Exact, by rational arithmetic."""
    x, y = (Fraction(*to_rational(number._mpf_)) for number in (x, y))
    rest = abs(x) % abs(y)
    return mpmath.sign(x.numerator) * mpf(rest.numerator) / rest.denominator


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
