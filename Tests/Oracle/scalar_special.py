"""Special functions, activations, and what is built on them."""

from mpmath import mp, mpf

from scalar_table import LARGE, MIDDLE, REALS, SMALL, TINY, Function, amplified

TAILS = [5.0, -5.0, 6.5, 26.0, -26.0]
NORMAL = REALS + [5.0, -5.0, 8.0, -8.0, -20.0, -37.0]
LOGISTIC = REALS + [100.0, -100.0, 700.0, -740.0, 1000.0]
GAMMAS = [1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.5, 0.9, 1.1, 1.4, 1.75, 2.5, 3.0, 4.5, 10.0, 25.25,
          50.5,
          100.0, 170.5]
REFLECTED = [-0.1, -0.5, -1.5, -2.25, -3.7, -16.5, -1e-8]
ORDERS = [1e-300, 1e-8, 0.001, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 5.0, 7.0, 10.0, 20.0, 50.0, 100.0]
ROOTS = {"pi": lambda: mp.sqrt(mp.pi), "two_pi": lambda: mp.sqrt(2 * mp.pi)}


def both_signs(points):
    """The points and their negatives."""
    return [0.0] + points + [-x for x in points]


def cumulative(x):
    """The normal distribution function."""
    return mp.erfc(-x / mp.sqrt(2)) / 2


def log_cumulative(x):
    """Its logarithm."""
    return mp.log(cumulative(x)) if x < 0 else mp.log1p(-cumulative(-x))


def density(x):
    """The normal density."""
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def sigmoid(x):
    """The logistic function."""
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    """log(1 + exp(x))."""
    return mp.log1p(mp.exp(x))


def erfcx(x):
    """exp(x**2) erfc(x)."""
    return mp.exp(x * x) * mp.erfc(x)


def normal_quantile(p):
    """The inverse of the normal distribution function."""
    return -mp.sqrt(2) * inverse_erfc(2 * p)


def inverse_erfc(p):
    """The inverse of erfc, by Newton's method on its logarithm from a rough start."""
    if p > 1:
        return -inverse_erfc(2 - p)
    if p == 1:
        return mpf(0)
    x = mp.sqrt(-mp.log(p)) if p < mpf("0.1") else (1 - p) * mp.sqrt(mp.pi) / 2
    for _ in range(200):
        f = mp.log(mp.erfc(x)) - mp.log(p)
        step = f * mp.erfc(x) * mp.sqrt(mp.pi) / (-2 * mp.exp(-x * x))
        x -= step
        if abs(step) < abs(x) * mpf(10)**(-mp.dps + 10):
            break
    return x


def inverse_erf(p):
    """The inverse of erf."""
    return mp.erfinv(p) if abs(p) < mpf("0.9") else mp.sign(p) * inverse_erfc(1 - abs(p))


def square_of_x(x, *_):
    """exp(-x**2): the rounding of x**2, amplified by x**2."""
    return 4 + x * x


def square_of_value(x, y, *_):
    """exp(y**2) of a value y that has an error itself: amplified by 2 y**2."""
    return 4 + 8 * y * y


def gelu_bound(x, _, dy):
    """Phi(x) + x phi(x), which cancel in the left tail."""
    terms = 4 * cumulative(x) + abs(x) * density(x) * (4 + x * x / 2)
    return 4 + terms / abs(dy)


def silu_bound(x, _, dy):
    """sigmoid(x) (1 + x sigmoid(-x)): the bracket cancels."""
    return 4 + 4 * amplified(mpf(1), x * sigmoid(-x)) + abs(x) / 8


def mish_slope(x):
    """tanh(s) + x sigmoid(x) sech(s)**2, s = softplus(x)."""
    s = softplus(x)
    return mp.tanh(s) + x * sigmoid(x) * mp.sech(s)**2


def mish_bound(x, *_):
    """As for silu."""
    s = softplus(x)
    return 8 + 8 * amplified(mp.tanh(s), x * sigmoid(x) * mp.sech(s)**2)


def cancelling(*terms):
    """The derivative is the sum of `terms`, functions of x, each good to some ulp."""
    return lambda x, *_: 8 + 8 * amplified(*(term(x) for term in terms))


def gamma_density_log(a, x):
    """The size of what goes into the exponent of x**(a-1) exp(-x) / gamma(a)."""
    return abs((a - 1) * mp.log(x)) + x + abs(mp.loggamma(a))


def incomplete_gamma_bound(a, x, *_):
    """By a: series and quadrature lose more. By x: the exponent's terms are rounded."""
    return [256 + 8 * gamma_density_log(a, x), 8 + 2 * gamma_density_log(a, x)]


