"""Programs with nested transformations and their exact values, for nesting.py.

A row is (name, program, value, tolerance, why). Values are SymPy's derivatives of what the program
means, or high-precision differences of the same loop.
"""

from mpmath import mp, mpf

from exact_expressions import DIGITS, derivative as d
from nesting_solvers import SOLVERS

TIGHT, NORMAL = 1e-13, 1e-12


def of(function, point, order=1):
    """A derivative of a function of mpmath numbers."""
    def value():
        with mp.workdps(2 * DIGITS):
            return mp.diff(function, mpf(point), order)
    return value


def all_by(text, words, **point):
    """Derivatives of one expression."""
    return [d(text, by, **point) for by in words]


def matrix(text, names, **point):
    """The Hessian."""
    return [[d(text, a + b, **point) for b in names] for a in names]


CONFUSION = "perturbation confusion: inner and outer variables must not mix"
CONFUSIONS = [
    ("sum with the outer variable", "grad(x -> x * grad(y -> x + y)(1))(3)", 1),
    ("sum with the outer variable, forward",
     "jvp(lambda x: x * jvp(lambda y: x + y, (1.0,), (1.0,))[1], (1.0,), (1.0,))[1]", 1),
    ("product with the outer variable",
     "grad(lambda x: x * grad(lambda y: x * y)(2.0))(1.0)", 2),
    ("product with the outer variable, forward in reverse",
     "grad(lambda x: x * jvp(lambda y: x * y, (2.0,), (1.0,))[1])(3.0)", 6),
    ("product with the outer variable, reverse in forward",
     "jvp(lambda x: x * grad(lambda y: x * y**2)(3.0), (2.0,), (1.0,))", [24, 24]),
    ("inner point is the outer variable",
     "grad(lambda x: x * jvp(lambda y: x*y**2, (x,), (1.,))[1])(2.)", 24),
    ("inner tangent is the outer variable",
     "grad(lambda x: jvp(sin, (x,), (x**2,))[1])(0.7)", d("x**2 * cos(x)", "x", x=0.7)),
    ("inner cotangent is the outer variable",
     "grad(lambda x: vjp(lambda y: x * sin(y), x)[1](x)[0])(0.8)",
     d("x**2 * cos(x)", "x", x=0.8)),
    ("same name inside and outside",
     "grad(lambda x: jvp(lambda x: x**3, (x**2,), (x,))[1])(1.5)", d("3 * x**5", "x", x=1.5)),
    ("three levels", "grad(lambda x: x * grad(lambda y: y * grad(lambda z: x*y*z)(y))(x))(1.25)",
     d("2 * x**3", "x", x=1.25)),
    ("three levels, arrows", "grad(x -> x * grad(y -> y * grad(z -> x*y*z)(y))(x))(-0.5)", 1.5),
    ("three levels, modes mixed",
     "jvp(lambda x: x * grad(lambda y: y * jvp(lambda z: x*y*z**2, (y,), (1.,))[1])(x),"
     " (0.75,), (1.0,))[1]", d("6 * x**4", "x", x=0.75)),
    ("two inner gradients",
     "grad(lambda x: grad(lambda y: y**2 * x)(x) + grad(lambda y: y * x**2)(x))(0.9)",
     d("3 * x**2", "x", x=0.9)),
    ("a gradient as an argument",
     "grad(lambda x: (lambda f: f(x) + f(2*x))(grad(lambda t: t**4)))(0.5)", 27),
    ("a gradient under a name", "g = grad(sin); grad(lambda x: g(x) * x)(1.2)",
     d("x * cos(x)", "x", x=1.2)),
    ("shift operator",
     "shift = lambda x: lambda f: lambda y: f(x + y)\n"
     "d = lambda f: lambda y: grad(lambda x: shift(x)(f)(y))(0.0)\n"
     "[d(exp)(1.0), d(d(exp))(1.0), d(d(lambda z: z**3))(2.0), d(d(d(sin)))(0.5)]",
     [d("exp(x)", x=1), d("exp(x)", x=1), 12, d("-cos(x)", x=0.5)]),
    ("shift operator, forward",
     "shift = lambda x: lambda f: lambda y: f(x + y)\n"
     "d = lambda f: lambda y: jvp(lambda x: shift(x)(f)(y), (0.0,), (1.0,))[1]\n"
     "[d(exp)(1.0), d(d(exp))(1.0), d(d(lambda z: z**3))(2.0), d(d(d(sin)))(0.5)]",
     [d("exp(x)", x=1), d("exp(x)", x=1), 12, d("-cos(x)", x=0.5)]),
    ("the outer variable only", "grad(lambda x: x * grad(lambda y: x + 0*y)(1.0))(3.0)", 0),
    ("two functions that differentiate each other",
     "f = lambda x, y: x**2 * y\n"
     "g = lambda x: grad(f, 1)(x, x) * grad(f, 0)(x, x)\ngrad(g)(1.1)",
     d("2 * x**4", "x", x=1.1)),
    ("inner function of both", "grad(lambda x: grad(lambda y: sin(x*y) * y)(x))(0.6)",
     d("sin(x**2) + x**2*cos(x**2)", "x", x=0.6)),
    ("the minimum of an inner descent",
     "grad(lambda x: fori_loop(0, 60, lambda i, y:"
     " y - 0.4 * grad(lambda t: (t - x**2)**2)(y), 0.0))(1.5)", 3),
    ("min in max, both by descent",
     "outer = lambda x: grad(lambda s: s*x - fori_loop(0, 60, lambda i, y:"
     " y - 0.4 * grad(lambda t: (t - s*x)**2)(y), 0.0)**2)(x)\nouter(1.25), grad(outer)(1.25)",
     [d("x - 2*x**3", x=1.25), d("x - 2*x**3", "x", x=1.25)]),
]

