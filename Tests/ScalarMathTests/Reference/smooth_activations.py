"""Activations that are smooth, and their derivatives where they have a form of their own."""

import mpmath
from mpmath import mp, mpf

from elementary import softplus
from elementary_neighbours import cancelling
from tables import table


def logistic(x):
    return 1 / (1 + mpmath.exp(-x))


def cumulative(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def density(x):
    return mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mp.pi)


def bell(p):
    return (p.even(-39, 9, 80) + p.even(-5, 5, 80) + p.signed(p.magnitudes(1e-300, 1e3, 60))
            + p.around(-0.7, 8) + p.around(-0.751, 8) + p.around(-38, 8))


def tails(p):
    return (p.even(-750, 50, 60) + p.even(-8, 8, 90) + p.even(-90, 90, 40)
            + p.signed(p.magnitudes(1e-300, 700, 50)) + p.around(-40, 6) + p.around(-80, 6))


@table("gelu", lambda x: x * cumulative(x))
def _(p):
    return bell(p)


@table("geluSlope", lambda x: cumulative(x) + x * density(x), condition=True)
def _(p):
    return bell(p)


@table("geluThird", lambda x: density(x) * x * (x * x - 4), condition=True)
def _(p):
    return bell(p)


@table("silu", lambda x: x * logistic(x))
def _(p):
    return tails(p)


@table("siluSlope", lambda x: logistic(x) * (1 + x * logistic(-x)), condition=True)
def _(p):
    return tails(p) + p.around(-1.278, 8)


def silu_curvature(x):
    s, t = logistic(x), logistic(-x)
    return s * t * (2 + x * (t - s))


@table("siluCurvature", silu_curvature, condition=True)
def _(p):
    return tails(p) + p.around(2.399, 8)


def mish_parts(x):
    """The factor of x in mish and its derivatives, with w = e^x."""
    w = mpmath.exp(x)
    d = w * w + 2 * w + 2
    first = 4 * w * (w + 1) / d**2
    second = 4 * w * (2 * w + 1) / d**2 - 16 * w * (w + 1) ** 2 * w / d**3
    return w * (w + 2) / d, first, second


@table("mish", lambda x: x * mpmath.tanh(softplus(x)))
def _(p):
    return tails(p)


@table("mishSlope", lambda x: mish_parts(x)[0] + x * mish_parts(x)[1], condition=True)
def _(p):
    return tails(p) + p.around(-1.192, 8)


@table("mishCurvature", cancelling(lambda x: 2 * mish_parts(x)[1] + x * mish_parts(x)[2]),
       condition=True)
def _(p):
    return tails(p)


def root_points(p):
    points = p.pairs(p.even(-5, 5, 80), p.even(0.1, 5, 80))
    points += p.pairs(p.signed(p.magnitudes(1e-140, 1e140, 80)), p.magnitudes(1e-280, 1e280, 80))
    for x in p.signed(p.magnitudes(1e-100, 1e100, 60)):
        points.append((x, x * x * p.magnitudes(1e-10, 1e10, 1)[0]))
    return points


@table("squareplus", cancelling(lambda x, b: (x + mpmath.sqrt(x * x + b)) / 2))
def _(p):
    return root_points(p)


@table("squareplusSlope", cancelling(lambda x, b: (1 + x / mpmath.sqrt(x * x + b)) / 2))
def _(p):
    return root_points(p)


@table("softsignSlope", lambda x: 1 / (1 + abs(x)) ** 2)
def _(p):
    return p.signed(p.magnitudes(1e-300, 1e160, 80)) + p.even(-5, 5, 80)