def incomplete_beta_bound(a, b, x, *_):
    """As for the incomplete gamma function."""
    exponent = abs((a - 1) * mp.log(x)) + abs((b - 1) * mp.log1p(-x))
    exponent += abs(mp.loggamma(a)) + abs(mp.loggamma(b)) + abs(mp.loggamma(a + b))
    return [256 + 8 * exponent, 256 + 8 * exponent, 8 + 2 * exponent]


def by_difference(function, index):
    """A partial derivative by mpmath's numerical differentiation."""
    order = lambda n: tuple(int(k == index) for k in range(n))
    return lambda *xs: mp.diff(function, xs, order(len(xs)))


def lower_gamma(a, x):
    """P(a, x)."""
    return mp.gammainc(a, 0, x, regularized=True)


def upper_gamma(a, x):
    """Q(a, x)."""
    return mp.gammainc(a, x, mp.inf, regularized=True)


def incomplete_beta(a, b, x):
    """I_x(a, b)."""
    return mp.betainc(a, b, 0, x, regularized=True)


def beta_bound(a, b, *_):
    """digamma(a) - digamma(a + b) cancels where the other argument is small."""
    by_a, by_b = (amplified(mp.digamma(p), -mp.digamma(a + b)) for p in (a, b))
    return [10 + 8 * by_a, 10 + 8 * by_b]


def log_ndtr_bound(x, *_):
    """A ratio of erfcx on the left; exp(-x**2 / 2) on the right."""
    return 8 + (x * x if x > 0 else 4)


def bessel_i1_slope(x):
    """i0(x) - i1(x) / x."""
    return (mp.besseli(0, x) + mp.besseli(2, x)) / 2


def scaled(function, sign):
    """A Bessel function times an exponential."""
    return lambda x: function(x) * mp.exp(sign * abs(x))