LOOPS = [
    ("power in fori_loop, order 1", "grad(lambda x: fori_loop(0, 5, lambda i, a: a * x, 1.0))(1.3)",
     d("x**5", "x", x=1.3)),
    ("power in fori_loop, order 2",
     "grad(grad(lambda x: fori_loop(0, 5, lambda i, a: a * x, 1.0)))(1.3)",
     d("x**5", "xx", x=1.3)),
    ("power in fori_loop, order 3",
     "grad(grad(grad(lambda x: fori_loop(0, 5, lambda i, a: a * x, 1.0))))(1.3)",
     d("x**5", "xxx", x=1.3)),
    ("power in fori_loop at 0, orders 0 to 4",
     "p = lambda x: fori_loop(0, 3, lambda i, a: a * x, 1.0)\n"
     "[p(0.0), grad(p)(0.0), grad(grad(p))(0.0), grad(grad(grad(p)))(0.0)]", [0, 0, 0, 6]),
    ("power in fori_loop, forward over reverse over forward",
     "jacfwd(jacrev(jacfwd(lambda x: fori_loop(0, 5, lambda i, a: a * x, 1.0))))(1.3)",
     d("x**5", "xxx", x=1.3)),
    ("fori_loop with its index",
     "s = lambda x: fori_loop(1, 6, lambda i, a: a + sin(i * x) / i, 0.0)\n"
     "[s(0.4), grad(s)(0.4), grad(grad(s))(0.4)]",
     all_by("sin(x) + sin(2*x)/2 + sin(3*x)/3 + sin(4*x)/4 + sin(5*x)/5", ["", "x", "xx"], x=0.4)),
    ("gradient in the body of fori_loop",
     "descend = lambda x: fori_loop(0, 3, lambda i, t: t - 0.1 * grad(lambda u: u**4 - u)(t), x)\n"
     "[descend(1.25), grad(descend)(1.25), grad(grad(descend))(1.25)]",
     lambda: [of(_descent, 1.25, order)() for order in range(3)]),
    ("forward gradient in the body of fori_loop",
     "descend = lambda x: fori_loop(0, 3, lambda i, t:"
     " t - 0.1 * jvp(lambda u: u**4 - u, (t,), (1.0,))[1], x)\n"
     "[grad(descend)(1.25), jvp(grad(descend), (1.25,), (1.0,))[1]]",
     lambda: [of(_descent, 1.25, order)() for order in (1, 2)]),
    ("step size of a descent",
     "loss = lambda r: fori_loop(0, 3, lambda i, t: t - r * grad(lambda u: u**4 - u)(t), 1.25)**2\n"
     "[grad(loss)(0.1), grad(grad(loss))(0.1)]",
     lambda: [of(_step_size, 0.1, order)() for order in (1, 2)]),
    ("a loop in a loop, orders 1 to 3",
     "f = lambda x: fori_loop(0, 3, lambda i, a:"
     " fori_loop(0, 2, lambda j, b: b * x + i * j, a), 1.0)\n"
     "[f(0.75), grad(f)(0.75), grad(grad(f))(0.75), grad(grad(grad(f)))(0.75)]",
     lambda: [of(_double_loop, 0.75, order)() for order in range(4)]),
    ("a loop in a loop in a loop",
     "f = lambda x: fori_loop(0, 2, lambda i, a: fori_loop(0, 2, lambda j, b:"
     " fori_loop(0, 2, lambda k, c: c * x + 0.5, b), a), x)\n[f(0.75), grad(f)(0.75)]",
     lambda: [of(_triple_loop, 0.75, order)() for order in range(2)]),
    ("a loop over a gradient of a loop",
     "inner = lambda x: fori_loop(0, 2, lambda i, a: sin(a) * x, x)\n"
     "f = lambda x: fori_loop(0, 3, lambda i, a: a + grad(inner)(a), x)\n[f(0.5), grad(f)(0.5)]",
     lambda: [_loop_of_gradients(mpf(0.5)), of(_loop_of_gradients, 0.5)()]),
    ("a tuple is carried", "fib = lambda x: fori_loop(0, 6, lambda i, s: (s[1], s[0] * x + s[1]),"
     " (0.0, 1.0))[0]\n[fib(0.8), grad(fib)(0.8), grad(grad(fib))(0.8)]",
     lambda: [of(_fibonacci, 0.8, order)() for order in range(3)]),
    ("scan, orders 1 to 3",
     "f = lambda x: scan(lambda c, t: (c * x + t, c * t), 1.0, [1.0, 2.0, 3.0])[0]\n"
     "[f(0.5), grad(f)(0.5), grad(grad(f))(0.5), grad(grad(grad(f)))(0.5)]",
     all_by("((x + 1)*x + 2)*x + 3", ["", "x", "xx", "xxx"], x=0.5)),
    ("outputs of scan",
     "f = lambda x: sum(scan(lambda c, t: (c * x + t, sin(c) * t), 1.0, [1.0, 2.0, 3.0])[1])\n"
     "[f(0.5), grad(f)(0.5), grad(grad(f))(0.5)]",
     all_by("sin(1)*1 + sin(x + 1)*2 + sin((x + 1)*x + 2)*3", ["", "x", "xx"], x=0.5)),
    ("gradient in the step of scan",
     "f = lambda x: scan(lambda c, t: (c * grad(lambda u: sin(u*x))(t), c), 1.0, [0.5, 1.5])[0]\n"
     "[f(0.7), grad(f)(0.7), grad(grad(f))(0.7)]",
     all_by("x*cos(x/2) * x*cos(3*x/2)", ["", "x", "xx"], x=0.7)),
    ("scan by its elements", "grad(lambda ts: scan(lambda c, t: (c * t + c, c), 1.0, ts)[0])"
     "([1.0, 2.0, 4.0])", [15, 10, 6]),
    ("Hessian of scan by its elements",
     "hessian(lambda ts: scan(lambda c, t: (c * t + c, c), 1.0, ts)[0])([1.0, 2.0, 4.0])",
     [[0, 5, 3], [5, 0, 2], [3, 2, 0]]),
    ("Jacobian of the outputs of scan",
     "jacfwd(lambda x: scan(lambda c, t: (c * x, c * t), 1.0, [1.0, 1.0, 1.0])[1])(3.0)",
     [0, 1, 6]),
    ("scan inside vmap",
     "f = lambda x: scan(lambda c, t: (c * x + t, c), 1.0, [1.0, 2.0])[0]\n"
     "vmap(f)([0.5, -1.0, 2.0])", [d("(x + 1)*x + 2", x=v) for v in (0.5, -1.0, 2.0)]),
    ("gradient of scan inside vmap",
     "f = lambda x: scan(lambda c, t: (c * sin(x) + t, c), 1.0, [1.0, 2.0])[0]\n"
     "vmap(grad(grad(f)))([0.5, -1.0, 2.0])",
     [d("(sin(x) + 1)*sin(x) + 2", "xx", x=v) for v in (0.5, -1.0, 2.0)]),
    ("vmap inside scan",
     "f = lambda x: sum(scan(lambda c, t: (vmap(lambda u: u * x + t)(c), t), stack([1.0, x]),"
     " [1.0, 2.0])[0])\n[f(0.5), grad(f)(0.5), grad(grad(f))(0.5)]",
     all_by("(x + 1)*x + 2 + (x**2 + 1)*x + 2", ["", "x", "xx"], x=0.5)),
    ("vmap of gradients inside scan",
     "f = lambda x: sum(scan(lambda c, t: (vmap(grad(lambda u: u**2 * x + sin(t*u)))(c), t),"
     " stack([1.0, x]), [1.0, 0.5])[0])\n[f(0.5), grad(f)(0.5)]",
     all_by("2*x*(2*x + cos(1)) + cos((2*x + cos(1))/2)/2"
            " + 2*x*(2*x**2 + cos(x)) + cos((2*x**2 + cos(x))/2)/2", ["", "x"], x=0.5)),
    ("gradient of a sum over vmap",
     "grad(lambda x: sum(vmap(lambda t: exp(t*x))(stack([0.5, 1.0, -1.0]))))(0.3)",
     d("exp(x/2) + exp(x) + exp(-x)", "x", x=0.3)),
    ("vmap in vmap of a gradient",
     "vmap(lambda x: vmap(lambda y: grad(lambda t: t**2 * y)(x))([1.0, 2.0]))([3.0, 4.0, 5.0])",
     [[6, 12], [8, 16], [10, 20]]),
    ("while_loop, forward, orders 0 to 2",
     "f = lambda x: while_loop(lambda s: s < 10.0, lambda s: s * x, 1.0)\n"
     "[f(1.75), jvp(f, (1.75,), (1.0,))[1], jacfwd(jacfwd(f))(1.75)]",
     all_by("x**5", ["", "x", "xx"], x=1.75)),
    ("while_loop, reverse, orders 1 and 2",
     "f = lambda x: while_loop(lambda s: s < 10.0, lambda s: s * x, 1.0)\n"
     "[grad(f)(1.75), grad(grad(f))(1.75)]", all_by("x**5", ["x", "xx"], x=1.75)),
    ("while_loop, forward over reverse",
     "f = lambda x: while_loop(lambda s: s < 10.0, lambda s: s * x, 1.0)\n"
     "[jacfwd(grad(f))(1.75), jacrev(jacfwd(f))(1.75)]", all_by("x**5", ["xx", "xx"], x=1.75)),
    ("while_loop with a counter",
     "f = lambda x: while_loop(lambda s: s[0] < 4, lambda s: (s[0] + 1, sin(s[1]) * x),"
     " (0, 1.0))[1]\n[f(1.5), grad(f)(1.5)]",
     all_by("x*sin(x*sin(x*sin(x*sin(1))))", ["", "x"], x=1.5)),
    ("while_loop that does not run",
     "f = lambda x: while_loop(lambda s: s < 1.0, lambda s: s * x, x**2)\n[f(3.0), grad(f)(3.0)]",
     [9, 6]),
    ("a loop in a while_loop",
     "f = lambda x: while_loop(lambda s: s < 20.0,"
     " lambda s: fori_loop(0, 2, lambda i, a: a * x + 1.0, s), 1.0)\n[f(1.5), grad(f)(1.5)]",
     lambda: [_horner(mpf(1.5)), of(_horner, 1.5)()]),
    ("fori_loop without a turn", "grad(lambda x: fori_loop(0, 0, lambda i, a: a * x, x**2))(3.0)",
     6),
    ("fold", "f = lambda x: fold(lambda a, t: a * x + t, 0.0, [2.0, -1.0, 3.0])\n"
     "[f(0.5), grad(f)(0.5), grad(grad(f))(0.5)]",
     all_by("2*x**2 - x + 3", ["", "x", "xx"], x=0.5)),
    ("map", "f = lambda x: sum(map(lambda t: sin(t*x), stack([1.0, 2.0])))\n"
     "[f(0.5), grad(f)(0.5), grad(grad(f))(0.5)]",
     all_by("sin(x) + sin(2*x)", ["", "x", "xx"], x=0.5)),
    ("map of a gradient", "map(grad(lambda t: t**3), stack([1.0, 2.0, -1.0]))", [3, 12, 3]),
]

