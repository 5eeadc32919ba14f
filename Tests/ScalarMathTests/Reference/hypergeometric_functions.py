import mpmath
from mpmath import mp, mpf

from tables import table


def central(function):
    """The first derivative at 0."""
    with mpmath.workdps(3 * mp.dps):
        h = mpf(10) ** (-mp.dps // 4)
        return (function(h) - function(-h)) / (2 * h)


def hyp1f1(i, j, k, a, b, x):
    def shifted(a, b):
        k_ = int(k)
        return mpmath.rf(a, k_) / mpmath.rf(b, k_) * mpmath.hyp1f1(a + k_, b + k_, x)

    if i:
        return central(lambda h: shifted(a + h, b))
    if j:
        return central(lambda h: shifted(a, b + h))
    return shifted(a, b)


def hyp0f1(j, k, v, x):
    def shifted(v):
        return mpmath.hyp0f1(v + int(k), x) / mpmath.rf(v, int(k))

    return central(lambda h: shifted(v + h)) if j else shifted(v)


def pick(p, *spans):
    return p.random.uniform(*p.random.choice(spans))


@table("hyp1f1", hyp1f1, condition=True, fixed=(0, 1, 2))
def _(p):
    rows = []
    for _ in range(160):
        a = pick(p, (-5, 5), (0, 10), (-12, 30))
        if p.random.random() < 0.2:
            a = float(round(a))
        b = pick(p, (0, 8), (0, 30), (-5, 0))
        x = pick(p, (-3, 3), (-40, 40), (-300, 300), (-3000, 600))
        orders = p.random.choice(((0, 0, 0), (0, 0, 0), (0, 0, 1), (1, 0, 0), (0, 1, 0)))
        rows.append(tuple(map(float, orders)) + (a, b, x))
    return rows


@table("hyp0f1", hyp0f1, condition=True, fixed=(0, 1))
def _(p):
    rows = []
    for _ in range(160):
        v = pick(p, (0, 5), (-5, 0), (0, 30))
        x = pick(p, (-3, 3), (-400, 100), (-300, 3000))
        if p.random.random() < 0.2:
            x = -p.magnitudes(1e-10, 1e8, 1)[0]
        rows.append(tuple(map(float, p.random.choice(((0, 0), (0, 0), (0, 1), (1, 0))))) + (v, x))
    return rows
