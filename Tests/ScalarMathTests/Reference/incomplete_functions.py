"""The incomplete gamma and beta functions: sums of positive terms, carried as Taylor polynomials in
the parameters, at as many digits as a small difference from 1 takes."""

import mpmath
from mpmath import mp, mpf

from tables import table


# Taylor polynomials in two parameters, as lists of rows


def zeros(m, n):
    return [[mpf(0)] * (n + 1) for _ in range(m + 1)]


def times(p, q):
    m, n = len(p) - 1, len(p[0]) - 1
    product = zeros(m, n)
    for i in range(m + 1):
        for j in range(n + 1):
            product[i][j] = sum(p[r][s] * q[i - r][j - s] for r in range(i + 1) for s in range(j + 1))
    return product


def exponential(p):
    """Of a polynomial without constant term."""
    m, n = len(p) - 1, len(p[0]) - 1
    total = zeros(m, n)
    total[0][0] = mpf(1)
    power = total
    for k in range(1, m + n + 1):
        power = [[c / k for c in row] for row in times(power, p)]
        total = [[a + b for a, b in zip(x, y)] for x, y in zip(total, power)]
    return total


def linear(m, n, constant, first=0, second=0):
    p = zeros(m, n)
    p[0][0] = mpf(constant)
    if m:
        p[1][0] = mpf(first)
    if n:
        p[0][1] = mpf(second)
    return p


def log_gamma(z, m, n, first, second):
    """Of z plus the parameters that count, without the constant."""
    p = zeros(m, n)
    for i in range(m + 1 if first else 1):
        for j in range(n + 1 if second else 1):
            if i + j:
                p[i][j] = mpmath.psi(i + j - 1, z) / (mpmath.factorial(i) * mpmath.factorial(j))
    return p


def combined(*parts):
    m, n = len(parts[0][1]), len(parts[0][1][0])
    return [[sum(s * p[i][j] for s, p in parts) for j in range(n)] for i in range(m)]


def sum_of_ratios(m, n, numerator, denominator, x):
    """1 + x N(0)/D(1) + x^2 N(0) N(1) / (D(1) D(2)) + ..., of linear factors: the numerator in both
    parameters (or 1), the denominator in the first."""
    term = linear(m, n, 1)
    total = [row[:] for row in term]
    k = 1
    while True:
        d = denominator + k
        c = numerator + k - 1 if numerator is not None else mpf(1)
        for i in range(m, -1, -1):
            for j in range(n, -1, -1):
                value = term[i][j] * c
                if numerator is not None:
                    value += (term[i - 1][j] if i else 0) + (term[i][j - 1] if j else 0)
                term[i][j] = value * x
        for i in range(m + 1):
            for j in range(n + 1):
                term[i][j] = (term[i][j] - (term[i - 1][j] if i else 0)) / d
                total[i][j] += term[i][j]
        if c * x < d and all(abs(t) <= abs(s) * mp.eps for p, q in zip(term, total)
                             for t, s in zip(p, q)):
            return total
        k += 1


def top(p):
    m, n = len(p) - 1, len(p[0]) - 1
    return p[m][n] * mpmath.factorial(m) * mpmath.factorial(n)


# Gamma


def gamma_factor(a, x, n):
    """x^a exp(-x) / gamma(1 + a), and its Taylor polynomial in a over itself."""
    exponent = combined((1, linear(n, 0, 0, mpmath.log(x))), (-1, log_gamma(1 + a, n, 0, True, False)))
    return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(1 + a)), exponential(exponent)


def lower_gamma(a, x, n=0):
    n = int(n)
    scale, jet = gamma_factor(a, x, n)
    return scale * top(times(jet, sum_of_ratios(n, 0, None, a, x)))


def falling_powers(sign, a, x, k, m, n, which):
    """The Taylor polynomial of the derivative of order k of x^(a - 1) by x over x^(a - 1)."""
    p = linear(m, n, 1)
    for i in range(1, k + 1):
        factor = linear(m, n, a - i, which == 0, which == 1)
        p = [[c * sign / x for c in row] for row in times(p, factor)]
    return p


def gamma_density(n, k, a, x):
    n, k = int(n), int(k)
    scale, jet = gamma_factor(a, x, n)
    slope = combined(*((mpmath.binomial(k, i) * (-1) ** (k - i), falling_powers(1, a, x, i, n, 0, 0))
                       for i in range(k + 1)))
    return scale / x * top(times(times(jet, linear(n, 0, a, 1)), slope))