COMPREHENSIONS = [
    ("a sum of powers", "grad(lambda x: sum(x**k / (k + 1) for k in range(5)))(0.5)",
     d("x/2 + x**2/3 + x**3/4 + x**4/5", "x", x=0.5)),
    ("a sum of powers at 0, order 3",
     "grad(grad(grad(lambda x: sum(x**k for k in range(6)))))(0.0)", 6),
    ("a gradient in a comprehension", "[grad(lambda t: t**k)(2.0) for k in range(1, 5)]",
     [1, 4, 12, 32]),
    ("a gradient in a comprehension, at 0", "[grad(lambda t: t**k)(0.0) for k in range(1, 5)]",
     [1, 0, 0, 0]),
    ("a second gradient in a comprehension, at 0",
     "[grad(grad(lambda t: t**k))(0.0) for k in range(1, 5)]", [0, 2, 0, 0]),
    ("gradients in a sum", "f = lambda x: sum(grad(lambda t: sin(k*t))(x) for k in range(1, 4))\n"
     "[f(0.3), grad(f)(0.3)]", all_by("cos(x) + 2*cos(2*x) + 3*cos(3*x)", ["", "x"], x=0.3)),
    ("a product", "f = lambda x: prod(x + k for k in range(4))\n"
     "[grad(f)(0.5), grad(grad(f))(0.5), grad(grad(grad(f)))(0.5)]",
     all_by("x*(x + 1)*(x + 2)*(x + 3)", ["x", "xx", "xxx"], x=0.5)),
    ("a product with a zero", "f = lambda x: prod(x + k for k in range(4))\n"
     "[grad(f)(-1.0), grad(grad(f))(-1.0), grad(grad(grad(f)))(-1.0)]", [-2, -2, 12]),
    ("a list of derivatives", "f = lambda x: exp(-x) * sin(2*x)\n"
     "[g(0.7) for g in [f, grad(f), grad(grad(f)), grad(grad(grad(f)))]]",
     all_by("exp(-x) * sin(2*x)", ["", "x", "xx", "xxx"], x=0.7)),
    ("Simpson's rule by a parameter",
     "simpson = lambda f, a, b: (b - a) / 24 * (f(a) + f(b)"
     " + sum((4 if k % 2 == 1 else 2) * f(a + (b - a) * k / 8) for k in range(1, 8)))\n"
     "area = lambda p: simpson(lambda t: exp(-p * t**2), 0.0, 1.0)\n"
     "[area(0.8), grad(area)(0.8), grad(grad(area))(0.8)]",
     lambda: [of(lambda p: _simpson(lambda t: mp.exp(-p * t**2), 0, 1), 0.8, n)()
              for n in range(3)]),
    ("Simpson's rule by its limits",
     "simpson = lambda f, a, b: (b - a) / 24 * (f(a) + f(b)"
     " + sum((4 if k % 2 == 1 else 2) * f(a + (b - a) * k / 8) for k in range(1, 8)))\n"
     "grad(lambda a, b: simpson(lambda t: t**3 - t, a, b), (0, 1))(0.5, 1.5)",
     [d("-(x**3 - x)", x=0.5), d("x**3 - x", x=1.5)]),
    ("an integral of a gradient",
     "simpson = lambda f, a, b: (b - a) / 24 * (f(a) + f(b)"
     " + sum((4 if k % 2 == 1 else 2) * f(a + (b - a) * k / 8) for k in range(1, 8)))\n"
     "f = lambda x: simpson(grad(lambda t: t**4 * x - t**2), 0.0, x)\n[f(1.25), grad(f)(1.25)]",
     all_by("x**5 - x**2", ["", "x"], x=1.25)),
    ("an integral of an integral",
     "simpson = lambda f, a, b: (b - a) / 12 * (f(a) + f(b)"
     " + sum((4 if k % 2 == 1 else 2) * f(a + (b - a) * k / 4) for k in range(1, 4)))\n"
     "f = lambda p: simpson(lambda s: simpson(lambda t: s * t**2 * p**3, 0.0, s), 0.0, 1.0)\n"
     "[f(1.5), grad(f)(1.5)]",
     lambda: [of(_double_simpson, 1.5, n)() for n in range(2)]),
]