ERRORS = [
    Function("erf", mp.erf, [lambda x: 2 / ROOTS["pi"]() * mp.exp(-x * x)], REALS + TAILS, 4,
             square_of_x),
    Function("erfc", mp.erfc, [lambda x: -2 / ROOTS["pi"]() * mp.exp(-x * x)], REALS + TAILS, 4,
             square_of_x),
    Function("erfcx", erfcx, [lambda x: 2 * x * erfcx(x) - 2 / ROOTS["pi"]()],
             REALS + [5.0, -5.0, -26.0, 1e4, 1e8], 4,
             lambda x, *_: 64 if x > 10 else 4 + x * x + 4 * amplified(
                 2 * x * erfcx(x), -2 / ROOTS["pi"]())),
    Function("erfi", mp.erfi, [lambda x: 2 / ROOTS["pi"]() * mp.exp(x * x)],
             TINY + SMALL + MIDDLE + TAILS, 4, square_of_x),
    Function("erfinv", inverse_erf, [lambda p: ROOTS["pi"]() / 2 * mp.exp(inverse_erf(p)**2)],
             [0.0, 1e-300, -1e-20, 1e-8, 0.001, -0.1, 0.3, 0.5, -0.75, 0.9, -0.99, 0.9999,
              0.999999999, 0.9999999999999999], 4, square_of_value),
    Function("erfcinv", inverse_erfc, [lambda p: -ROOTS["pi"]() / 2 * mp.exp(inverse_erfc(p)**2)],
             [1e-300, 1e-100, 1e-20, 1e-8, 0.001, 0.1, 0.3, 0.5, 0.9, 0.999999, 1.000001, 1.25, 1.5,
              1.9, 1.999], 4, square_of_value),
    Function("ndtr", cumulative, [density], NORMAL, 4, lambda x, *_: 4 + x * x / 2),
    Function("log_ndtr", log_cumulative, [lambda x: density(x) / cumulative(x)],
             NORMAL + [-100.0, -1000.0], 4, log_ndtr_bound),
    Function("ndtri", normal_quantile,
             [lambda p: ROOTS["two_pi"]() * mp.exp(normal_quantile(p)**2 / 2)],
             [1e-300, 1e-100, 1e-20, 1e-8, 0.001, 0.02, 0.1, 0.25, 0.4, 0.499999, 0.6, 0.75, 0.9,
              0.975, 0.999, 0.999999], 4, square_of_value),
    Function("dawsn", lambda x: ROOTS["pi"]() / 2 * mp.exp(-x * x) * mp.erfi(x),
             [lambda x: 1 - x * ROOTS["pi"]() * mp.exp(-x * x) * mp.erfi(x)],
             REALS + [5.0, -5.0, 100.0, 1e6], 4,
             lambda x, *_: 64 if abs(x) > 10 else 8 + 8 * amplified(
                 mpf(1), -x * ROOTS["pi"]() * mp.exp(-x * x) * mp.erfi(x))),
]
GAMMA = [
    Function("gamma", mp.gamma, [lambda x: mp.gamma(x) * mp.digamma(x)], GAMMAS + REFLECTED, 4, 10),
    Function("rgamma", mp.rgamma, [lambda x: -mp.digamma(x) * mp.rgamma(x)], GAMMAS + REFLECTED,
             4, 10),
    Function("lgamma", lambda x: mp.log(abs(mp.gamma(x))), [mp.digamma],
             GAMMAS + REFLECTED + [1.0000001, 1.9999999, 2.0000001, 1e3, 1e8, 1e100], 4, 4),
    Function("digamma", mp.digamma, [lambda x: mp.psi(1, x)],
             GAMMAS + REFLECTED + [1.4616321449683622, 1e3, 1e8, 1e100], 4, 4),
    Function("trigamma", lambda x: mp.psi(1, x), [lambda x: mp.psi(2, x)],
             GAMMAS[2:] + REFLECTED[:6] + [1e3, 1e8], 4, 6),
    Function("polygamma", lambda n, x: mp.psi(int(n), x), [None, lambda n, x: mp.psi(int(n) + 1,
             x)],
             [(0.0, 2.5), (1.0, 0.1), (1.0, 10.0), (2.0, 0.5), (2.0, 25.25), (3.0, 1.5), (5.0, 4.5),
              (4.0, 100.0)], 4, 6),
    Function("beta", mp.beta,
             [lambda a, b: mp.beta(a, b) * (mp.digamma(a) - mp.digamma(a + b)),
              lambda a, b: mp.beta(a, b) * (mp.digamma(b) - mp.digamma(a + b))],
             [(1.0, 1.0), (0.5, 0.5), (2.5, 3.5), (10.0, 0.1), (1e-8, 2.0), (50.5, 40.25),
              (3.0, 100.0)],
             4, beta_bound),
    Function("lbeta", lambda a, b: mp.log(mp.beta(a, b)),
             [lambda a, b: mp.digamma(a) - mp.digamma(a + b),
              lambda a, b: mp.digamma(b) - mp.digamma(a + b)],
             [(0.5, 0.5), (2.5, 3.5), (10.0, 0.1), (1e-8, 2.0), (50.5, 40.25), (1e5, 1e5)], 4,
             beta_bound),
    Function("gammainc", lower_gamma,
             [by_difference(lower_gamma, 0),
              lambda a, x: mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))],
             [(0.5, 0.1), (1.0, 1.0), (2.5, 1.0), (2.0, 5.0), (10.0, 8.0), (10.0, 14.0), (0.1, 3.0),
              (50.0, 45.0), (3.0, 0.01)], 4, incomplete_gamma_bound),
    Function("gammaincc", upper_gamma,
             [by_difference(upper_gamma, 0),
              lambda a, x: -mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))],
             [(0.5, 0.1), (1.0, 1.0), (2.5, 1.0), (2.0, 5.0), (10.0, 8.0), (10.0, 14.0), (0.1, 3.0),
              (50.0, 65.0), (3.0, 30.0)], 4, incomplete_gamma_bound),
    Function("betainc", incomplete_beta,
             [by_difference(incomplete_beta, 0), by_difference(incomplete_beta, 1),
              lambda a, b, x: x**(a - 1) * (1 - x)**(b - 1) / mp.beta(a, b)],
             [(2.0, 3.0, 0.4), (1.0, 1.0, 0.3), (0.5, 0.5, 0.25), (5.0, 2.0, 0.9), (1.0, 3.0, 0.2),
              (10.0, 12.5, 0.5), (0.1, 4.0, 0.01), (30.0, 20.0, 0.55)], 4, incomplete_beta_bound),
    Function("zeta", lambda s, q: mp.zeta(s, q),
             [lambda s, q: mp.zeta(s, q, 1), lambda s, q: -s * mp.zeta(s + 1, q)],
             [(2.0, 1.0), (1.5, 0.5), (3.0, 2.5), (10.0, 1.0), (2.0, 100.0)], 4, [64, 10]),
]
ENTROPY = [
    Function("xlogy", lambda x, y: x * mp.log(y), [lambda x, y: mp.log(y), lambda x, y: x / y],
             [(1.5, 2.0), (-2.0, 0.5), (1e-300, 1e-300), (3.0, 1.0000001), (1e300, 1.5), (0.0, 2.0),
              (2.0, 5e-324), (1.0, 1e300), (0.5, 1.0)], 4),
    Function("xlog1py", lambda x, y: x * mp.log1p(y),
             [lambda x, y: mp.log1p(y), lambda x, y: x / (1 + y)],
             [(1.5, 2.0), (-2.0, 0.5), (1.0, 1e-20), (3.0, -0.9999999), (1e300, 1e-10),
              (0.0, 2.0)], 4),
    Function("entr", lambda x: -x * mp.log(x), [lambda x: -mp.log(x) - 1],
             [1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.3, 0.36787944117144233, 0.5, 0.999, 1.0, 1.5, 2.0,
              10.0, 1e8, 1e300], 4, lambda x, *_: 4 + 4 * amplified(mp.log(x), mpf(1))),
    Function("rel_entr", lambda x, y: x * mp.log(x / y),
             [lambda x, y: mp.log(x / y) + 1, lambda x, y: -x / y],
             [(1.0, 2.0), (0.5, 0.25), (1.00000001, 1.0), (1e-300, 1.0), (2.0, 1e-10),
              (3.0, 3.0)], 4,
             lambda x, y, *_: [4 + 4 * amplified(mp.log(x / y), mpf(1)), 4]),
    Function("kl_div", lambda x, y: x * mp.log(x / y) - x + y,
             [lambda x, y: mp.log(x / y), lambda x, y: 1 - x / y],
             [(1.0, 2.0), (0.5, 0.25), (1.00000001, 1.0), (0.999, 1.0), (1e-300, 1.0), (2.0, 1e-10),
              (3.0, 3.0), (1.0, 1.0001)], 4, 8),
]
LOGISTICS = [
    Function("sigmoid", sigmoid, [lambda x: 1 / (2 + mp.exp(x) + mp.exp(-x))], LOGISTIC, 4, 6),
    Function("log_sigmoid", lambda x: -softplus(-x), [lambda x: sigmoid(-x)], LOGISTIC, 4, 6),
    Function("softplus", softplus, [sigmoid], LOGISTIC, 4, 6),
    Function("logit", lambda p: mp.log(p / (1 - p)), [lambda p: 1 / (p * (1 - p))],
             [1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.25, 0.4, 0.4999999, 0.5, 0.5000001, 0.6, 0.75, 0.9,
              0.999, 0.999999, 0.9999999999999999], 4),
    Function("silu", lambda x: x * sigmoid(x), [lambda x: sigmoid(x) * (1 + x * sigmoid(-x))],
             LOGISTIC, 4, silu_bound),
    Function("gelu", lambda x: x * cumulative(x), [lambda x: cumulative(x) + x * density(x)],
             REALS[:-2] + [5.0, -5.0, -9.0, -20.0, 26.0], 5, gelu_bound),
    Function("mish", lambda x: x * mp.tanh(softplus(x)), [mish_slope], LOGISTIC, 5, mish_bound),
    Function("softsign", lambda x: x / (1 + abs(x)), [lambda x: 1 / (1 + abs(x))**2],
             REALS + [1e8, -1e100], 2),
    Function("elu", lambda x: x if x > 0 else mp.expm1(x),
             [lambda x: mpf(1) if x >= 0 else mp.exp(x)], LOGISTIC, 2),
    Function("squareplus", lambda x: (x + mp.sqrt(x * x + 4)) / 2,
             [lambda x: (x + mp.sqrt(x * x + 4)) / 2 / mp.sqrt(x * x + 4)], REALS + [1e8, -1e8], 4,
             6),
]
BESSEL = [
    Function("i0", lambda x: mp.besseli(0, x), [lambda x: mp.besseli(1, x)],
             both_signs(ORDERS[:13]) + [700.0], 4, 4),
    Function("i1", lambda x: mp.besseli(1, x), [bessel_i1_slope], both_signs(ORDERS[:13]) + [700.0],
             4, 16),
    Function("i0e", scaled(lambda x: mp.besseli(0, x), -1),
             [lambda x: mp.exp(-abs(x)) * (mp.besseli(1, x) - mp.sign(x) * mp.besseli(0, x))],
             ORDERS + [1e4, 1e8], 4, lambda x, *_: 64 if x > 20 else cancelling(
                 lambda x: mp.besseli(1, x), lambda x: -mp.besseli(0, x))(x)),
    Function("i1e", scaled(lambda x: mp.besseli(1, x), -1),
             [lambda x: mp.exp(-abs(x)) * (bessel_i1_slope(x) - mp.sign(x) * mp.besseli(1, x))],
             ORDERS + [1e4, 1e8], 4, lambda x, *_: 64 if x > 20 else cancelling(
                 bessel_i1_slope, lambda x: -mp.besseli(1, x))(x)),
    Function("j0", lambda x: mp.besselj(0, x), [lambda x: -mp.besselj(1, x)], both_signs(ORDERS),
             4),
    Function("j1", lambda x: mp.besselj(1, x),
             [lambda x: (mp.besselj(0, x) - mp.besselj(2, x)) / 2], both_signs(ORDERS), 4,
             cancelling(lambda x: mp.besselj(0, x), lambda x: -mp.besselj(2, x))),
    Function("y0", lambda x: mp.bessely(0, x), [lambda x: -mp.bessely(1, x)], ORDERS, 4),
    Function("y1", lambda x: mp.bessely(1, x),
             [lambda x: (mp.bessely(0, x) - mp.bessely(2, x)) / 2], ORDERS[1:], 4,
             cancelling(lambda x: mp.bessely(0, x), lambda x: -mp.bessely(2, x))),
    Function("k0", lambda x: mp.besselk(0, x), [lambda x: -mp.besselk(1, x)], ORDERS + [700.0], 4),
    Function("k1", lambda x: mp.besselk(1, x),
             [lambda x: -(mp.besselk(0, x) + mp.besselk(2, x)) / 2], ORDERS[1:] + [700.0], 4, 16),
]
INTEGRALS = [
    Function("expi", mp.ei, [lambda x: mp.exp(x) / x], SMALL + MIDDLE + LARGE + [100.0, 700.0], 4),
    Function("exp1", mp.e1, [lambda x: -mp.exp(-x) / x],
             [1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 50.0,
              700.0], 4),
    Function("sici_si", mp.si, [lambda x: mp.sin(x) / x if x else mpf(1)], REALS + [100.0, 1e5], 4),
    Function("sici_ci", mp.ci, [lambda x: mp.cos(x) / x], ORDERS + [1e5], 4),
    Function("spence", lambda x: mp.polylog(2, 1 - x).real,
             [lambda x: mp.log(x) / (1 - x) if x != 1 else mpf(-1)],
             [1e-20, 1e-8, 0.001, 0.1, 0.3, 0.5, 0.9, 0.9999999, 1.0, 1.0000001, 1.1, 1.5, 2.0, 3.0,
              10.0, 1e8], 4, 8),
    Function("lambertw", lambda x: mp.lambertw(x).real,
             [lambda x: 1 / (mp.exp(mp.lambertw(x).real) * (1 + mp.lambertw(x).real))],
             [0.0, 1e-300, -1e-20, 1e-8, 0.001, -0.1, -0.3, -0.36, 0.1, 0.5, 1.0, 2.0, 10.0, 1e8,
              1e100,
              1e300], 4, lambda x, y, *_: 8 + 8 * (abs(y) + 1 / abs(1 + y))),
    Function("airy_ai", mp.airyai, [lambda x: mp.airyai(x, derivative=1)],
             [0.0, 1e-8, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, -0.5, -1.0, -2.0, -3.0, -10.0], 4,
             lambda x, *_: 8 + 2 * abs(x)**mpf(1.5)),
    Function("fresnel_sin", mp.fresnels, [lambda x: mp.sin(mp.pi * x * x / 2)],
             [0.0, 1e-8, 0.1, 0.5, -0.75, 1.0, 1.25, -1.5, 2.5, 5.25], 4, 16),
    Function("fresnel_cos", mp.fresnelc, [lambda x: mp.cos(mp.pi * x * x / 2)],
             [0.0, 1e-8, 0.1, 0.5, -0.75, 1.25, -1.5, 2.0, 2.5, 5.25], 4, 16),
    Function("ellipk", mp.ellipk, [lambda m: mp.diff(mp.ellipk, m)],
             [-10.0, -1.0, -0.1, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999], 4, 64),
    Function("ellipe", mp.ellipe, [lambda m: mp.diff(mp.ellipe, m)],
             [-10.0, -1.0, -0.1, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999], 4, 64),
]
for one in ERRORS + GAMMA + BESSEL + INTEGRALS:
    one.digits = (60, 120)
SPECIAL = ERRORS + GAMMA + ENTROPY + LOGISTICS + BESSEL + INTEGRALS
