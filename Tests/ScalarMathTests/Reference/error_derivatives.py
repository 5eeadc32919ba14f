import mpmath
from mpmath import mp, mpf

import series
from error_functions import erfcinv, erfinv
from tables import TINY, table


def orders(p, high, count):
    return [float(p.random.randint(1, high)) for _ in range(count)]


def with_orders(p, high, points):
    return p.pairs(orders(p, high, len(points)), points)


# The bell curve


def gaussian(n, x):
    return series.hermite_bell(mpf(-1), x, int(n))


def normal_density(n, x):
    return series.hermite_bell(mpf(-1) / 2, x, int(n)) / mpmath.sqrt(2 * mp.pi)


@table("gaussianDerivative", gaussian, condition=True, fixed=(0,))
def _(p):
    return with_orders(p, 6, p.even(-28, 28, 100) + p.even(-3, 3, 100)
                       + p.signed(p.magnitudes(1e-300, 27, 50)) + [26.6, 27.2, 27.3])


@table("normalDensity", normal_density, condition=True, fixed=(0,))
def _(p):
    points = (p.even(-39, 39, 100) + p.even(-3, 3, 100)
              + p.signed(p.magnitudes(1e-300, 38, 50)) + [38.0, 38.5, -38.6])
    return with_orders(p, 6, points) + [(0.0, x) for x in points[:60] + [38.0, 38.5]]


@table("growingGaussian", lambda n, x: series.hermite_bell(mpf(1), x, int(n)))
def _(p):
    return with_orders(p, 6, p.even(-27, 27, 90) + p.even(-3, 3, 90)
                       + p.signed(p.magnitudes(1e-300, 26, 40)))


# The scaled complementary error function and the inverse Mills ratio


def erfcx_derivative(n, x):
    n = int(n)
    if x > 10 ** 4:
        return (-1) ** n / mpmath.sqrt(mp.pi) * sum(
            mpmath.fac2(2 * k - 1) * mpf(-2) ** -k * mpmath.rf(2 * k + 1, n) / x ** (2 * k + 1 + n)
            for k in range(14))
    before, now = mpf(0), mpmath.exp(x * x) * mpmath.erfc(x)
    for k in range(1, n + 1):
        rest = -2 / mpmath.sqrt(mp.pi) if k == 1 else 2 * (k - 1) * before
        before, now = now, 2 * x * now + rest
    return now


def log_ndtr_derivative(n, x):
    n = int(n)
    root = mpmath.sqrt(mpf(1) / 2)
    coefficients = [erfcx_derivative(k, -x * root) * (-root) ** k / mpmath.factorial(k)
                    for k in range(n + 1)]
    curved = series.logarithm(coefficients)[n] * mpmath.factorial(n)
    return curved - (x if n == 1 else 1 if n == 2 else 0)


@table("erfcxDerivative", erfcx_derivative)
def _(p):
    return with_orders(p, 6, p.even(-26, 30, 90) + p.even(-2, 3, 90)
                       + p.signed(p.magnitudes(TINY, 20, 40)) + p.magnitudes(1, 1e50, 40)
                       + p.around(1.25, 6) + p.around(-1.25, 6))


@table("logNdtrDerivative", log_ndtr_derivative, condition=True, fixed=(0,))
def _(p):
    return with_orders(p, 5, p.even(-60, 30, 90) + p.even(-3, 3, 90)
                       + [-x for x in p.magnitudes(1, 1e50, 60)] + p.around(-1.75, 6)
                       + p.around(1.75, 6) + p.around(9, 6)) + [(1.0, -1e10), (2.0, -1e10)]


# The inverse functions


def inverse_derivative(n, x, slope, growth):
    """Where x'' = growth x x'^2."""
    n = int(n)
    polynomial = [mpf(1)]
    for k in range(1, n):
        following = [mpf(0)] * (len(polynomial) + 1)
        for i, c in enumerate(polynomial):
            following[i + 1] += growth * k * c
            if i:
                following[i - 1] += i * c
        polynomial = following
    return sum(c * x ** i for i, c in enumerate(polynomial)) * slope ** n


def erfinv_derivative(n, y):
    x = erfinv(y)
    return inverse_derivative(n, x, mpmath.sqrt(mp.pi) / 2 * mpmath.exp(x * x), 2)


def erfcinv_derivative(n, y):
    x = erfcinv(y)
    return inverse_derivative(n, x, -mpmath.sqrt(mp.pi) / 2 * mpmath.exp(x * x), 2)


def ndtri_derivative(n, p):
    x = -mpmath.sqrt(2) * erfcinv(2 * p)
    return inverse_derivative(n, x, mpmath.sqrt(2 * mp.pi) * mpmath.exp(x * x / 2), 1)


@table("erfinvDerivative", erfinv_derivative)
def _(p):
    return with_orders(p, 4, p.even(-1, 1, 90) + p.around(0.5, 6)
                       + p.signed([1 - x for x in p.magnitudes(1.2e-16, 0.5, 60)]))


