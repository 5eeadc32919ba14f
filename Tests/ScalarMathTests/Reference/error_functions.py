import mpmath
from mpmath import mp, mpf

from tables import LARGEST, TINY, table


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
