import math

import mpmath
from mpmath import mpf

from elementary_neighbours import cancelling, plane
from tables import LARGEST, TINY, table


def xlogy(x, y):
    return x * mpmath.log(y) if x else mpf(0)


def xlog1py(x, y):
    return x * mpmath.log1p(y) if x else mpf(0)


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


def positive_pairs(p):
    points = p.pairs(p.magnitudes(TINY, 1e300, 80), p.magnitudes(1e-300, 1e300, 80))
    for x in p.magnitudes(1e-290, 1e290, 90):
        points.append((x, x * (1 + p.signed(p.magnitudes(1e-15, 0.6, 1))[0])))
    return points + p.pairs(p.even(0, 3, 60), p.even(0, 3, 60))


@table("relEntr", cancelling(lambda x, y: x * mpmath.log(x / y)))
def _(p):
    return positive_pairs(p)


@table("klDiv", cancelling(lambda x, y: x * mpmath.log(x / y) - x + y))
def _(p):
    return positive_pairs(p)


@table("logOfRatio", cancelling(lambda x, y: mpmath.log(x / y)))
def _(p):
    return positive_pairs(p)


def power_moment(logarithm, m):
    """The m-th derivative by k of (x^k - 1) / k, with the logarithm of x."""

    def value(x, k):
        log = logarithm(x)
        return log ** (m + 1) * mpmath.hyp1f1(m + 1, m + 2, log * k) / (m + 1)

    return value


def box_cox(p):
    points = p.pairs(p.magnitudes(1e-300, 1e300, 70), p.signed(p.magnitudes(1e-20, 30, 70)))
    points += p.pairs(p.magnitudes(0.01, 100, 70), p.even(-3, 3, 70))
    for x in p.around(1, 60, 0.5)[1:]:
        points.append((x, p.random.uniform(-5, 5)))
    return points + [(2.0, 0.0), (1e-300, 0.0)]


def box_cox_of_one_more(p):
    xs = p.signed(p.magnitudes(1e-300, 0.9, 80)) + p.magnitudes(1, 1e300, 60) + p.even(-1, 2, 60)
    return p.pairs(xs, p.signed(p.magnitudes(1e-20, 30, 200)))


@table("boxcox", power_moment(mpmath.log, 0))
def _(p):
    return box_cox(p)


@table("boxcoxSecond", power_moment(mpmath.log, 2), condition=True)
def _(p):
    return box_cox(p)


@table("boxcox1p", power_moment(mpmath.log1p, 0))
def _(p):
    return box_cox_of_one_more(p)


@table("boxcox1pSlope", power_moment(mpmath.log1p, 1), condition=True)
def _(p):
    return box_cox_of_one_more(p)


def inverse_box_cox(p):
    points = p.pairs(p.signed(p.magnitudes(1e-300, 1e90, 80)), p.signed(
        p.magnitudes(1e-20, 1e20, 80)))
    points += p.pairs(p.even(-5, 5, 150), p.even(-3, 3, 150))
    points += p.pairs(p.even(-700, 700, 60), p.signed(p.magnitudes(1e-20, 1, 60)))
    return [(y, k) for y, k in points if mpf(y) * mpf(k) > -1]


@table("invBoxcox", lambda y, k: mpmath.exp(mpmath.log1p(k * y) / k))
def _(p):
    return inverse_box_cox(p)


@table("invBoxcox1p", lambda y, k: mpmath.expm1(mpmath.log1p(k * y) / k))
def _(p):
    return inverse_box_cox(p)


def log_inverse_slope(y, k):
    """The derivative of log(1 + k y) / k by k."""
    z = k * y
    return (z / (1 + z) - mpmath.log1p(z)) / k**2


@table("logInvBoxcoxSlope", cancelling(log_inverse_slope), condition=True)
def _(p):
    return inverse_box_cox(p)


@table("pseudoHuber", cancelling(lambda d, r: d * (mpmath.sqrt(d * d + r * r) - d)))
def _(p):
    return plane(p)


@table("entrSlope", lambda x: -mpmath.log(x) - 1, condition=True)
def _(p):
    near = p.around(math.exp(-1), 40, 0.3)
    return p.magnitudes(TINY, LARGEST, 60) + p.even(0, 3, 60) + near


@table("relEntrSlope", lambda x, y: mpmath.log(x / y) + 1, condition=True)
def _(p):
    points = positive_pairs(p)
    for y in p.magnitudes(1e-100, 1e100, 60):
        points.append((y * p.around(math.exp(-1), 1, 0.3)[-1], y))
    return points
