"""Derivatives through solvers written in the language, for nesting.py.

A solver that has converged gives an implicit function; its derivatives are those of the root,
which mpmath finds and differentiates at many digits.
"""

from mpmath import mp, mpf

from exact_expressions import DIGITS

TOLERANCE = 1e-11
WHY = "implicit function; the last steps of the solver leave a few units of rounding"


def root(equation, start, point, order=0, index=0):
    """A derivative of the root of equation(z, *point) = 0 by one entry of the point."""
    def value():
        with mp.workdps(2 * DIGITS):
            numbers = [mpf(one) for one in point]

            def solved(t):
                moved = [*numbers[:index], t, *numbers[index + 1:]]
                return mp.findroot(lambda z: equation(z, *moved), start)
            return mp.diff(solved, numbers[index], order)
    return value


def together(*values):
    """Several values that are still to be computed."""
    return lambda: [value() for value in values]


def kepler(z, e, m):
    """Kepler's equation."""
    return z - e * mp.sin(z) - m


NEWTON = ("newton = lambda f, z0: fori_loop(0, 10, lambda i, z: z - f(z) / grad(f)(z), z0)\n")
NEWTON_WHILE = (
    "newton = lambda f, z0: while_loop(lambda s: abs(s[1] - s[0]) > 1e-13 * abs(s[1]),"
    " lambda s: (s[1], s[1] - f(s[1]) / grad(f)(s[1])), (z0 + 1.0, z0))[1]\n")
KEPLER = "anomaly = lambda e, m: newton(lambda z: z - e * sin(z) - m, m)\n"
CUBE = "cube = lambda a: newton(lambda z: z**3 - a, 1.5)\n"
KEPLER_AT, CUBE_AT = (0.25, 1.25), (5.0,)


def cube(z, a):
    """The cube root."""
    return z**3 - a