BRANCHES = [
    ("a gradient as a branch of cond",
     "f = lambda x: cond(x > 1, grad(lambda t: t**3), grad(sin), x)\n"
     "[f(2.0), grad(f)(2.0), f(0.5), grad(f)(0.5)]",
     [12, 12, d("cos(x)", x=0.5), d("cos(x)", "x", x=0.5)]),
    ("cond that closes over the variable",
     "f = lambda x: cond(x > 0, lambda t: t**2 * x, lambda t: t * sin(x), x)\n"
     "[grad(f)(1.5), grad(grad(f))(1.5), grad(f)(-0.5), grad(grad(f))(-0.5)]",
     all_by("x**3", ["x", "xx"], x=1.5) + all_by("x*sin(x)", ["x", "xx"], x=-0.5)),
    ("a gradient in where", "f = lambda x: where(x > 0, grad(lambda t: t**4)(x), x**2)\n"
     "[grad(f)(1.5), grad(grad(f))(1.5), grad(f)(-0.5), grad(grad(f))(-0.5)]", [27, 36, -1, 2]),
    ("a gradient of a conditional expression",
     "f = lambda x: x**3 if x > 0 else x**2\n"
     "[grad(f)(2.0), grad(grad(f))(2.0), grad(grad(grad(f)))(2.0), grad(f)(-1.5),"
     " grad(grad(f))(-1.5)]", [12, 12, 6, -3, 2]),
    ("a condition on a gradient",
     "f = lambda x: x**2 if grad(lambda t: t**3 - t)(x) > 0 else -x\n"
     "[grad(f)(1.5), grad(f)(0.25)]", [3, -1]),
    ("cond in a loop", "f = lambda x: fori_loop(0, 6, lambda i, a:"
     " cond(a > 1, lambda t: t / 2, lambda t: t * x + 1, a), x)\n[f(0.75), grad(f)(0.75)]",
     lambda: [_branching(mpf(0.75)), of(_branching, 0.75)()]),
    ("cond inside vmap", "f = lambda x: cond(x > 0, lambda t: t**3, lambda t: sin(t), x)\n"
     "vmap(grad(f))([2.0, -0.5, 0.25])",
     [12, d("cos(x)", x=-0.5), d("3*x**2", x=0.25)]),
    ("cond in a cond", "f = lambda x, y: cond(x > 0, lambda t: cond(y > 0, lambda u: u**2 * y,"
     " lambda u: u * y**3, t), lambda t: t**3, x)\n"
     "[grad(f, 0)(1.5, 2.0), grad(grad(f, 0), 1)(1.5, 2.0), grad(grad(f, 1), 1)(1.5, -2.0)]",
     [6, 3, -18]),
]

