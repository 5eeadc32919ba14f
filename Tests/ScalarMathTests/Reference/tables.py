"""Points, and true values to 30 digits, for the tables that make_reference.py writes."""

import math
import random
import struct

import mpmath
from mpmath import mp, mpf

TINY = 5e-324
LEAST_NORMAL = 2.2250738585072014e-308
LARGEST = 1.7976931348623157e308


# Points


def bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def from_bits(n):
    return struct.unpack("<d", struct.pack("<q", n))[0]


class Points:
    """Seeded samples; one object per function, so that tables do not depend on each other."""

    def __init__(self, name):
        self.random = random.Random("ScalarMath " + name)

    def even(self, low, high, count):
        return [self.random.uniform(low, high) for _ in range(count)]

    def magnitudes(self, low, high, count):
        """Evenly spread over the exponents."""
        return [from_bits(self.random.randint(bits(low), bits(high))) for _ in range(count)]

    def signed(self, values):
        return [self.random.choice((-1, 1)) * v for v in values]

    def around(self, center, count, widest=1e-2):
        """The doubles next to a point, and points ever closer to it."""
        near = [center]
        for direction in (-math.inf, math.inf):
            x = center
            for _ in range(3):
                x = math.nextafter(x, direction)
                near.append(x)
        for _ in range(count):
            distance = 10 ** self.random.uniform(-15, math.log10(widest))
            near.append(center + self.random.choice((-1, 1)) * distance * max(abs(center), 1))
        return near

    def pairs(self, xs, ys):
        return list(zip(xs, ys))


# Tables


FUNCTIONS = {}


def table(name, function=None, condition=False, fixed=()):
    """Registers the points that the decorated function makes.

    With `condition` the condition number is written too, by the arguments that are not `fixed`.
    """

    def register(points):
        FUNCTIONS[name] = (function or getattr(mpmath, name), points, condition, fixed)
        return points

    return register


def unit_exponent(value):
    """The exponent of the last place of a double of this size."""
    _, exponent = mpmath.frexp(value)
    return max(int(exponent) - 53, -1074)


def settled(function, arguments):
    digits = 50
    while digits < 4000:
        values = []
        for precision in (digits, 2 * digits):
            mp.dps = precision
            values.append(mpmath.mpf(function(*map(mpf, arguments))))
        rough, fine = values
        if rough == fine or abs(rough - fine) <= abs(fine) * mpf(10) ** -30:
            return fine
        digits *= 2
    raise ArithmeticError(f"no agreement at {arguments}")


def condition_number(function, arguments, value, fixed):
    mp.dps = 100
    worst = mpf(0)
    for i, x in enumerate(arguments):
        if x == 0 or value == 0 or i in fixed:
            continue
        moved = list(map(mpf, arguments))
        moved[i] *= 1 + mpf(10) ** -40
        worst = max(worst, abs((function(*moved) / value - 1) * mpf(10) ** 40))
    return worst


def rounded(value):
    """The nearest double, and what is missing in units of its last place, as text."""
    if abs(value) >= mpf(2) ** 1024 - mpf(2) ** 970:
        return "inf" if value > 0 else "-inf", "0"
    if abs(value) <= mpf(2) ** -1075:
        return "0x0.0p+0", "0"
    nearest = float(value)
    rest = (value - mpf(nearest)) / mpf(2) ** unit_exponent(value)
    return nearest.hex(), mpmath.nstr(rest, 12, min_fixed=-20, max_fixed=20)


def line(function, arguments, with_condition, fixed):
    value = settled(function, arguments)
    columns = [float(x).hex() for x in arguments]
    columns += rounded(value)
    if with_condition and mpf(2) ** -1075 < abs(value) < mpf(2) ** 1024 - mpf(2) ** 970:
        condition = condition_number(function, arguments, value, fixed)
        if condition > 1:
            columns.append(mpmath.nstr(condition * mpf("1.05"), 2))
    return "\t".join(columns)
