import math

import mpmath
from mpmath import mp, mpf

import series
from error_derivatives import with_orders
from tables import table


def smooth(points):
    return [x for x in points if x > 0 or x != math.floor(x)]


def real_points(p):
    return (p.even(0, 171, 60) + p.even(0, 5, 60) + p.even(-6, 0, 60) + p.even(-170, 0, 40)
            + p.signed(p.magnitudes(1e-80, 1, 40)) + p.around(-1, 6, 1e-3) + p.around(-20, 6, 1e-3)
            + p.around(1.4616321449683623, 6))


@table("gammaDerivative",
       lambda n, x: series.gamma(x, int(n))[int(n)] * mpmath.factorial(int(n)),
       condition=True, fixed=(0,))
def _(p):
    return with_orders(p, 4, smooth(real_points(p)))


@table("rgamma",
       lambda n, x: series.rgamma(x, int(n))[int(n)] * mpmath.factorial(int(n)),
       condition=True, fixed=(0,))
def _(p):
    points = real_points(p)
    return [(0.0, x) for x in smooth(points)] + with_orders(
        p, 4, points + [float(-n) for n in range(20)])


def log_gamma(x):
    if x > 0:
        return mpmath.loggamma(x)
    return mpmath.log(mp.pi / abs(mpmath.sinpi(x))) - mpmath.loggamma(1 - x)


def lbeta(a, b):
    digits = mp.dps
    mp.dps = 2 * digits + 2 * int(abs(mpmath.log10(abs(a))) + abs(mpmath.log10(abs(b))))
    value = log_gamma(a) + log_gamma(b) - log_gamma(a + b)
    mp.dps = digits
    return +value


def beta_points(p):
    return (p.pairs(p.even(0, 30, 80), p.even(0, 30, 80))
            + p.pairs(p.magnitudes(1e-30, 1e4, 80), p.magnitudes(1e-30, 1e17, 80))
            + p.pairs(p.even(-6, 6, 40), p.even(-6, 6, 40)) + [(1e10, 0.5), (0.5, 1e10)])


@table("beta", lambda a, b: mpmath.gammaprod([a, b], [a + b]) if abs(a + b) < 10 ** 4
       else mpmath.exp(lbeta(a, b)), condition=True)
def _(p):
    return beta_points(p)


@table("lbeta", lbeta, condition=True)
def _(p):
    return (beta_points(p) + p.pairs(p.magnitudes(1, 1e200, 60), p.magnitudes(1, 1e200, 60))
            + [(1e13, 24.5), (1e13, 23.5), (1e200, 30.0), (1e300, 1e300)])


@table("polygammaDifference", lambda n, a, b: mpmath.psi(int(n), a) - mpmath.psi(int(n), a + b),
       condition=True, fixed=(0,))
def _(p):
    first = p.even(0, 30, 60) + p.magnitudes(1e-12, 1e12, 90)
    second = p.even(0, 30, 60) + p.magnitudes(1e-25, 1e12, 90)
    return [(float(p.random.randint(0, 3)), a, b) for a, b in zip(first, second)]


def mixed(value):
    """The partial derivative of orders (i, j), by differences with twice the digits to spare."""

    def derivative(i, j, x, y):
        i, j = int(i), int(j)
        digits = mp.dps
        mp.dps = 3 * digits
        step = mpf(10) ** (-digits)
        total = mpf(0)
        for k in range(i + 1):
            for m in range(j + 1):
                sign = (-1) ** (k + m) * mpmath.binomial(i, k) * mpmath.binomial(j, m)
                total += sign * value(x + (mpf(i) / 2 - k) * step, y + (mpf(j) / 2 - m) * step)
        total /= step ** (i + j)
        mp.dps = digits
        return +total

    return derivative


MIXED = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (2.0, 0.0)]


def quotient_points(p):
    pairs = (p.pairs(p.even(-6, 30, 60), p.even(-6, 30, 60))
             + p.pairs(p.magnitudes(1, 1e9, 40), p.even(-4, 6, 40))
             + [(2.5, 3.0), (7.5, 3.0), (1000.0, 300.0), (0.5, 1e-9)])
    return [p.random.choice(MIXED) + pair for pair in pairs] + [(1.0, 0.0, 2.0, 3.0)]


table("poch", mixed(lambda a, m: mpmath.gammaprod([a + m], [a])), condition=True, fixed=(0, 1))(
    quotient_points)
table("binom", mixed(lambda n, k: mpmath.gammaprod([n + 1], [k + 1, n - k + 1])), condition=True,
      fixed=(0, 1))(quotient_points)