POINT = {"x": 0.5, "y": 1.5}
QUADRATIC = "x**2*y + exp(x*y)"
VECTOR = "f = lambda v: v[0]**2 * v[1] + exp(v[0] * v[1])\n"
PAIR = "f = lambda x, y: x**2 * y + exp(x * y)\n"
FIELD = {"x": 1.0, "y": 2.0, "z": 3.0}
VECTORS = [
    ("Hessian", VECTOR + "hessian(f)([0.5, 1.5])", matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian, forward over reverse", VECTOR + "jacfwd(jacrev(f))([0.5, 1.5])",
     matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian, reverse over forward", VECTOR + "jacrev(jacfwd(f))([0.5, 1.5])",
     matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian, reverse over reverse", VECTOR + "jacrev(grad(f))([0.5, 1.5])",
     matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian, forward over forward", VECTOR + "jacfwd(jacfwd(f))([0.5, 1.5])",
     matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian by vmap of Hessian times vector",
     VECTOR + "vmap(lambda v: jvp(grad(f), ([0.5, 1.5],), (v,))[1])([[1.0, 0.0], [0.0, 1.0]])",
     matrix(QUADRATIC, "xy", **POINT)),
    ("Hessian by two arguments", PAIR + "hessian(f, argnums=(0, 1))(0.5, 1.5)",
     matrix(QUADRATIC, "xy", **POINT)),
    ("gradient by two arguments of a gradient", PAIR + "grad(grad(f, 0), (0, 1))(0.5, 1.5)",
     matrix(QUADRATIC, "xy", **POINT)[0]),
    ("Jacobian by two arguments of a gradient", PAIR + "jacrev(grad(f, (0, 1)), (0, 1))(0.5, 1.5)",
     matrix(QUADRATIC, "xy", **POINT)),
    ("third derivatives", VECTOR + "jacfwd(hessian(f))([0.5, 1.5])",
     [[[d(QUADRATIC, a + b + c, **POINT) for c in "xy"] for b in "xy"] for a in "xy"]),
    ("third derivatives, reverse", VECTOR + "jacrev(jacrev(jacrev(f)))([0.5, 1.5])",
     [[[d(QUADRATIC, a + b + c, **POINT) for c in "xy"] for b in "xy"] for a in "xy"]),
    ("Hessian times vector", VECTOR + "hvp(f, ([0.5, 1.5],), ([1.0, -2.0],))",
     [d(QUADRATIC, a + "x", **POINT) - 2 * d(QUADRATIC, a + "y", **POINT) for a in "xy"]),
    ("gradient of Hessian times vector",
     "f = lambda v: v[0]**3 * v[1]**2\n"
     "grad(lambda v: sum(hvp(f, (v,), ([1.0, -2.0],))))([0.5, 1.5])",
     [d("6*x*y**2 - 12*x**2*y + 6*x**2*y - 4*x**3", by, **POINT) for by in "xy"]),
    ("pullback of a gradient", VECTOR + "vjp(grad(f), [0.5, 1.5])[1]([1.0, -2.0])[0]",
     [d(QUADRATIC, a + "x", **POINT) - 2 * d(QUADRATIC, a + "y", **POINT) for a in "xy"]),
    ("linearized gradient", VECTOR + "linearize(grad(f), [0.5, 1.5])[1]([1.0, -2.0])",
     [d(QUADRATIC, a + "x", **POINT) - 2 * d(QUADRATIC, a + "y", **POINT) for a in "xy"]),
    ("forward mode by two pullbacks",
     "f = lambda v: stack([v[0] * v[1], sin(v[0])])\n"
     "vjp(lambda c: vjp(f, [0.5, 1.5])[1](c)[0], [0.0, 0.0])[1]([1.0, -2.0])[0]",
     [0.5, d("cos(x)", x=0.5)]),
    ("directional derivative of a directional derivative",
     VECTOR + "along = lambda g, u: lambda v: jvp(g, (v,), (u,))[1]\n"
     "along(along(f, [1.0, 2.0]), [0.5, -1.0])([0.5, 1.5])",
     d(QUADRATIC, "xx", **POINT) / 2 - 2 * d(QUADRATIC, "yy", **POINT)),
    ("vmap of a Hessian", "vmap(hessian(lambda v: v[0]**3 * v[1]))([[1.0, 2.0], [0.0, 1.0]])",
     [[[12, 3], [3, 0]], [[0, 0], [0, 0]]]),
    ("Jacobians of a batch",
     "batch_jacobian(lambda v: stack([v[:, 0] * v[:, 1], v[:, 0]**2], axis=1),"
     " array([[1.0, 2.0], [3.0, 4.0]]))", [[[2, 1], [2, 0]], [[4, 3], [6, 0]]]),
    ("Laplacian", "laplacian(lambda v: v[0]**2 * v[1]**3 + sin(v[0]))([0.5, 1.5])",
     d("x**2*y**3 + sin(x)", "xx", **POINT) + d("x**2*y**3 + sin(x)", "yy", **POINT)),
    ("Laplacian of a harmonic function",
     "laplacian(lambda v: v[0]**3 - 3 * v[0] * v[1]**2)([2.0, 5.0])", 0),
    ("gradient of a Laplacian", "grad(laplacian(lambda v: v[0]**2 * v[1]**3))([0.5, 1.5])",
     [d("2*y**3 + 6*x**2*y", by, **POINT) for by in "xy"]),
    ("Laplacian of a Laplacian", "laplacian(laplacian(lambda v: v[0]**4 * v[1]**2))([0.5, 1.5])",
     d("24*y**2 + 24*x**2 + 24*x**2", **POINT)),
    ("divergence of a gradient", "divergence(grad(lambda v: v[0]**2 * v[1]**3))([0.5, 1.5])",
     d("2*y**3 + 6*x**2*y", **POINT)),
    ("divergence", "divergence(lambda v: stack([v[0]**2 * v[1], sin(v[0] * v[1])]))([0.5, 1.5])",
     d("2*x*y + x*cos(x*y)", **POINT)),
    ("gradient of a divergence",
     "grad(divergence(lambda v: stack([v[0]**2 * v[1], v[0] * v[1]**3])))([0.5, 1.5])",
     [d("2*x*y + 3*x*y**2", by, **POINT) for by in "xy"]),
    ("curl", "curl(lambda v: stack([v[1] * v[2], v[0]**2, v[0] * v[1]**2]))([1.0, 2.0, 3.0])",
     [d("2*x*y", **FIELD), d("y - y**2", **FIELD), d("2*x - z", **FIELD)]),
    ("curl of a gradient", "curl(grad(lambda v: v[0]**2 * v[1] * v[2]**3))([1.0, 2.0, 3.0])",
     [0, 0, 0]),
    ("curl of a curl",
     "curl(curl(lambda v: stack([v[1]**2 * v[2], v[0] * v[2]**2, v[0]**3])))([1.0, 2.0, 3.0])",
     [d("-2*z", **FIELD), d("-2*x", **FIELD), d("-6*x", **FIELD)]),
    ("divergence of a curl",
     "divergence(curl(lambda v: stack([v[1]**2 * v[2], v[0] * v[2]**2, v[0]**3])))"
     "([1.0, 2.0, 3.0])", 0),
    ("Hessian of a norm", "hessian(lambda v: sqrt(sum(v**2)))([3.0, 4.0])",
     matrix("sqrt(x**2 + y**2)", "xy", x=3.0, y=4.0)),
    ("Hessian of logsumexp", "hessian(logsumexp)([0.5, 1.5])",
     matrix("log(exp(x) + exp(y))", "xy", **POINT)),
    ("Hessian of a product with a zero", "hessian(prod)([0.0, 2.0, 3.0])",
     [[0, 3, 2], [3, 0, 0], [2, 0, 0]]),
    ("Hessian of two products with a zero", "hessian(lambda v: prod(v)**2)([0.0, 2.0])",
     [[8, 0], [0, 0]]),
]

