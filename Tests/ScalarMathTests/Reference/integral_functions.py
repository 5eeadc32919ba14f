import math

import mpmath
from mpmath import mp, mpf

from tables import TINY, table


def quotient_derivative(cycle):
    """The derivative of order n of f(x) / x, from the derivatives of f, which repeat."""

    def function(n, x):
        n = int(n)
        extra = 30 + int(n * abs(mpmath.log10(abs(x))) + abs(x)) if x else 30
        with mpmath.workdps(mp.dps + min(extra, 3000)):
            values = [f(x) for f in cycle]
            y = values[0] / x
            for k in range(1, n + 1):
                y = (values[k % len(values)] - k * y) / x
            return +y

    return function


def orders(p, high, points):
    return [(float(p.random.randint(0, high)), x) for x in points]


EXP_CYCLE = [mpmath.exp]
SINE_CYCLE = [mpmath.sin, mpmath.cos, lambda x: -mpmath.sin(x), lambda x: -mpmath.cos(x)]
HYPERBOLIC_CYCLE = [mpmath.sinh, mpmath.cosh]


@table("expi", mpmath.ei, condition=True)
def _(p):
    points = p.even(0, 4, 40) + p.even(0, 60, 50) + p.even(0, 716, 30) + p.magnitudes(TINY, 1, 30)
    for edge in (2, 16, 45, 0.37250741078136663):
        points += p.around(edge, 8)
    return points + [-x for x in points[:120]]


def expn(n, x):
    """By the recurrence from E1, for small n."""
    if n == 0:
        return mpmath.exp(-x) / x
    with mpmath.workdps(mp.dps + 60):
        value = mpmath.e1(x)
        for k in range(1, int(n)):
            value = (mpmath.exp(-x) - x * value) / k
        return +value


@table("expn", expn, condition=True, fixed=(0,))
def _(p):
    points = p.even(0, 4, 80) + p.even(0, 60, 60) + p.even(0, 700, 20) + p.magnitudes(1e-300, 1, 40)
    return orders(p, 12, points + p.around(2, 10))


@table("sinIntegral", mpmath.si)
def _(p):
    points = p.even(0, 4, 40) + p.even(0, 60, 80) + p.magnitudes(1e-300, 1e300, 60) + p.around(16, 10)
    return points + [-x for x in points[:60]]


@table("cosIntegral", mpmath.ci, condition=True)
def _(p):
    points = p.even(0, 4, 40) + p.even(0, 60, 80) + p.magnitudes(1e-300, 1e300, 60)
    for edge in (16, 0.6165054856207162, 3.384180422551186, 31.415926535897932):
        points += p.around(edge, 10)
    return points


@table("sinhIntegral", mpmath.shi)
def _(p):
    points = p.even(0, 4, 40) + p.even(0, 60, 60) + p.even(0, 717, 30) + p.magnitudes(1e-300, 1, 40)
    return points + p.around(45, 8) + [-x for x in points[:60]]


@table("coshIntegral", mpmath.chi, condition=True)
def _(p):
    points = p.even(0, 4, 40) + p.even(0, 60, 60) + p.even(0, 717, 30) + p.magnitudes(1e-300, 1, 40)
    return points + p.around(45, 8) + p.around(0.5238225713898644, 20)


@table("expOverX", quotient_derivative(EXP_CYCLE), condition=True, fixed=(0,))
def _(p):
    points = p.signed(p.even(0, 60, 120) + p.magnitudes(1e-12, 1, 40)) + p.even(-740, 715, 30)
    return orders(p, 5, points)


@table("sinOverX", quotient_derivative(SINE_CYCLE), condition=True, fixed=(0,))
def _(p):
    return orders(p, 6, p.signed(p.even(0, 60, 120) + p.magnitudes(1e-20, 1e20, 80)))


@table("cosOverX", quotient_derivative(SINE_CYCLE[1:] + SINE_CYCLE[:1]), condition=True, fixed=(0,))
def _(p):
    return orders(p, 6, p.signed(p.even(0, 60, 120) + p.magnitudes(1e-12, 1e20, 80)))