# Beta


def beta_factor(a, b, x, m, n):
    """x^a (1 - x)^b gamma(a + b) / (gamma(1 + a) gamma(b)) in the same way."""
    y = 1 - x
    exponent = combined((1, linear(m, n, 0, mpmath.log(x), mpmath.log(y))),
                        (1, log_gamma(a + b, m, n, True, True)),
                        (-1, log_gamma(1 + a, m, n, True, False)),
                        (-1, log_gamma(b, m, n, False, True)))
    constant = (a * mpmath.log(x) + b * mpmath.log(y) + mpmath.loggamma(a + b)
                - mpmath.loggamma(1 + a) - mpmath.loggamma(b))
    return mpmath.exp(constant), exponential(exponent)


def lower_beta(a, b, x, m=0, n=0):
    m, n = int(m), int(n)
    if x > mpf(1) / 2:
        return (0 if m + n else 1) - lower_beta(b, a, 1 - x, n, m)
    scale, jet = beta_factor(a, b, x, m, n)
    return scale * top(times(jet, sum_of_ratios(m, n, a + b, a, x)))


def beta_density(m, n, k, a, b, x):
    m, n, k = int(m), int(n), int(k)
    scale, jet = beta_factor(a, b, x, m, n)
    slope = combined(*((mpmath.binomial(k, i),
                        times(falling_powers(1, a, x, i, m, n, 0),
                              falling_powers(-1, b, 1 - x, k - i, m, n, 1)))
                       for i in range(k + 1)))
    return scale / (x * (1 - x)) * top(times(times(jet, linear(m, n, a, 1)), slope))


# Inverses


def quantile(log_tail, target, low, high):
    """Where a monotonic logarithm of a tail is that of the target, by the secant and bisection."""
    def excess(v):
        return log_tail(v) - mpmath.log(target)

    left = excess(low)
    digits = mp.dps
    mp.dps = 30
    for _ in range(60):
        middle = (low + high) / 2
        if (excess(middle) < 0) == (left < 0):
            low = middle
        else:
            high = middle
    mp.dps = digits
    return mpmath.findroot(excess, (low, high + mpf(10) ** -14), tol=mpf(10) ** -(1.6 * digits),
                           maxsteps=60, verify=False)


def gamma_inverse(a, p, upper=False):
    small = p <= mpf(1) / 2
    is_upper = upper == small
    def log_tail(v):
        tail = lower_gamma(a, mpmath.exp(v))
        tail = 1 - tail if is_upper else tail
        return mpmath.log(tail) if tail > 0 else mpf(-10000)

    low = min((mpmath.log(p if small else 1 - p) - 1) / a, -5)
    return mpmath.exp(quantile(log_tail, p if small else 1 - p, low, mpmath.log(2 * a + 400)))


def beta_inverse(a, b, p):
    if p > mpf(1) / 2:
        return 1 - beta_inverse(b, a, 1 - p)
    v = quantile(lambda v: mpmath.log(lower_beta(a, b, 1 / (1 + mpmath.exp(-v)))), p, mpf(-300),
                 mpf(60))
    return 1 / (1 + mpmath.exp(-v))


# Points


def gamma_points(p, scale=1):
    def around_mean(low, high, count, sigmas):
        points = []
        for a in p.magnitudes(low, high, count):
            points.append((a, max(a + sigmas * p.random.gauss(0, 1) * a ** 0.5, a / 4)))
        return points

    n = lambda count: max(int(count * scale), 4)
    return (p.pairs(p.magnitudes(1e-12, 1, n(30)), p.magnitudes(1e-8, 10, n(30)))
            + p.pairs(p.magnitudes(1e-60, 1e-8, n(12)), p.magnitudes(1e-300, 30, n(12)))
            + p.pairs(p.even(0.1, 12, n(30)), p.even(0.01, 14, n(30)))
            + p.pairs([float(k) for k in range(1, n(12))], p.even(0.1, 14, n(12)))
            + around_mean(1, 1000, n(40), 2) + around_mean(1e3, 3e5, n(12), 3)
            + p.pairs(p.magnitudes(0.01, 100, n(16)), p.even(20, 600, n(16)))
            + p.pairs(p.magnitudes(0.5, 200, n(12)), p.magnitudes(1e-6, 0.5, n(12))))