CALLS = [
    ("value_and_gradient inside grad",
     "grad(lambda x: value_and_gradient(lambda y: x * y**3, 2.0)[1])(1.5)", 12),
    ("value_and_gradient at the outer variable",
     "f = lambda x: value_and_gradient(lambda y: x * y**3, x)[1]\n[f(1.5), grad(f)(1.5)]",
     all_by("3*x**3", ["", "x"], x=1.5)),
    ("value and gradient both used",
     "f = lambda x: sum(value_and_gradient(lambda y: sin(y) * x, x**2))\n[f(0.75), grad(f)(0.75)]",
     all_by("x*sin(x**2) + x*cos(x**2)", ["", "x"], x=0.75)),
    ("value_and_gradient in value_and_gradient",
     "value_and_gradient(lambda x: value_and_gradient(lambda y: x * y**3, x)[1], 1.5)",
     all_by("3*x**3", ["", "x"], x=1.5)),
    ("value_and_gradient of a packed list",
     "f = lambda x, y: x**2 * y**3\n"
     "value_and_gradient(lambda x, y: value_and_gradient(f, [x, y])[1][0] * y, [0.5, 1.5])",
     [d("2*x*y**4", **POINT), all_by("2*x*y**4", "xy", **POINT)]),
    ("value_and_gradient by names",
     "value_and_gradient(lambda a, b: value_and_gradient(lambda t: a * t**b, a)[1], b=2.0, a=1.5)",
     [4.5, {"b": d("y * x**y", "y", x=1.5, y=2.0), "a": 6}]),
    ("value_and_gradient of captured values",
     "x = 2.0; value_and_gradient(() -> grad(t -> t**3 * x)(x), x)", [24, 36]),
    ("value_and_grad inside value_and_grad",
     "value_and_grad(lambda x: value_and_grad(lambda y: x**2 * y**2)(x)[1])(1.5)",
     all_by("2*x**3", ["", "x"], x=1.5)),
    ("tape inside, graph outside",
     "grad(lambda x: value_and_gradient(lambda y: x * y**3, x, use_gradient_tape=True)[1])(1.5)",
     d("3*x**3", "x", x=1.5)),
    ("tape outside, graph inside",
     "value_and_gradient(lambda x: grad(lambda y: x * y**3)(x), 1.5, use_gradient_tape=True)",
     all_by("3*x**3", ["", "x"], x=1.5)),
    ("a gradient under jvp under vjp",
     "vjp(lambda x: jvp(grad(lambda t: t**4), (x,), (x,))[1], 1.5)[1](2.0)[0]",
     2 * d("12*x**3", "x", x=1.5)),
    ("a pullback under grad of its cotangent",
     "grad(lambda c: vjp(lambda t: t**3, 2.0)[1](c**2)[0])(1.5)", 36),
    ("a pushforward under grad of its tangent",
     "f = lambda x: linearize(sin, x)\ngrad(lambda t: f(0.5)[1](t**2))(1.5)",
     d("3*cos(x)", x=0.5)),
    ("linearize under grad of its point",
     "grad(lambda x: linearize(sin, x)[1](x))(0.5)", d("x*cos(x)", "x", x=0.5)),
    ("checkpoint, order 3", "f = checkpoint(lambda x: sin(x) * exp(x / 2))\n"
     "[f(0.5), grad(f)(0.5), grad(grad(f))(0.5), grad(grad(grad(f)))(0.5)]",
     all_by("sin(x)*exp(x/2)", ["", "x", "xx", "xxx"], x=0.5)),
    ("checkpoint in a loop",
     "f = lambda x: fori_loop(0, 3, lambda i, a: checkpoint(lambda t: sin(t) * x)(a), x)\n"
     "[f(1.25), grad(f)(1.25), jvp(grad(f), (1.25,), (1.0,))[1]]",
     all_by("x*sin(x*sin(x*sin(x)))", ["", "x", "xx"], x=1.25)),
    ("custom_vjp, orders 0 to 2",
     "f = custom_vjp(lambda x: log(1 + exp(x)), lambda x: (log(1 + exp(x)), x),"
     " lambda r, g: (g * sigmoid(r),))\n[f(0.5), grad(f)(0.5), grad(grad(f))(0.5)]",
     all_by("softplus(x)", ["", "x", "xx"], x=0.5)),
    ("custom_vjp where the plain rule has no number",
     "f = custom_vjp(lambda x: log(1 + exp(x)), lambda x: (log(1 + exp(x)), x),"
     " lambda r, g: (g * (1 - 1 / (1 + exp(r))),))\ngrad(f)(800.0)", 1),
    ("custom_vjp with another derivative",
     "f = custom_vjp(lambda x: x**2, lambda x: (x**2, x), lambda r, g: (g * r * 10,))\n"
     "[grad(f)(3.0), grad(lambda x: f(x) * x)(3.0), grad(grad(f))(3.0)]", [30, 99, 10]),
    ("custom_vjp of two arguments",
     "f = custom_vjp(lambda x, y: x * y, lambda x, y: (x * y, (x, y)),"
     " lambda r, g: (g * r[1] * 2, g * r[0] * 3))\ngrad(f, (0, 1))(5.0, 7.0)", [14, 15]),
]

