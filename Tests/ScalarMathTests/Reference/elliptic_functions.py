import mpmath
from mpmath import mp, mpf

from tables import table


def half():
    return mpf(1) / 2


def ellipk(n, m):
    n = int(n)
    factor = mpmath.rf(half(), n) ** 2 / mpmath.factorial(n)
    return mp.pi / 2 * factor * mpmath.hyp2f1(n + half(), n + half(), n + 1, m)


def ellipe(n, m):
    n = int(n)
    factor = mpmath.rf(-half(), n) * mpmath.rf(half(), n) / mpmath.factorial(n)
    return mp.pi / 2 * factor * mpmath.hyp2f1(n - half(), n + half(), n + 1, m)


def parameters(p, count):
    return (p.even(-3, 1, count) + [1 - x for x in p.magnitudes(1e-15, 0.5, count // 2)]
            + [-x for x in p.magnitudes(1e-10, 1e100, count // 2)])


def orders(p, high, points):
    return [(float(p.random.randint(0, high)), x) for x in points]


@table("ellipk", ellipk)
def _(p):
    return orders(p, 3, parameters(p, 100)) + [(0.0, x) for x in p.around(0, 6)]


@table("ellipe", ellipe)
def _(p):
    return orders(p, 3, parameters(p, 100)) + [(0.0, x) for x in p.around(0, 6)]


@table("ellipkm1", lambda n, q: (-1) ** int(n) * ellipk(n, 1 - q))
def _(p):
    return orders(p, 3, p.magnitudes(1e-40, 1e100, 100) + p.even(0, 3, 60))


def by_parameter(function):
    """The derivative of order n by m."""

    def derivative(n, phi, m):
        if n == 0:
            return function(phi, m)
        with mpmath.workdps(4 * mp.dps):
            scale = min(1 - m, 1 - m * mpmath.sin(phi) ** 2)
            h = scale * mpf(10) ** (-mp.dps // 4)
            return (function(phi, m + h) - function(phi, m - h)) / (2 * h)

    return derivative


def angles(p, count):
    points = p.even(-1.57, 1.57, count) + p.even(-20, 20, count // 2) + p.magnitudes(1e-5, 1, count // 2)
    points += p.around(1.5707963267948966, 6)
    choices = parameters(p, 60)
    choices = [m for m in choices if abs(m) < 1e20]
    return [(float(p.random.randint(0, 1)), x, p.random.choice(choices)) for x in points]


@table("ellipkinc", by_parameter(mpmath.ellipf), condition=True, fixed=(0,))
def _(p):
    return angles(p, 70)


@table("ellipeinc", by_parameter(lambda phi, m: mpmath.ellipe(phi, m)), condition=True, fixed=(0,))
def _(p):
    return angles(p, 70)


def delta(k, phi, m):
    return (1 - m * mpmath.sin(phi) ** 2) ** (-k / 2)


@table("ellipticDelta", delta, condition=True, fixed=(0,))
def _(p):
    return [(float(p.random.choice((-1, 1, 3))), x, m) for _, x, m in angles(p, 80)]


def agm(i, j, a, b):
    if i == j == 0:
        return mpmath.agm(a, b)
    with mpmath.workdps(4 * mp.dps):
        h = mpf(10) ** (-mp.dps // 4)
        if i:
            return (mpmath.agm(a * (1 + h), b) - mpmath.agm(a * (1 - h), b)) / (2 * h * a)
        return (mpmath.agm(a, b * (1 + h)) - mpmath.agm(a, b * (1 - h))) / (2 * h * b)


@table("agm", agm)
def _(p):
    points = p.pairs(p.even(0, 5, 80), p.even(0, 5, 80))
    points += p.pairs(p.magnitudes(1e-100, 1e100, 80), p.magnitudes(1e-100, 1e100, 80))
    return [p.random.choice(((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))) + x for x in points]