def beta_points(p, scale=1):
    n = lambda count: max(int(count * scale), 4)
    def positions(count):
        return [p.random.choice((x, z, 1 - z)) for x, z in
                zip(p.even(0.001, 0.999, count), p.magnitudes(1e-9, 0.5, count))]

    points = list(zip(p.magnitudes(1e-12, 3, n(40)), p.magnitudes(1e-12, 3, n(40)),
                      positions(n(40))))
    points += zip(p.magnitudes(1e-3, 100, n(40)), p.magnitudes(1e-3, 100, n(40)),
                  positions(n(40)))
    points += [(float(p.random.randint(1, 30)), float(p.random.randint(1, 30)), x)
               for x in p.even(0.02, 0.98, n(24))]
    for low, high, count in ((1, 1000, n(40)), (100, 1e5, n(10))):
        for a, b in zip(p.magnitudes(low, high, count), p.magnitudes(low, high, count)):
            spread = (a * b / (a + b)) ** 0.5 / (a + b)
            x = a / (a + b) + 2 * p.random.gauss(0, 1) * spread
            points.append((a, b, min(max(x, 0.001), 0.999)))
    for a, b in zip(p.magnitudes(1e-6, 10, n(16)), p.magnitudes(10, 3000, n(16))):
        x = p.random.uniform(0.01, 3) * (a + 1) / b
        if x < 1:
            points += [(a, b, x), (b, a, 1 - x)]
    return [q for q in points if 0 < q[2] < 1]


def prefixed(p, choices, points):
    return [p.random.choice(choices) + q for q in points]


def probabilities(p, count):
    return [p.random.choice((x, z, 1 - z)) for x, z in
            zip(p.even(0.01, 0.99, count), p.magnitudes(1e-12, 0.1, count))]


# Tables

ORDERS = [(1.0,), (1.0,), (2.0,), (3.0,)]
PAIRS = [(1.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, 1.0), (2.0, 0.0), (1.0, 1.0), (0.0, 2.0)]

table("gammainc", lower_gamma, condition=True)(gamma_points)
table("gammaincc", lambda a, x: 1 - lower_gamma(a, x), condition=True)(gamma_points)
table("gammaincByA", lambda n, a, x: lower_gamma(a, x, n), condition=True, fixed=(0,))(
    lambda p: prefixed(p, ORDERS, gamma_points(p, 0.6)))
table("gammaDensity", gamma_density, condition=True, fixed=(0, 1))(
    lambda p: prefixed(p, [(n, k) for n in (0.0, 1.0, 2.0) for k in (0.0, 0.0, 1.0, 2.0)],
                       [q for q in gamma_points(p, 0.7) if 1e-60 < q[1]]))
table("betainc", lower_beta, condition=True)(beta_points)
table("betaincc", lambda a, b, x: 1 - lower_beta(a, b, x), condition=True)(beta_points)
table("betaincByAB", lambda m, n, a, b, x: lower_beta(a, b, x, m, n), condition=True, fixed=(0, 1))(
    lambda p: prefixed(p, PAIRS, beta_points(p, 0.7)))
table("betaDensity", beta_density, condition=True, fixed=(0, 1, 2))(
    lambda p: prefixed(p, [q + (k,) for q in PAIRS + [(0.0, 0.0)] for k in (0.0, 0.0, 1.0, 2.0)],
                       beta_points(p, 0.7)))


@table("gammaincinv", gamma_inverse, condition=True)
def _(p):
    return (p.pairs(p.magnitudes(0.05, 2, 16), probabilities(p, 16))
            + p.pairs(p.magnitudes(1, 300, 24), probabilities(p, 24)))


@table("gammainccinv", lambda a, q: gamma_inverse(a, q, True), condition=True)
def _(p):
    return (p.pairs(p.magnitudes(0.05, 2, 16), probabilities(p, 16))
            + p.pairs(p.magnitudes(1, 300, 24), probabilities(p, 24)))


@table("betaincinv", beta_inverse, condition=True)
def _(p):
    return (list(zip(p.magnitudes(0.3, 3, 12), p.magnitudes(0.3, 3, 12), probabilities(p, 12)))
            + list(zip(p.magnitudes(1, 200, 16), p.magnitudes(1, 200, 16), probabilities(p, 16))))
