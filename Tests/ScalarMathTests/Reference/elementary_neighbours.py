"""Neighbours of the elementary functions: reciprocals, degrees, and what cancels near 0."""

import math

import mpmath
from mpmath import mp, mpf

from elementary import sinc
from tables import LARGEST, TINY, table


def cancelling(function):
    """The same with so many digits that the cancellation at any double leaves enough."""

    def value(*arguments):
        with mpmath.workdps(mp.dps + 750):
            return function(*arguments)

    return value


def angles(p):
    multiples = [n * math.pi / 2 for n in range(1, 20)]
    return (p.even(-10, 10, 80) + p.signed(p.magnitudes(1e-300, 1e300, 80)) + multiples
            + p.even(-1e5, 1e5, 20) + p.around(0.78, 6) + p.around(2.0**26, 6))


def steps(p):
    return (p.even(-4, 4, 80) + p.signed(p.magnitudes(TINY, 1e17, 80)) + p.around(0.5, 6)
            + p.around(1, 6) + [n / 4 for n in range(-9, 10) if n % 2])


def degrees(p):
    return (p.even(-720, 720, 80) + p.signed(p.magnitudes(TINY, 1e17, 80))
            + p.around(45, 6) + [30.0, 60.0, -30.0, 150.0, 1e6 + 0.5])


def off(points, poles):
    return [x for x in points if x % 180 != poles]


@table("sec")
def _(p):
    return angles(p)


@table("csc")
def _(p):
    return angles(p)


@table("cot")
def _(p):
    return angles(p)


@table("cosm1", lambda x: -2 * mpmath.sin(x / 2) ** 2)
def _(p):
    return angles(p)


@table("sinpi")
def _(p):
    return steps(p)


@table("cospi")
def _(p):
    return [x for x in steps(p) if abs(x) % 1 != 0.5]


@table("sindg", lambda x: mpmath.sinpi(x / 180))
def _(p):
    return off(degrees(p), 0)


@table("cosdg", lambda x: mpmath.cospi(x / 180))
def _(p):
    return off(degrees(p), 90)


@table("tandg", lambda x: mpmath.sinpi(x / 180) / mpmath.cospi(x / 180))
def _(p):
    return off(off(degrees(p), 90), 0) + p.around(90, 8)[1:]


@table("cotdg", lambda x: mpmath.cospi(x / 180) / mpmath.sinpi(x / 180))
def _(p):
    return off(off([x for x in degrees(p) if abs(x) > 1e-300], 90), 0) + p.around(180, 8)[1:]


@table("deg2rad", lambda x: x * mp.pi / 180)
def _(p):
    return p.signed(p.magnitudes(TINY, LARGEST, 120)) + [180.0, 360.0, LARGEST]


@table("rad2deg", lambda x: x * 180 / mp.pi)
def _(p):
    return p.signed(p.magnitudes(TINY, 1e306, 120)) + [math.pi, LARGEST]


def hyperbolic(p):
    return (p.even(-760, 760, 60) + p.even(-42, 42, 60) + p.even(-2, 2, 60)
            + p.signed(p.magnitudes(1e-300, 700, 60)) + p.around(40, 6) + p.around(2.0**-30, 6))


@table("sech")
def _(p):
    return hyperbolic(p)


@table("csch")
def _(p):
    return hyperbolic(p)


@table("coth")
def _(p):
    return hyperbolic(p)


@table("tanhshrink", cancelling(lambda x: x - mpmath.tanh(x)))
def _(p):
    return hyperbolic(p) + p.around(2, 8)


def above_minus_one(p):
    return (p.signed(p.magnitudes(1e-300, 1, 80)) + p.magnitudes(1, LARGEST, 40)
            + p.even(-1, 2, 80) + [x - 1 for x in p.magnitudes(1e-16, 1, 30)]
            + p.around(0.41, 4) + p.around(-0.29, 4))


@table("log1pmx", cancelling(lambda x: mpmath.log1p(x) - x))
def _(p):
    return above_minus_one(p)


@table("sqrt1pm1", cancelling(lambda x: mpmath.sqrt(1 + x) - 1))
def _(p):
    return above_minus_one(p)


@table("oneMinusSquare", lambda x: (1 - x) * (1 + x))
def _(p):
    return p.even(-2, 2, 80) + p.signed(p.magnitudes(TINY, 1e150, 60)) + p.around(1, 20)[1:]


