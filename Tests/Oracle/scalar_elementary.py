"""Elementary functions and their usual neighbours."""

from fractions import Fraction
from math import floor

from mpmath import mp, mpf

from scalar_table import LARGE, MIDDLE, POSITIVES, REALS, SMALL, TINY, Function, amplified

HUGE = [1e16, -1e100, 1e300, -1e300]
ANGLES = REALS + [1.5707963267948966, 3.141592653589793, -6.283185307179586, 100.0, 1e5, 1e22]
INSIDE = [0.0, 1e-300, -1e-20, 1e-8, 0.001, -0.1, 0.3, 0.5, -0.5, 0.75, -0.9, 0.99, 0.999999,
          -0.9999999999, 0.9999999999999999]
EXPONENTS = REALS + [100.0, -100.0, 300.0, 700.0, 709.0, -700.0, -745.0, 710.0]
PAIRS = [(1.5, 2.5), (-1.5, 0.5), (3.0, 4.0), (1e-8, 1.0), (-1.0, 1e-8), (1e200, 1e200),
         (1e-200, 2e-200), (3e300, 4e300), (-5.0, -12.0), (1e300, 1.0), (1.0, -1e300), (0.0, 2.0),
         (2.0, 0.0), (-3.0, 0.5), (1e-300, 1e-300)]
ln2, ln10 = (lambda: mp.ln(2)), (lambda: mp.ln(10))


def sinc_slope(x):
    """The derivative of sin(pi x)/(pi x)."""
    return (mp.cospi(x) - mp.sinpi(x) / (mp.pi * x)) / x if x else mpf(0)


def sinc_bound(x, *_):
    """cos(pi x) and sinc(x) cancel where the derivative is small; near 0 a series has to do."""
    return 8 if abs(x) < 0.5 else 4 + 4 * amplified(mp.cospi(x), -mp.sinpi(x) / (mp.pi * x))


def power_bound(x, y, *_):
    """By x, the exponent y - 1 is rounded, and log(x) amplifies its error."""
    error = abs(mpf(float(y) - 1.0) - (y - 1))
    return [4 + error * abs(mp.log(abs(x))) * 2**53, 4]


def quotient(x, y, whole):
    """The whole part of x/y, exactly."""
    return mpf(whole(Fraction(float(x)) / Fraction(float(y))))


def remainder(whole):
    """x - whole(x/y) y, exactly."""
    def value(x, y):
        exact = Fraction(float(x))
        part = exact - whole(exact / Fraction(float(y))) * Fraction(float(y))
        return mpf(part.numerator) / mpf(part.denominator)
    return value


def log_sum(base):
    """The logarithm of a sum of powers of `base`."""
    return lambda x, y: mp.log(base()**x + base()**y) / mp.log(base())


def log_sum_value_bound(x, y, value):
    """The larger argument and a logarithm are added; they cancel around 0."""
    cancellation = amplified(max(x, y), value - max(x, y))
    return 1 if cancellation < 2 else 2 * cancellation


def log_sum_bound(x, y, *_):
    """The logistic function of the rounded difference x - y."""
    d = x - y
    return [4 + abs(d) / (1 + mp.exp(d)), 4 + abs(d) / (1 + mp.exp(-d))]


def sign(x):
    """-1, 0 or 1."""
    return mpf(int(x > 0) - int(x < 0))


def zero(*_):
    """The derivative of a step."""
    return mpf(0)


def one(*_):
    """The derivative of a sum by its part."""
    return mpf(1)


STEPS = REALS + HUGE + [2.5, -1.5, 0.49999999999999994, 4503599627370497.5]
REMAINDERS = [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (5.0, 0.1), (1.0, 0.3),
              (1e16, 3.0), (1e300, 7.0), (1e-300, 3.0), (6.0, 2.0), (-6.0, 4.0), (0.7, 0.1),
              (123.456, 1e-3), (3.0, 1e300), (-1e-20, 3.0)]