STOPS = [
    ("a factor is constant", "grad(lambda x: x * stop_gradient(x**2))(3.0)", 9),
    ("a factor is constant, order 2", "grad(grad(lambda x: x**2 * stop_gradient(x**2)))(3.0)", 18),
    ("a gradient is constant",
     "grad(lambda x: stop_gradient(grad(lambda y: y**3)(x)) * x)(2.0)", 12),
    ("inside the inner function",
     "grad(lambda x: grad(lambda y: stop_gradient(y) * y * x)(x))(2.0)", 2),
    ("an outer variable inside", "grad(lambda x: grad(lambda y: stop_gradient(x) * y**2)(x))(3.0)",
     6),
    ("a point is constant", "grad(lambda x: x * grad(lambda y: y**3 * x)(stop_gradient(x)))(2.0)",
     48),
    ("forward", "jvp(lambda x: x**2 * stop_gradient(sin(x)), (0.5,), (1.0,))[1]",
     d("sin(x)*2*x", x=0.5)),
    ("a score", "box = lambda u: exp(u - stop_gradient(u))\n"
     "f = lambda x: box(log(x)) * stop_gradient(x**2)\n"
     "[f(2.0), grad(f)(2.0), grad(grad(f))(2.0)]", [4, 2, 0]),
    ("straight through", "f = lambda x: x + stop_gradient(round(x) - x)\n"
     "[f(2.75), grad(lambda x: f(x)**2)(2.75)]", [3, 6]),
    ("in a loop", "f = lambda x: fori_loop(0, 3, lambda i, a: a * x + stop_gradient(a), x)\n"
     "grad(f)(1.5)", lambda: _stopped(mpf(1.5))),
    ("in vmap", "vmap(grad(lambda x: x * stop_gradient(x)))([1.0, -2.0])", [1, -2]),
]

