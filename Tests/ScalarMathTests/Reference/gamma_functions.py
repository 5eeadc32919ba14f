import math

import mpmath
from mpmath import mp, mpf

from tables import TINY, table


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


@table("polygamma", polygamma, condition=True, fixed=(0,))
def _(p):
    def orders(low, high, count):
        return [float(p.random.randint(low, high)) for _ in range(count)]

    return (p.pairs(orders(2, 10, 120), p.even(0, 30, 120))
            + p.pairs(orders(2, 60, 80), p.magnitudes(1e-3, 1e4, 80))
            + p.pairs(orders(60, 300, 40), p.magnitudes(1, 1e3, 40))
            + p.pairs(orders(2, 12, 60), p.even(-20, 0, 60)))