@table("logit", lambda x: mpmath.log(x) - mpmath.log1p(-x))
def _(p):
    return (p.even(0, 1, 90) + p.magnitudes(TINY, 1, 60) + p.around(0.5, 30)[1:]
            + [1 - x for x in p.magnitudes(1.2e-16, 0.1, 40)] + p.around(0.43, 4))


@table("logSubExp", cancelling(lambda x, y: max(x, y) + mpmath.log(-mpmath.expm1(-abs(x - y)))),
       condition=True)
def _(p):
    points = p.pairs(p.even(-5, 5, 80), p.even(-5, 5, 80))
    points += p.pairs(p.even(-700, 700, 40), p.even(-700, 700, 40))
    for x in p.even(-700, 700, 60):
        points.append((x, x + p.random.choice((-1, 1)) * p.magnitudes(1e-9, 40, 1)[0]))
    return points + [(1e300, 2e300), (1e300, -1e300), (0.0, -745.0), (3e-310, 1e-310)]


@table("reciprocalOfOneMinusExp", lambda x: -1 / mpmath.expm1(-x))
def _(p):
    return hyperbolic(p)


def moment(n):
    """The integral of t^n e^(x t) over [0, 1] as a confluent hypergeometric function."""
    return lambda x: mpmath.hyp1f1(n + 1, n + 2, x) / (n + 1)


@table("exprel", moment(0))
def _(p):
    return (p.even(-750, 715, 60) + p.even(-30, 30, 90) + p.signed(p.magnitudes(1e-300, 1e3, 60))
            + p.around(20, 6) + p.around(-20, 6) + [-1e6, -1e300])


@table("exprelThird", moment(3))
def _(p):
    return (p.even(-750, 715, 50) + p.even(-40, 40, 90) + p.signed(p.magnitudes(1e-300, 1e3, 50))
            + p.around(23, 6) + p.around(-23, 6) + p.around(-212, 6) + [-1e6])


@table("sincSecond", lambda x: mpmath.diff(sinc, x, 2) if x else -mp.pi**2 / 3, condition=True)
def _(p):
    return p.even(-6, 6, 90) + p.signed(p.magnitudes(1e-3, 1e4, 40)) + p.around(0.8, 6)


@table("powLessOne", lambda x, y: x ** (y - 1), condition=True)
def _(p):
    points = p.pairs(p.magnitudes(1e-300, 1e300, 80), p.signed(p.magnitudes(1e-12, 1, 80)))
    return points + p.pairs(p.even(0, 50, 60), p.even(-20, 20, 60))


@table("compound", lambda x, y: mpmath.exp(y * mpmath.log1p(x)))
def _(p):
    points = p.pairs(above_minus_one(p), p.even(-1, 1, 240))
    for x in p.signed(p.magnitudes(1e-20, 0.9, 60)):
        points.append((x, p.random.uniform(-700, 700) / math.log1p(x)))
    return points


def plane(p):
    points = p.pairs(p.magnitudes(1e-150, 1e150, 80), p.signed(p.magnitudes(1e-150, 1e150, 80)))
    points += p.pairs(p.even(0, 5, 60), p.even(-5, 5, 60))
    for x in p.magnitudes(1e-290, 1e290, 60):
        points.append((x, x * p.signed(p.magnitudes(1e-10, 1e10, 1))[0]))
    return points


@table("direction", lambda x, y: x / mpmath.sqrt(x * x + y * y))
def _(p):
    return plane(p) + [(y, x) for x, y in plane(p)[:60]]


@table("productOverHypot", lambda x, y: x * y / mpmath.sqrt(x * x + y * y))
def _(p):
    return plane(p)


@table("hypotExcess", cancelling(lambda x, y: mpmath.sqrt(x * x + y * y) - x))
def _(p):
    return plane(p)


@table("cbrtSlope", lambda x: 1 / (3 * mpmath.cbrt(abs(x)) ** 2))
def _(p):
    return p.signed(p.magnitudes(TINY, LARGEST, 120)) + p.even(-8, 8, 60)


@table("reciprocalOfOnePlusSquare", lambda x: 1 / (1 + x * x))
def _(p):
    return p.signed(p.magnitudes(1e-300, LARGEST, 80)) + p.even(-5, 5, 80) + p.around(1, 10)


@table("logitSlope", lambda x: 1 / (x * (1 - x)))
def _(p):
    return (p.even(0, 1, 90) + p.magnitudes(1e-300, 1, 60)
            + [1 - x for x in p.magnitudes(1.2e-16, 0.1, 40)])
