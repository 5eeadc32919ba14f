"""What a table of scalar functions is made of."""

from dataclasses import dataclass
from typing import Callable

from mpmath import mp, mpf


@dataclass
class Function:
    """A function of doubles with its partial derivatives, in mpmath, and where to try them.

    `ulp` and `dulp` bound the error of the value and of each derivative, in units in the last place
    of the double nearest to the true value. `dulp` is a number, or a function of the arguments, the
    value and the derivatives that gives one number or a list: the bound where a rounded
    intermediate is amplified. A derivative that is None is not tabled (integer parameters).
    `digits` are the two precisions to compare: enough for 1 + 1e-300, or fewer where the formulas
    form no such sum. Where a function is not `smooth`, no difference tells its derivative.
    """

    name: str
    value: Callable
    partials: list
    points: list
    ulp: object = 1
    dulp: object = 4
    digits: tuple = (700, 800)
    smooth: bool = True


def amplified(*terms):
    """How much larger the terms of a sum are than the sum: 1 without cancellation."""
    total = abs(mp.fsum(terms))
    return mp.fsum(abs(one) for one in terms) / total if total else mpf(1)


TINY = [0.0, 1e-300, -1e-300, 1e-20, -1e-16]
SMALL = [1e-8, -1e-5, 0.001, -0.01, 0.1, -0.3]
MIDDLE = [0.5, -0.75, 1.0, -1.0, 1.5, -2.5, 3.0]
LARGE = [10.0, -10.0, 25.5, -40.0]
REALS = TINY + SMALL + MIDDLE + LARGE
POSITIVES = [5e-324, 1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.3, 0.5, 0.999, 1.0, 1.0000001, 1.5, 2.0,
             3.0, 10.0, 123.456, 1e8, 1e16, 1e100, 1e300]