TABLE = [
    ("cube root by Newton, fori_loop", NEWTON + CUBE
     + "[cube(5.0), grad(cube)(5.0), grad(grad(cube))(5.0), grad(grad(grad(cube)))(5.0)]",
     together(*(root(cube, 1.5, CUBE_AT, n) for n in range(4)))),
    ("cube root by Newton, fori_loop, forward",
     NEWTON + CUBE + "[jvp(cube, (5.0,), (1.0,))[1], jacfwd(jacfwd(cube))(5.0)]",
     together(*(root(cube, 1.5, CUBE_AT, n) for n in (1, 2)))),
    ("cube root by Newton, while_loop, forward",
     NEWTON_WHILE + CUBE + "[cube(5.0), jvp(cube, (5.0,), (1.0,))[1]]",
     together(*(root(cube, 1.5, CUBE_AT, n) for n in (0, 1)))),
    ("cube root by Newton, while_loop, reverse", NEWTON_WHILE + CUBE + "grad(cube)(5.0)",
     root(cube, 1.5, CUBE_AT, 1)),
    ("Kepler's equation by Newton", NEWTON + KEPLER
     + "[anomaly(0.25, 1.25), grad(anomaly, 0)(0.25, 1.25), grad(anomaly, 1)(0.25, 1.25),"
     " grad(grad(anomaly, 1), 1)(0.25, 1.25)]",
     together(root(kepler, 1.25, KEPLER_AT), root(kepler, 1.25, KEPLER_AT, 1),
              root(kepler, 1.25, KEPLER_AT, 1, 1), root(kepler, 1.25, KEPLER_AT, 2, 1))),
    ("Kepler's equation by Newton, forward over reverse",
     NEWTON + KEPLER + "jacfwd(grad(anomaly, 0), 0)(0.25, 1.25)",
     root(kepler, 1.25, KEPLER_AT, 2)),
    ("Kepler's equation by Newton, while_loop",
     NEWTON_WHILE + KEPLER + "jacfwd(anomaly, (0, 1))(0.25, 1.25)",
     together(root(kepler, 1.25, KEPLER_AT, 1), root(kepler, 1.25, KEPLER_AT, 1, 1))),
    ("Kepler's equation by repetition",
     "anomaly = lambda e, m: fori_loop(0, 60, lambda i, z: m + e * sin(z), m)\n"
     "[anomaly(0.25, 1.25), grad(anomaly, 0)(0.25, 1.25), grad(anomaly, 1)(0.25, 1.25),"
     " grad(grad(anomaly, 0), 0)(0.25, 1.25)]",
     together(root(kepler, 1.25, KEPLER_AT), root(kepler, 1.25, KEPLER_AT, 1),
              root(kepler, 1.25, KEPLER_AT, 1, 1), root(kepler, 1.25, KEPLER_AT, 2))),
    ("a fixed point of cos",
     "fixed = lambda a: fori_loop(0, 100, lambda i, z: cos(a * z), 0.5)\n"
     "[fixed(0.75), grad(fixed)(0.75), grad(grad(fixed))(0.75)]",
     together(*(root(lambda z, a: z - mp.cos(a * z), 0.8, (0.75,), n) for n in range(3)))),
    ("a fixed point by while_loop, forward",
     "fixed = lambda a: while_loop(lambda s: s[0] < 100, lambda s: (s[0] + 1, cos(a * s[1])),"
     " (0, 0.5))[1]\n[fixed(0.75), jacfwd(fixed)(0.75)]",
     together(*(root(lambda z, a: z - mp.cos(a * z), 0.8, (0.75,), n) for n in range(2)))),
    ("square root by Heron's rule",
     "heron = lambda a: fori_loop(0, 12, lambda i, z: (z + a / z) / 2, a)\n"
     "[heron(2.0), grad(heron)(2.0), grad(grad(heron))(2.0)]",
     together(*(root(lambda z, a: z**2 - a, 1.4, (2.0,), n) for n in range(3)))),
    ("Lambert's W by Newton",
     NEWTON + "w = lambda a: newton(lambda z: z * exp(z) - a, 0.5)\n"
     "[w(1.5), grad(w)(1.5), grad(grad(w))(1.5)]",
     together(*(root(lambda z, a: z * mp.exp(z) - a, 0.7, (1.5,), n) for n in range(3)))),
    ("a quantile by Newton",
     NEWTON + "quantile = lambda p: newton(lambda z: ndtr(z) - p, 0.0)\n"
     "[quantile(0.75), grad(quantile)(0.75), grad(grad(quantile))(0.75)]",
     together(*(root(lambda z, p: mp.ncdf(z) - p, 0.7, (0.75,), n) for n in range(3)))),
    ("bisection, then one step of Newton",
     "bisect = lambda f, lo, hi: fori_loop(0, 60, lambda i, s: where(f((s[0] + s[1]) / 2) > 0,"
     " stack([s[0], (s[0] + s[1]) / 2]), stack([(s[0] + s[1]) / 2, s[1]])), stack([lo, hi]))[0]\n"
     "solve1 = lambda a: bisect(lambda z: z**3 + z - a, 0.0, 4.0)\n"
     "polish = lambda a, z: z - (z**3 + z - a) / stop_gradient(3 * z**2 + 1)\n"
     "root = lambda a: polish(a, stop_gradient(solve1(a)))\n[root(6.0), grad(root)(6.0)]",
     together(*(root(lambda z, a: z**3 + z - a, 1.6, (6.0,), n) for n in range(2)))),
    ("the minimum of a penalised square",
     "fit = lambda r: fori_loop(0, 120, lambda i, z:"
     " z - 0.3 * grad(lambda t: (t - 1)**2 + r * t**2)(z), 0.0)\n"
     "[fit(0.5), grad(fit)(0.5), grad(grad(fit))(0.5)]",
     together(*(root(lambda z, r: z * (1 + r) - 1, 0.7, (0.5,), n) for n in range(3)))),
    ("a loss of a minimum",
     "fit = lambda r: fori_loop(0, 120, lambda i, z:"
     " z - 0.3 * grad(lambda t: (t - 1)**2 + r * t**2)(z), 0.0)\n"
     "value_and_grad(lambda r: (fit(r) - 0.5)**2)(0.5)",
     together(*(root(lambda z, r: z - (1 / (1 + r) - mpf(0.5))**2, 0.03, (0.5,), n)
                for n in range(2)))),
    ("a solver inside vmap",
     NEWTON + CUBE + "vmap(grad(cube))([2.0, 5.0])",
     together(root(cube, 1.3, (2.0,), 1), root(cube, 1.5, CUBE_AT, 1))),
    ("a solver inside scan",
     NEWTON + CUBE + "f = lambda x: scan(lambda c, t: (c + cube(t * x), c), 0.0, [1.0, 2.0])[0]\n"
     "grad(f)(2.5)",
     lambda: root(cube, 1.3, (2.5,), 1)() + 2 * root(cube, 1.5, CUBE_AT, 1)()),
]
SOLVERS = [(f"solver: {name}", program, value, TOLERANCE, WHY) for name, program, value in TABLE]