ELEMENTARY = [
    Function("abs", abs, [sign], REALS + HUGE, 0, 0),
    Function("sign", sign, [zero], REALS + HUGE, 0, 0),
    Function("sqrt", mp.sqrt, [lambda x: 1 / (2 * mp.sqrt(x))], POSITIVES),
    Function("cbrt", lambda x: sign(x) * mp.cbrt(abs(x)), [lambda x: 1 / (3 * mp.cbrt(abs(x))**2)],
             [x for x in REALS if x] + HUGE),
    Function("square", lambda x: x * x, [lambda x: 2 * x], REALS + HUGE + [1e-160, 1e150]),
    Function("reciprocal", lambda x: 1 / x, [lambda x: -1 / x**2],
             [x for x in REALS if x] + HUGE + [1e-150, 1e150]),
    Function("exp", mp.exp, [mp.exp], EXPONENTS),
    Function("exp2", lambda x: 2**x, [lambda x: 2**x * ln2()], EXPONENTS + [1023.5, -1074.0]),
    Function("expm1", mp.expm1, [mp.exp], EXPONENTS),
    Function("log", mp.log, [lambda x: 1 / x], POSITIVES),
    Function("log2", lambda x: mp.log(x) / ln2(), [lambda x: 1 / (x * ln2())], POSITIVES),
    Function("log10", lambda x: mp.log(x) / ln10(), [lambda x: 1 / (x * ln10())], POSITIVES),
    Function("log1p", mp.log1p, [lambda x: 1 / (1 + x)],
             INSIDE + POSITIVES[9:] + [-0.9999999999999999]),
    Function("pow", lambda x, y: x**y,
             [lambda x, y: y * x**(y - 1), lambda x, y: x**y * mp.log(x)],
             [(2.0, 3.0), (2.5, 1.5), (0.5, -2.5), (1e-300, 0.1), (1e300, 0.5), (1e-8, 3.0),
              (1.0, 5.0), (1.0000001, 1e7), (0.999, -700.0), (10.0, 300.0), (10.0, -300.0),
              (3.0, 0.0), (7.0, 1.0), (1e-300, 1.0), (0.3, 1e-10), (5e-324, 0.25)], 1, power_bound),
    Function("sin", mp.sin, [mp.cos], ANGLES),
    Function("cos", mp.cos, [lambda x: -mp.sin(x)], ANGLES),
    Function("tan", mp.tan, [lambda x: 1 + mp.tan(x)**2], ANGLES),
    Function("sinc", lambda x: mp.sinpi(x) / (mp.pi * x) if x else mpf(1), [sinc_slope],
             [0.0, 1e-300, 1e-20, -1e-8, 1e-4, 0.01, -0.1, 0.3, 0.5, 0.75, 1.0, -1.25, 1.5, 2.0,
              2.4,
              7.3, -10.0, 100.5, 12345.678], 1, sinc_bound),
    Function("asin", mp.asin, [lambda x: 1 / mp.sqrt((1 - x) * (1 + x))], INSIDE),
    Function("acos", mp.acos, [lambda x: -1 / mp.sqrt((1 - x) * (1 + x))], INSIDE),
    Function("atan", mp.atan, [lambda x: 1 / (1 + x * x)], REALS + HUGE + [1e8, -1e150]),
    Function("atan2", mp.atan2,
             [lambda y, x: x / (x * x + y * y), lambda y, x: -y / (x * x + y * y)],
             PAIRS + [(-1.0, -1.0), (1e-300, -1.0), (0.0, -3.0)], 1, 6),
    Function("sinh", mp.sinh, [mp.cosh], EXPONENTS + [711.0]),
    Function("cosh", mp.cosh, [mp.sinh], EXPONENTS + [711.0]),
    Function("tanh", mp.tanh, [lambda x: mp.sech(x)**2],
             REALS + [50.0, -100.0, 350.0, 370.0, 1e300]),
    Function("asinh", mp.asinh, [lambda x: 1 / mp.sqrt(1 + x * x)], REALS + HUGE + [1e8, 1e150]),
    Function("acosh", mp.acosh, [lambda x: 1 / mp.sqrt((x - 1) * (x + 1))],
             [1.0000000000000002, 1.0000001, 1.001, 1.1, 1.25, 1.5, 2.0, 2.5, 3.0, 5.0, 10.0,
              123.456, 1e5, 1e8, 1e16, 1e100, 1e155, 1e200, 1e300]),
    Function("atanh", mp.atanh, [lambda x: 1 / ((1 - x) * (1 + x))], INSIDE),
    Function("hypot", lambda x, y: mp.sqrt(x * x + y * y),
             [lambda x, y: x / mp.sqrt(x * x + y * y), lambda x, y: y / mp.sqrt(x * x + y * y)],
             PAIRS),
    Function("floor", mp.floor, [zero], STEPS, 0, 0),
    Function("ceil", mp.ceil, [zero], STEPS, 0, 0),
    Function("round", mp.nint, [zero], STEPS, 0, 0),
    Function("trunc", lambda x: mp.floor(x) if x > 0 else mp.ceil(x), [zero], STEPS, 0, 0),
    Function("minimum", min, [lambda a, b: mpf(a <= b), lambda a, b: mpf(b < a)],
             PAIRS + [(2.0, 2.0), (-0.5, -0.5)], 0, 0, smooth=False),
    Function("maximum", max, [lambda a, b: mpf(a >= b), lambda a, b: mpf(b > a)],
             PAIRS + [(2.0, 2.0), (-0.5, -0.5)], 0, 0, smooth=False),
    Function("clip", lambda x, a, b: min(max(x, a), b),
             [lambda x, a, b: mpf(max(x, a) <= b and x >= a),
              lambda x, a, b: mpf(max(x, a) <= b and x < a), lambda x, a, b: mpf(max(x, a) > b)],
             [(0.5, 0.0, 1.0), (-0.5, 0.0, 1.0), (1.5, 0.0, 1.0), (0.0, 0.0, 1.0), (1.0, 0.0, 1.0),
              (0.5, 2.0, 1.0), (3.0, 2.0, 1.0), (1.0, 1.0, 1.0), (-1e300, -1.0, 1.0)], 0, 0,
             smooth=False),
    Function("mod", remainder(floor), [one, lambda x, y: -quotient(x, y, floor)], REMAINDERS,
             smooth=False),
    Function("fmod", remainder(int), [one, lambda x, y: -quotient(x, y, int)], REMAINDERS, 0, 1,
             smooth=False),
    Function("fma", lambda x, y, z: x * y + z, [lambda x, y, z: y, lambda x, y, z: x, one],
             [(2.0, 3.0, 4.0), (0.1, 10.0, -1.0), (1.0000000000000002, 0.9999999999999998, -1.0),
              (1e200, 1e200, -1e300), (1e-200, 1e-200, 1.0), (3.0, 1 / 3, -1.0),
              (-1.5, 0.5, 1e-30)],
             0, 0),
    Function("logaddexp", log_sum(lambda: mp.e),
             [lambda x, y: 1 / (1 + mp.exp(y - x)), lambda x, y: 1 / (1 + mp.exp(x - y))],
             [(0.0, 0.0), (1.0, 2.0), (-1.0, 3.0), (1000.0, 999.0), (-1000.0, -1001.5),
              (0.0, -40.0),
              (700.0, -700.0), (1e300, 1.0), (0.5, 0.5), (-0.75, 0.25), (30.0, 0.0), (-0.5, -1.0),
              (1e-10, 2e-10), (-745.0, -750.0)], log_sum_value_bound, log_sum_bound),
]
NEIGHBOURS = [
    Function("rsqrt", lambda x: 1 / mp.sqrt(x), [lambda x: -1 / (2 * x * mp.sqrt(x))],
             POSITIVES[1:], 2),
    Function("exp10", lambda x: mp.mpf(10)**x, [lambda x: mp.mpf(10)**x * ln10()],
             REALS + [300.0, -300.0, 308.0], 2),
    Function("log_cosh", lambda x: mp.log(mp.cosh(x)), [mp.tanh],
             REALS + [50.0, -700.0, 710.0, 1e16, 1e300], 4),
    Function("log1mexp", lambda x: mp.log1p(-mp.exp(x)) if x < -1 else mp.log(-mp.expm1(x)),
             [lambda x: -1 / mp.expm1(-x)],
             [-1e-300, -1e-20, -1e-8, -0.001, -0.1, -0.3, -0.5, -0.69, -0.7, -1.0, -2.0, -5.0,
              -20.0,
              -40.0, -100.0, -700.0], 4),
    Function("log1pmx", lambda x: mp.log1p(x) - x, [lambda x: -x / (1 + x)],
             INSIDE + [1.0, 2.0, 10.0, 1e8], 4),
    Function("sqrt1pm1", lambda x: mp.sqrt(1 + x) - 1, [lambda x: 1 / (2 * mp.sqrt(1 + x))],
             INSIDE + [1.0, 3.0, 10.0, 1e8, 1e300], 4),
    Function("cosm1", lambda x: -2 * mp.sin(x / 2)**2, [lambda x: -mp.sin(x)], REALS + [1e5], 4),
    Function("exprel", lambda x: mp.expm1(x) / x if x else mpf(1),
             [lambda x: (mp.exp(x) * (x - 1) + 1) / x**2 if x else mpf(1) / 2],
             REALS + [100.0, 700.0, -700.0], 4, 16),
    Function("logaddexp2", log_sum(lambda: mpf(2)),
             [lambda x, y: 1 / (1 + mpf(2)**(y - x)), lambda x, y: 1 / (1 + mpf(2)**(x - y))],
             [(0.0, 0.0), (1.0, 2.0), (-3.0, 3.0), (1000.0, 999.0), (0.0, -50.0), (1e300, 1.0),
              (2.5, 2.5), (-1000.0, -1001.0)], lambda x, y, v: 2 + 2 * log_sum_value_bound(x, y, v),
             log_sum_bound),
    Function("squared_difference", lambda x, y: (x - y)**2,
             [lambda x, y: 2 * (x - y), lambda x, y: 2 * (y - x)], PAIRS, 2),
    Function("sec", mp.sec, [lambda x: mp.sec(x) * mp.tan(x)], REALS, 4),
    Function("csc", mp.csc, [lambda x: -mp.csc(x) * mp.cot(x)], SMALL + MIDDLE + LARGE, 4, 6),
    Function("cot", mp.cot, [lambda x: -mp.csc(x)**2], SMALL + MIDDLE + LARGE, 4, 6),
    Function("sech", mp.sech, [lambda x: -mp.sech(x) * mp.tanh(x)], REALS + [300.0, -700.0], 4),
    Function("csch", mp.csch, [lambda x: -mp.csch(x) * mp.coth(x)],
             SMALL + MIDDLE + LARGE + [700.0],
             4, 6),
    Function("coth", mp.coth, [lambda x: -mp.csch(x)**2], SMALL + MIDDLE + LARGE + [300.0], 4, 6),
    Function("deg2rad", lambda x: x * mp.pi / 180, [lambda x: mp.pi / 180], TINY + LARGE + HUGE, 2),
    Function("rad2deg", lambda x: x * 180 / mp.pi, [lambda x: 180 / mp.pi], TINY + LARGE + HUGE[:3],
             2),
    Function("sindg", lambda x: mp.sinpi(x / 180), [lambda x: mp.cospi(x / 180) * mp.pi / 180],
             [0.0, 1e-10, 30.0, 45.0, 60.0, 90.0, 120.0, -135.0, 180.0, 270.0, 360.0, 1e6], 4),
    Function("cosdg", lambda x: mp.cospi(x / 180), [lambda x: -mp.sinpi(x / 180) * mp.pi / 180],
             [0.0, 1e-10, 30.0, 45.0, 60.0, 90.0, 120.0, -135.0, 180.0, 270.0, 360.0, 1e6], 4),
    Function("boxcox", lambda x, k: (x**k - 1) / k,
             [lambda x, k: x**(k - 1),
              lambda x, k: (x**k * (k * mp.log(x) - 1) + 1) / k**2],
             [(2.0, 1.5), (2.0, 1e-5), (3.0, -1e-10), (0.5, 1e-20), (1.0000001, 0.5), (10.0, -2.0),
              (1e-8, 0.3), (123.456, 2.0)], 4, lambda x, k, *_: [4 + abs(mp.log(x)), 32]),
]
