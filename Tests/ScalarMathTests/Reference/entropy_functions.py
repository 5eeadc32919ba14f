import mpmath
from mpmath import mpf

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