@table("sinhOverX", quotient_derivative(HYPERBOLIC_CYCLE), condition=True, fixed=(0,))
def _(p):
    return orders(p, 6, p.signed(p.even(0, 60, 120) + p.magnitudes(1e-20, 1, 40) + p.even(0, 714, 20)))


@table("coshOverX", quotient_derivative(HYPERBOLIC_CYCLE[::-1]), condition=True, fixed=(0,))
def _(p):
    return orders(p, 6, p.signed(p.even(0, 60, 120) + p.magnitudes(1e-12, 1, 40) + p.even(0, 714, 20)))


@table("spence", lambda z: mpmath.polylog(2, 1 - z).real)
def _(p):
    points = p.even(0, 3, 90) + p.even(0, 60, 30) + p.magnitudes(TINY, 1e300, 60)
    for edge in (0.5, 1, 2):
        points += p.around(edge, 20)
    return points


def log_over_one_minus(n, z):
    n = int(n)
    if z == 1:
        return -((-1) ** n) * mpmath.factorial(n) / (n + 1)
    loss = (n + 1) * int(abs(mpmath.log10(abs(z - 1))) + abs(mpmath.log10(z)) + 1)
    with mpmath.workdps(mp.dps + 20 + loss):
        y = mpmath.log(z) / (1 - z)
        for k in range(1, n + 1):
            y = ((-1) ** (k - 1) * mpmath.factorial(k - 1) / z**k + k * y) / (1 - z)
        return +y


@table("logOverOneMinus", log_over_one_minus, condition=True, fixed=(0,))
def _(p):
    points = p.even(0.01, 6, 120) + p.magnitudes(1e-20, 1e20, 60)
    for edge in (0.5, 1, 2, 4):
        points += p.around(edge, 15)
    return orders(p, 5, points)


def lambert_derivative(branch):
    def function(n, x):
        n = int(n)
        with mpmath.workdps(2 * mp.dps):
            w = mpmath.lambertw(x, branch).real
            if n == 0:
                return w
            q = [mpf(1)]
            for j in range(1, n):
                new = [mpf(0)] * (len(q) + 1)
                for i, c in enumerate(q):
                    new[i] += (i - 3 * j + 1) * c
                    new[i + 1] -= j * c
                    if i:
                        new[i - 1] += i * c
                q = new
            total = sum(c * w**i for i, c in enumerate(q))
            return mpmath.exp(-n * w) * total / (1 + w) ** (2 * n - 1)

    return function


BRANCH_POINT = -0.36787944117144228


def near_branch_point(p, count):
    return [BRANCH_POINT + 10 ** p.random.uniform(-15, -1) for _ in range(count)] + [BRANCH_POINT]


@table("lambertw", lambert_derivative(0), condition=True, fixed=(0,))
def _(p):
    points = near_branch_point(p, 60) + p.even(-0.36, 0, 40) + p.even(0, 12, 40)
    points += p.magnitudes(1e-50, 1e100, 60) + p.around(-0.31, 6) + p.around(10, 6)
    return orders(p, 3, points)


@table("lambertwLower", lambert_derivative(-1), condition=True, fixed=(0,))
def _(p):
    points = near_branch_point(p, 60) + p.even(-0.36, 0, 60) + [-x for x in p.magnitudes(1e-90, 0.3, 60)]
    return orders(p, 3, [x for x in points if x < 0])


def wright_omega(n, x):
    n = int(n)
    with mpmath.workdps(2 * mp.dps):
        w = mpmath.lambertw(mpmath.exp(x)).real
        if n == 0:
            return w
        q = [mpf(1)]
        for k in range(1, n):
            new = [mpf(0)] * (len(q) + 1)
            for i, c in enumerate(q):
                new[i] += (1 + i) * c
                new[i + 1] += (2 - 2 * k + i) * c
            q = new
        return w * sum(c * w**i for i, c in enumerate(q)) / (1 + w) ** (2 * n - 1)


@table("wrightOmega", wright_omega, condition=True, fixed=(0,))
def _(p):
    points = p.even(-5, 5, 60) + p.even(-60, 700, 60) + p.around(-1, 8) + p.around(1.5, 8) + p.around(-50, 4)
    return orders(p, 4, points)