AT_ZERO = [
    ("x**2", "f = lambda x: x**2\n[grad(f)(0.0), grad(grad(f))(0.0)]", [0, 2]),
    ("x**2, order 3", "grad(grad(grad(lambda x: x**2)))(0.0)", 0),
    ("x**3, orders 1 to 4", "f = lambda x: x**3\n[grad(f)(0.0), grad(grad(f))(0.0),"
     " grad(grad(grad(f)))(0.0), grad(grad(grad(grad(f))))(0.0)]", [0, 0, 6, 0]),
    ("x**3, forward, orders 1 to 3", "f = lambda x: x**3\n[jacfwd(f)(0.0), jacfwd(jacfwd(f))(0.0),"
     " jacfwd(jacfwd(jacfwd(f)))(0.0)]", [0, 0, 6]),
    ("x**5, order 5",
     "jacrev(jacfwd(jacrev(jacfwd(jacrev(lambda x: x**5)))))(0.0)", 120),
    ("x*x*x", "f = lambda x: x * x * x\n[grad(grad(f))(0.0), grad(grad(grad(f)))(0.0)]", [0, 6]),
    ("x**2 * y**2, mixed", "f = lambda x, y: x**2 * y**2\n"
     "grad(grad(grad(grad(f, 0), 0), 1), 1)(0.0, 0.0)", 4),
    ("power of a sum", "f = lambda x: (x + x**2)**3\n"
     "[grad(f)(0.0), grad(grad(f))(0.0), grad(grad(grad(f)))(0.0)]", [0, 0, 6]),
    ("tanh, orders 1 to 5", "f = tanh\n[grad(f)(0.0), grad(grad(f))(0.0), grad(grad(grad(f)))(0.0),"
     " grad(grad(grad(grad(f))))(0.0), grad(grad(grad(grad(grad(f)))))(0.0)]", [1, 0, -2, 0, 16]),
    ("exp of sin, orders 1 to 5", "f = lambda x: exp(sin(x))\n[grad(f)(0.0), grad(grad(f))(0.0),"
     " grad(grad(grad(f)))(0.0), grad(grad(grad(grad(f))))(0.0),"
     " grad(grad(grad(grad(grad(f)))))(0.0)]", [1, 1, 0, -3, -8]),
    ("sinc of itself", "f = lambda x: where(x == 0, 1.0, sin(x) / x)\n"
     "[f(0.0), grad(f)(0.0), f(0.5), grad(grad(f))(0.5)]",
     [1, 0, d("sin(x)/x", x=0.5), d("sin(x)/x", "xx", x=0.5)]),
]


def _descent(x, rate=None):
    for _ in range(3):
        x = x - (mpf(0.1) if rate is None else rate) * (4 * x**3 - 1)
    return x


def _step_size(rate):
    return _descent(mpf(1.25), rate)**2


def _double_loop(x):
    a = mpf(1)
    for i in range(3):
        for j in range(2):
            a = a * x + i * j
    return a


def _triple_loop(x):
    a = x
    for _ in range(8):
        a = a * x + mpf(0.5)
    return a


def _loop_of_gradients(x):
    # inner(x) = sin(x sin(x)) x
    for _ in range(3):
        s, c = mp.sin(x), mp.cos(x)
        x = x + mp.sin(x * s) + x * mp.cos(x * s) * (s + x * c)
    return x


def _fibonacci(x):
    a, b = mpf(0), mpf(1)
    for _ in range(6):
        a, b = b, a * x + b
    return a


def _horner(x):
    s = mpf(1)
    while s < 20:
        s = (s * x + 1) * x + 1
    return s


def _simpson(f, a, b, n=8):
    h = mpf(b - a) / n
    inner = sum((4 if k % 2 else 2) * f(a + h * k) for k in range(1, n))
    return h / 3 * (f(a) + f(b) + inner)


def _double_simpson(p):
    return _simpson(lambda s: _simpson(lambda t: s * t**2 * p**3, 0, s, 4), 0, 1, 4)


def _branching(x):
    a = x
    for _ in range(6):
        a = a / 2 if a > 1 else a * x + 1
    return a


def _stopped(x):
    a, slope = x, mpf(1)
    for _ in range(3):
        a, slope = a * x + a, slope * x + a
    return slope


def rows(group, table, tolerance, why):
    """The rows of a table with a group's name, tolerance and reason."""
    return [(f"{group}: {name}", program, value, tolerance, why)
            for name, program, value in table]


PROGRAMS = [
    *rows("confusion", CONFUSIONS, TIGHT, CONFUSION),
    *rows("loop", LOOPS, NORMAL, "transformations of loops, and in them"),
    *rows("comprehension", COMPREHENSIONS, NORMAL, "transformations of comprehensions"),
    *rows("branch", BRANCHES, TIGHT, "only the branch that is taken has a derivative"),
    *rows("vector", VECTORS, NORMAL, "derivatives of functions of arrays"),
    *rows("call", CALLS, NORMAL, "transformations call each other"),
    *rows("stop", STOPS, NORMAL, "what is stopped is constant for every level"),
    *rows("at 0", AT_ZERO, NORMAL, "derivatives at 0 are exact"),
    *SOLVERS,
]
