import mpmath
from mpmath import mp, mpf

from tables import table


def recurrence(n, x, step):
    if n < 0:
        return mpf(0)
    before, value = mpf(0), mpf(1)
    for k in range(1, n + 1):
        slope, constant, weight = step(k)
        before, value = value, (slope * x + constant) * value - weight * before
    return value


def gegenbauer(n, alpha, x):
    return recurrence(n, x, lambda k: (2 * (k + alpha - 1) / mpf(k), 0, (k + 2 * alpha - 2) / mpf(k)))


def laguerre(n, alpha, x):
    return recurrence(n, x, lambda k: (mpf(-1) / k, (2 * k - 1 + alpha) / mpf(k), (k - 1 + alpha) / mpf(k)))


def legendre(n, k, x):
    n, k = int(n), int(k)
    return mpmath.fac2(2 * k - 1) * gegenbauer(n - k, k + mpf(1) / 2, x)


def chebyshev_t(n, k, x):
    n, k = int(n), int(k)
    if k == 0:
        return x * gegenbauer(n - 1, 1, x) - gegenbauer(n - 2, 1, x) if n else mpf(1)
    return n * mpf(2) ** (k - 1) * mpmath.factorial(k - 1) * gegenbauer(n - k, k, x)


def chebyshev_u(n, k, x):
    n, k = int(n), int(k)
    return mpf(2) ** k * mpmath.factorial(k) * gegenbauer(n - k, k + 1, x)


def hermite(scale):
    def function(n, k, x):
        n, k = int(n), int(k)
        if k > n:
            return mpf(0)
        value = recurrence(n - k, x, lambda j: (scale, 0, scale * (j - 1)))
        return scale**k * mpmath.factorial(n) / mpmath.factorial(n - k) * value

    return function


def laguerre_derivative(n, k, x):
    return (-1) ** int(k) * laguerre(int(n) - int(k), int(k), x)


def by_alpha(function):
    """The derivative of order i by alpha."""

    def derivative(n, i, k, alpha, x):
        if i == 0:
            return function(int(n), int(k), alpha, x)
        with mpmath.workdps(4 * mp.dps):
            h = mpf(10) ** (-mp.dps // 4)
            above, below = (function(int(n), int(k), alpha + s * h, x) for s in (1, -1))
            return (above - below) / (2 * h)

    return derivative


def points(p, span):
    xs = p.even(-span, span, 140) + p.signed(p.magnitudes(1e-300, 1e10, 40)) + [0.0, 1.0, -1.0]
    degrees = [p.random.choice((0, 1, 2, 3, 4, 7, 20, 100)) for _ in xs]
    rows = [(float(n), float(p.random.randint(0, 3)), x) for n, x in zip(degrees, xs)]
    return rows + [(1000.0, 0.0, x) for x in p.even(-1, 1, 20)]


def parametric(p, span):
    xs = p.even(-span, span, 150)
    return [(float(p.random.randint(0, 12)), float(p.random.randint(0, 1)),
             float(p.random.randint(0, 2)), a, x) for a, x in zip(p.even(-0.9, 6, 150), xs)]


CONDITION = {"condition": True, "fixed": (0, 1)}


@table("legendre", legendre, **CONDITION)
def _(p):
    return points(p, 1.2)


@table("chebyshevT", chebyshev_t, **CONDITION)
def _(p):
    return points(p, 1.2)


@table("chebyshevU", chebyshev_u, **CONDITION)
def _(p):
    return points(p, 1.2)


@table("hermite", hermite(2), **CONDITION)
def _(p):
    return points(p, 12)


@table("hermiteNormal", hermite(1), **CONDITION)
def _(p):
    return points(p, 12)


@table("laguerre", laguerre_derivative, **CONDITION)
def _(p):
    return points(p, 40)


@table("generalizedLaguerre",
       by_alpha(lambda n, k, alpha, x: (-1) ** k * laguerre(n - k, alpha + k, x)),
       condition=True, fixed=(0, 1, 2))
def _(p):
    return parametric(p, 20)


@table("gegenbauer",
       by_alpha(lambda n, k, alpha, x: 2**k * mpmath.rf(alpha, k) * gegenbauer(n - k, alpha + k, x)),
       condition=True, fixed=(0, 1, 2))
def _(p):
    return parametric(p, 1.5)