@table("factorial", lambda n, x: series.gamma(x + 1, int(n))[int(n)] * mpmath.factorial(int(n)),
       condition=True, fixed=(0,))
def _(p):
    points = p.even(0, 170, 80) + p.even(0, 5, 60) + p.magnitudes(1e-20, 1, 20)
    return [(0.0, x) for x in points + [float(n) for n in range(171)]] + with_orders(p, 3, points)


@table("multigammaln",
       lambda d, n, a: (d * (d - 1) / 4 * mpmath.log(mp.pi) if n == 0 else 0) + sum(
           mpmath.loggamma(a - mpf(i) / 2) if n == 0 else mpmath.psi(int(n) - 1, a - mpf(i) / 2)
           for i in range(int(d))), condition=True, fixed=(0, 1))
def _(p):
    dimensions = [float(p.random.randint(1, 8)) for _ in range(120)]
    return [(d, float(p.random.choice((0, 0, 1, 2))), (d - 1) / 2 + x) for d, x in zip(
        dimensions, p.even(0, 5, 60) + p.magnitudes(1e-6, 1e6, 60))]


# Zeta


def hurwitz(s, q, n):
    """The Taylor coefficients in s by the Euler-Maclaurin formula."""
    total = [mpf(0)] * (n + 1)
    z = q

    def power(z):
        c = [z ** -s]
        for k in range(1, n + 1):
            c.append(c[-1] * -mpmath.log(z) / k)
        return c

    while z < mp.dps + 20:
        total = [a + b for a, b in zip(total, power(z))]
        z += 1
    variable = [s] + [mpf(1)] * min(n, 1) + [mpf(0)] * (n - 1)
    pole = [s - 1] + variable[1:]
    rest = series.quotient([z] + [mpf(0)] * n, pole)
    rest[0] += mpf(1) / 2
    factor = [v / z for v in variable]
    for j in range(1, mp.dps):
        rest = [a + mpmath.bernoulli(2 * j) / mpmath.factorial(2 * j) * b
                for a, b in zip(rest, factor)]
        for k in (2 * j - 1, 2 * j):
            factor = [v / z for v in series.product(factor, [s + k] + variable[1:])]
    return [a + b for a, b in zip(total, series.product(power(z), rest))]


def zeta(n, x):
    n = int(n)
    if x > -1:
        return hurwitz(x, mpf(1), n)[n] * mpmath.factorial(n)
    growth = [mpmath.log(2 * mp.pi) * x - mpmath.log(mp.pi)]
    growth += [mpmath.log(2 * mp.pi)] * min(n, 1) + [mpf(0)] * (n - 1)
    sine = [c / mpf(2) ** k for k, c in enumerate(series.sine_of_pi(x / 2, n))]
    parts = series.product(series.exponential(growth), sine)
    parts = series.product(parts, series.mirrored(series.gamma(1 - x, n)))
    parts = series.product(parts, series.mirrored(hurwitz(1 - x, mpf(1), n)))
    return parts[n] * mpmath.factorial(n)


@table("zeta", zeta, condition=True, fixed=(0,))
def _(p):
    points = (p.even(-1, 5, 50) + p.even(1, 60, 30) + p.even(-30, -1, 40) + p.even(-250, -1, 20)
              + p.around(1, 6) + [-1.0, 2.0, 3.0, -50.5, 0.5])
    points = [x for x in points if x != 1]
    return [(0.0, x) for x in points] + with_orders(p, 3, points + [0.0, -2.0, -4.0])


@table("zetac", lambda x: hurwitz(x, mpf(2), 0)[0] if x > -1 else zeta(0, x) - 1, condition=True)
def _(p):
    return p.even(1, 100, 60) + p.magnitudes(1.001, 1000, 40) + p.even(-10, 1, 40)


def hurwitz_mixed(i, j, x, q):
    """By q the derivative is (-1)^j x (x + 1) ... (x + j - 1) zeta(x + j, q)."""
    i, j = int(i), int(j)
    c = hurwitz(x + j, q, i)
    for k in range(j):
        c = series.product(c, [x + k] + [mpf(1)] * min(i, 1) + [mpf(0)] * (i - 1))
    return (-1) ** j * c[i] * mpmath.factorial(i)


@table("hurwitzZeta", hurwitz_mixed, condition=True, fixed=(0, 1))
def _(p):
    pairs = (p.pairs(p.even(1.001, 10, 60), p.even(0, 20, 60))
             + p.pairs([1 + x for x in p.magnitudes(1e-9, 100, 60)], p.magnitudes(1e-3, 1e5, 60)))
    return [p.random.choice(MIXED) + pair for pair in pairs]