@table("erfcinvDerivative", erfcinv_derivative, condition=True, fixed=(0,))
def _(p):
    return with_orders(p, 3, p.even(0, 2, 60) + p.magnitudes(1e-100, 1, 50) + p.around(0.5, 6)
                       + [2 - x for x in p.magnitudes(2.3e-16, 0.5, 30)]) + [
        (1.0, x) for x in p.magnitudes(TINY, 1e-100, 20)]


@table("ndtriDerivative", ndtri_derivative, condition=True, fixed=(0,))
def _(p):
    return with_orders(p, 3, p.even(0, 1, 60) + p.magnitudes(1e-100, 1, 50) + p.around(0.25, 6)
                       + [1 - x for x in p.magnitudes(1.2e-16, 0.5, 30)]) + [
        (1.0, x) for x in p.magnitudes(TINY, 1e-100, 20)]


# Dawson's and Fresnel's integrals, Owen's function


def dawsn(n, x):
    n = int(n)
    if abs(x) > 100:
        return (-1) ** n * sum(
            mpmath.fac2(2 * k - 1) * mpf(2) ** -(k + 1) * mpmath.rf(2 * k + 1, n)
            / x ** (2 * k + 1 + n) for k in range(40))
    before, now = mpf(0), mpmath.sqrt(mp.pi) / 2 * mpmath.exp(-x * x) * mpmath.erfi(x)
    for k in range(1, n + 1):
        rest = 1 if k == 1 else -2 * (k - 1) * before
        before, now = now, -2 * x * now + rest
    return now


@table("dawsn", dawsn, condition=True, fixed=(0,))
def _(p):
    points = (p.even(-12, 12, 90) + p.even(6, 8, 40) + p.signed(p.magnitudes(1e-300, 1e100, 60)))
    return [(0.0, x) for x in points] + with_orders(p, 5, points[:160])


@table("erfi", mpmath.erfi)
def _(p):
    return (p.even(-26.6, 26.6, 90) + p.signed(p.magnitudes(TINY, 10, 60)) + p.around(7, 6)
            + p.around(26.64, 6))


def fresnel(n, x, parity):
    n = int(n)
    if n == 0:
        a = abs(x)
        if a < 20:
            return (mpmath.fresnels, mpmath.fresnelc)[parity](x)
        z = mp.pi * a * a / 2
        f, g = (sum((-1) ** k * mpmath.rf(mpf(1) / 2, 2 * k + j) / z ** (2 * k + j)
                    for k in range(10)) / (mp.pi * a) for j in (0, 1))
        s, c = mpmath.sinpi(a * a / 2), mpmath.cospi(a * a / 2)
        return mpmath.sign(x) * (mpf(1) / 2 + (f * s - g * c if parity else -f * c - g * s))
    before = (mpf(0), mpf(0))
    now = (mpmath.sinpi(x * x / 2), mpmath.cospi(x * x / 2))
    for k in range(1, n):
        before, now = now, (mp.pi * (x * now[1] + (k - 1) * before[1]),
                            -mp.pi * (x * now[0] + (k - 1) * before[0]))
    return now[parity]


def fresnel_points(p):
    points = (p.even(-8, 8, 90) + p.even(1, 5, 60) + p.signed(p.magnitudes(1e-90, 1e17, 60))
              + p.around(1.6, 6))
    return [(0.0, x) for x in points] + with_orders(p, 4, points)


table("fresnelSin", lambda n, x: fresnel(n, x, 0), condition=True, fixed=(0,))(fresnel_points)
table("fresnelCos", lambda n, x: fresnel(n, x, 1), condition=True, fixed=(0,))(fresnel_points)


def owens_t(h, a):
    h = abs(h)
    end = min(abs(a), 16 / h)
    edges = [mpf(0), end]
    width = min(mpf(1) / 2, 3 / h)
    while edges[-2] + width < end:
        edges.insert(-1, edges[-2] + width)
        width *= mpf(1) if edges[-2] * h > 3 else mpf("1.5")
    value = mpmath.quad(lambda t: mpmath.exp(-h * h * t * t / 2) / (1 + t * t), edges)
    return mpmath.sign(a) * mpmath.exp(-h * h / 2) * value / (2 * mp.pi)


@table("owensT", owens_t)
def _(p):
    return (p.pairs(p.even(0.1, 6, 60), p.even(-3, 3, 60))
            + p.pairs(p.signed(p.magnitudes(1e-3, 38, 80)), p.magnitudes(1e-3, 1e3, 80))
            + p.pairs(p.even(0.1, 38.4, 40), p.even(0, 1.5, 40)))


def owens_slope(h, a):
    return mpmath.exp(-h * h * (1 + a * a) / 2) / (1 + a * a) / (2 * mp.pi)


@table("owensTSlope", owens_slope)
def _(p):
    return (p.pairs(p.even(-6, 6, 60), p.even(-3, 3, 60))
            + p.pairs(p.signed(p.magnitudes(1e-9, 38, 80)), p.magnitudes(1e-3, 1e9, 80)))
