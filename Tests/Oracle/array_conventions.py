"""Values and gradients that are chosen: kinks, ties, edges, and what must not leak.

`CONVENTIONS` are (row, expression, arguments, y, gradients); no gradients where the rows say
nothing of them. `ERRORS` are (row, expression, arguments). NaN and the infinities are strings.
"""

from math import cos, e, exp, log, sin, sqrt

INF, MINUS_INF, NAN = "Infinity", "-Infinity", "NaN"
SELU = 1.0507009873554805

KINKS = [
    ("abs at 0", "abs(x)", {"x": [-1.0, 0.0, 2.0]}, [1.0, 0.0, 2.0], {"x": [-1.0, 0.0, 1.0]}),
    ("sign", "sign(x)", {"x": [-2.0, 0.0, 3.0]}, [-1.0, 0.0, 1.0], {"x": [0.0, 0.0, 0.0]}),
    ("norm of order 1 is a sum of abs", "norm(x, ord=1)", {"x": [0.0, -2.0]}, 2.0,
     {"x": [0.0, -1.0]}),
    ("maximum at a tie: all to the first", "maximum(a, b)", {"a": 2.0, "b": 2.0}, 2.0,
     {"a": 1.0, "b": 0.0}),
    ("minimum at a tie: all to the first", "minimum(a, b)", {"a": 2.0, "b": 2.0}, 2.0,
     {"a": 1.0, "b": 0.0}),
    ("maximum at a tie: all to the first", "maximum(x, 0)", {"x": [-1.0, 0.0, 2.0]},
     [0.0, 0.0, 2.0], {"x": [0.0, 1.0, 1.0]}),
    ("maximum at a tie: all to the first", "maximum(0, x)", {"x": [-1.0, 0.0, 2.0]},
     [0.0, 0.0, 2.0], {"x": [0.0, 0.0, 1.0]}),
    ("max at ties: evenly", "max(x)", {"x": [1.0, 3.0, 3.0]}, 3.0, {"x": [0.0, 0.5, 0.5]}),
    ("max at ties: evenly", "max(x)", {"x": [2.0, 2.0, 2.0, 2.0]}, 2.0,
     {"x": [0.25, 0.25, 0.25, 0.25]}),
    ("min at ties: evenly", "min(x)", {"x": [1.0, 3.0, 1.0]}, 1.0, {"x": [0.5, 0.0, 0.5]}),
    ("max at ties: evenly", "max(x, axis=1)", {"x": [[1.0, 1.0], [2.0, 3.0]]}, [1.0, 3.0],
     {"x": [[0.5, 0.5], [0.0, 1.0]]}),
    ("max at ties: evenly", "max(x, axis=0, keepdims=True)", {"x": [[1.0, 4.0], [1.0, 3.0]]},
     [[1.0, 4.0]], {"x": [[0.5, 1.0], [0.5, 0.0]]}),
    ("max at ties: evenly, over all axes", "max(x)", {"x": [[5.0, 1.0], [5.0, 5.0]]}, 5.0,
     {"x": [[1 / 3, 0.0], [1 / 3, 1 / 3]]}),
    ("sort at ties: stable order", "sort(x) * [1, 10, 100]", {"x": [2.0, 1.0, 2.0]},
     [1.0, 20.0, 200.0], {"x": [10.0, 1.0, 100.0]}),
    ("median at ties: stable order", "median(x)", {"x": [1.0, 2.0, 2.0]}, 2.0,
     {"x": [0.0, 1.0, 0.0]}),
    ("median at ties: stable order", "median(x)", {"x": [1.0, 2.0, 2.0, 0.0]}, 1.5,
     {"x": [0.5, 0.5, 0.0, 0.0]}),
    ("relu at 0", "relu(x)", {"x": [-1.0, 0.0, 2.0]}, [0.0, 0.0, 2.0], {"x": [0.0, 0.0, 1.0]}),
    ("relu6 at 0 and 6", "relu6(x)", {"x": [0.0, 6.0, 3.0]}, [0.0, 6.0, 3.0],
     {"x": [0.0, 0.0, 1.0]}),
    ("elu at 0", "elu(x)", {"x": 0.0}, 0.0, {"x": 1.0}),
    ("selu at 0", "selu(x)", {"x": 0.0}, 0.0, {"x": SELU}),
    ("leaky_relu at 0", "leaky_relu(x)", {"x": [0.0, -1.0, 2.0]}, [0.0, -0.2, 2.0],
     {"x": [0.2, 0.2, 1.0]}),
    ("clip at a bound: all to x", "clip(x, 1, 3)", {"x": [0.0, 1.0, 2.0, 3.0, 4.0]},
     [1.0, 1.0, 2.0, 3.0, 3.0], {"x": [0.0, 1.0, 1.0, 1.0, 0.0]}),
    ("clip at a bound: all to x", "clip(x, a, b)", {"x": 1.0, "a": 1.0, "b": 3.0}, 1.0,
     {"x": 1.0, "a": 0.0, "b": 0.0}),
    ("clip at a bound: all to x", "clip(x, a, b)", {"x": 3.0, "a": 1.0, "b": 3.0}, 3.0,
     {"x": 1.0, "a": 0.0, "b": 0.0}),
    ("clip, lower > upper: NumPy's order", "clip(x, a, b)", {"x": 2.0, "a": 3.0, "b": 1.0}, 1.0,
     {"x": 0.0, "a": 0.0, "b": 1.0}),
    ("clip, lower > upper: NumPy's order", "clip(x, 3, 1)", {"x": [0.0, 2.0, 5.0]},
     [1.0, 1.0, 1.0], {"x": [0.0, 0.0, 0.0]}),
    ("floor ceil round trunc //: 0", "floor(x)", {"x": [2.0, 2.5, -0.5]}, [2.0, 2.0, -1.0],
     {"x": [0.0, 0.0, 0.0]}),
    ("floor ceil round trunc //: 0", "ceil(x)", {"x": [2.0, 2.5]}, [2.0, 3.0], {"x": [0.0, 0.0]}),
    ("floor ceil round trunc //: 0", "round(x)", {"x": [0.5, 1.5, 2.5, -2.5]},
     [0.0, 2.0, 2.0, -2.0], {"x": [0.0, 0.0, 0.0, 0.0]}),
    ("floor ceil round trunc //: 0", "trunc(x)", {"x": [2.5, -2.5]}, [2.0, -2.0],
     {"x": [0.0, 0.0]}),
    ("floor ceil round trunc //: 0", "x // y", {"x": 7.5, "y": 2.0}, 3.0, {"x": 0.0, "y": 0.0}),
    ("floor ceil round trunc //: 0", "x // y", {"x": -7.5, "y": 2.0}, -4.0, {"x": 0.0, "y": 0.0}),
    ("mod: (1, -floor(x/y))", "mod(x, y)", {"x": 7.5, "y": 2.0}, 1.5, {"x": 1.0, "y": -3.0}),
    ("mod: (1, -floor(x/y))", "x % y", {"x": -7.5, "y": 2.0}, 0.5, {"x": 1.0, "y": 4.0}),
    ("mod: (1, -floor(x/y))", "mod(x, y)", {"x": 7.5, "y": -2.0}, -0.5, {"x": 1.0, "y": 4.0}),
    ("fmod: (1, -trunc(x/y))", "fmod(x, y)", {"x": -7.5, "y": 2.0}, -1.5, {"x": 1.0, "y": 3.0}),
    ("connected but flat: 0", "0 * x", {"x": [1.0, 2.0]}, [0.0, 0.0], {"x": [0.0, 0.0]}),
    ("connected but flat: 0", "x * (x > 1)", {"x": [1.0, 2.0]}, [0.0, 2.0], {"x": [0.0, 1.0]}),
]

POWERS = [
    ("sqrt at 0 and below", "sqrt(x)", {"x": 0.0}, 0.0, {"x": INF}),
    ("sqrt at 0 and below", "sqrt(x)", {"x": -1.0}, NAN, {"x": NAN}),
    ("x**n, constant integer n", "x**2", {"x": 0.0}, 0.0, {"x": 0.0}),
    ("x**n, constant integer n", "x**1", {"x": 0.0}, 0.0, {"x": 1.0}),
    ("x**n, constant integer n", "x**3", {"x": -2.0}, -8.0, {"x": 12.0}),
    ("x**n, constant integer n", "x**-1", {"x": 0.0}, INF, {"x": MINUS_INF}),
    ("x**0 has 0", "x**0", {"x": 0.0}, 1.0, {"x": 0.0}),
    ("x**0 has 0", "x**0", {"x": [-2.0, 0.0, 3.0]}, [1.0, 1.0, 1.0], {"x": [0.0, 0.0, 0.0]}),
    ("x**n, any order", "grad(lambda t: t**2)(x)", {"x": 0.0}, 0.0, {"x": 2.0}),
    ("x**n, any order", "grad(grad(lambda t: t**2))(x)", {"x": 0.0}, 2.0, {"x": 0.0}),
    ("x**n, any order", "grad(grad(grad(lambda t: t**3)))(x)", {"x": 0.0}, 6.0, {"x": 0.0}),
    ("x**n, any order", "grad(grad(lambda t: t**1))(x)", {"x": 0.0}, 0.0, {"x": 0.0}),
    ("x**n, any order", "grad(lambda t: t**0)(x)", {"x": 0.0}, 0.0, {"x": 0.0}),
    ("x**y by y at x = 0, y > 0: 0", "x**y", {"x": 0.0, "y": 2.0}, 0.0, {"x": 0.0, "y": 0.0}),
    ("x**y by y at x = 0, y > 0: 0", "x**y", {"x": 0.0, "y": 0.5}, 0.0, {"x": INF, "y": 0.0}),
    ("x**y by y at x = 0, y < 0: nan", "x**y", {"x": 0.0, "y": -1.0}, INF,
     {"x": MINUS_INF, "y": NAN}),
    ("x**y by y, x < 0: 0", "x**y", {"x": -2.0, "y": 3.0}, -8.0, {"x": 12.0, "y": 0.0}),
    ("subnormal numbers are kept", "2 * x", {"x": 5e-324}, 1e-323, {"x": 2.0}),
    ("subnormal numbers are kept", "x / 4", {"x": 1e-310}, 2.5e-311, {"x": 0.25}),
    ("subnormal numbers are kept", "x**2", {"x": 1e-160}, 1e-320, {"x": 2e-160}),
    ("subnormal numbers are kept", "exp(x)", {"x": -740.0}, exp(-740), {"x": exp(-740)}),
    ("subnormal numbers are kept", "sum(x)", {"x": [1e-310, 2e-310]}, 1e-310 + 2e-310,
     {"x": [1.0, 1.0]}),
]

BRANCHES = [
    ("where: never leaks", "where(x > 0, log(x), 0)", {"x": -1.0}, 0.0, {"x": 0.0}),
    ("where: never leaks", "where(x > 0, log(x), 0)", {"x": [-1.0, 2.0]}, [0.0, log(2)],
     {"x": [0.0, 0.5]}),
    ("where: never leaks", "where(x > 0, sqrt(x), 0)", {"x": [0.0, 4.0]}, [0.0, 2.0],
     {"x": [0.0, 0.25]}),
    ("where: never leaks", "where(x == 0, 1, sin(x) / x)", {"x": [0.0, 2.0]}, [1.0, sin(2) / 2],
     {"x": [0.0, cos(2) / 2 - sin(2) / 4]}),
    ("where: never leaks", "where(x > 0, x**y, 0)", {"x": -1.0, "y": 0.5}, 0.0,
     {"x": 0.0, "y": 0.0}),
    ("where: never leaks, second order", "grad(lambda t: where(t > 0, log(t), 0))(x)",
     {"x": -1.0}, 0.0, {"x": 0.0}),
    ("where: never leaks, second order", "grad(lambda t: where(t > 0, log(t), 0))(x)",
     {"x": 2.0}, 0.5, {"x": -0.25}),
    ("where: never leaks, third order", "grad(grad(lambda t: where(t > 0, sqrt(t), 0)))(x)",
     {"x": 0.0}, 0.0, {"x": 0.0}),
    ("cond: never leaks", "log(x) if x > 0 else 0.0 * x", {"x": -1.0}, 0.0, {"x": 0.0}),
    ("cond: never leaks", "log(x) if x > 0 else x**2", {"x": -3.0}, 9.0, {"x": -6.0}),
    ("structural zero: nothing is contributed", "sum(sqrt(x)[0:1])", {"x": [4.0, 0.0]}, 2.0,
     {"x": [0.25, 0.0]}),
    ("structural zero: nothing is contributed", "max(sqrt(x))", {"x": [4.0, 0.0]}, 2.0,
     {"x": [0.25, 0.0]}),
    ("stopped: nothing is contributed", "x * stop_gradient(sqrt(x))", {"x": 0.0}, 0.0, {"x": 0.0}),
]

EDGES = [
    ("0 * log(x) at 0: nan", "0 * log(x)", {"x": 0.0}, NAN, None),
    ("x * log(x) at 0: nan", "x * log(x)", {"x": 0.0}, NAN, {"x": NAN}),
    ("xlogy(0, y) by x: log(y)", "xlogy(x, y)", {"x": 0.0, "y": 2.0}, 0.0,
     {"x": log(2), "y": 0.0}),
    ("xlogy(0, 0) by x: 0", "xlogy(x, 0)", {"x": 0.0}, 0.0, {"x": 0.0}),
    ("log at 0", "log(x)", {"x": 0.0}, MINUS_INF, {"x": INF}),
    ("log at -0", "log(x)", {"x": -0.0}, MINUS_INF, {"x": MINUS_INF}),
    ("log below 0: nan, 1/x", "log(x)", {"x": -2.0}, NAN, {"x": -0.5}),
    ("atan2(0, 0): nan", "atan2(y, x)", {"y": 0.0, "x": 0.0}, 0.0, {"y": NAN, "x": NAN}),
    ("x/norm(x) at 0: nan", "x / norm(x)", {"x": [0.0, 0.0]}, [NAN, NAN], {"x": [NAN, NAN]}),
    ("norm at 0: nan", "norm(x)", {"x": [0.0, 0.0]}, 0.0, {"x": [NAN, NAN]}),
    ("norm(x)**2 at 0: 0", "norm(x)**2", {"x": [0.0, 0.0]}, 0.0, {"x": [0.0, 0.0]}),
    ("det of a singular matrix: adjugate", "det(a)", {"a": [[1.0, 2.0], [2.0, 4.0]]}, 0.0,
     {"a": [[4.0, -2.0], [-2.0, 1.0]]}),
    ("det of a singular matrix: adjugate", "det(a)",
     {"a": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [5.0, 7.0, 9.0]]}, 0.0,
     {"a": [[3.0, -6.0, 3.0], [3.0, -6.0, 3.0], [-3.0, 6.0, -3.0]]}),
    ("det of a singular matrix: adjugate", "det(a)",
     {"a": [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]]}, 0.0,
     {"a": [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]}),
    ("det of a singular matrix: adjugate", "det(a)", {"a": [[0.0, 0.0], [0.0, 0.0]]}, 0.0,
     {"a": [[0.0, 0.0], [0.0, 0.0]]}),
    ("eigvalsh: symmetric gradient", "eigvalsh(a)[1]", {"a": [[2.0, 1.0], [1.0, 2.0]]}, 3.0,
     {"a": [[0.5, 0.5], [0.5, 0.5]]}),
    ("eigvalsh, equal eigenvalues", "sum(eigvalsh(a)**2)", {"a": [[2.0, 0.0], [0.0, 2.0]]}, 8.0,
     {"a": [[4.0, 0.0], [0.0, 4.0]]}),
    ("eigvalsh, equal eigenvalues", "sum(exp(eigvalsh(a)))", {"a": [[1.0, 0.0], [0.0, 1.0]]},
     2 * e, {"a": [[e, 0.0], [0.0, e]]}),
]


def of_cholesky(a, b, c):
    """The sum of the factor's entries and its symmetric gradient, at [[a, b], [b, c]]."""
    last = sqrt(c - b * b / a)
    by_a = 0.5 / sqrt(a) - 0.5 * b / (a * sqrt(a)) + 0.5 * (b / a)**2 / last
    by_b = 1 / sqrt(a) - b / a / last
    gradient = [[by_a, by_b / 2], [by_b / 2, 0.5 / last]]
    return sqrt(a) + b / sqrt(a) + last, {"a": gradient}


CHOLESKY = [
    ("cholesky: symmetric gradient", "sum(cholesky(a))", {"a": [[4.0, 1.0], [1.0, 3.0]]},
     *of_cholesky(4.0, 1.0, 3.0)),
    ("cholesky of an asymmetric matrix reads the lower half", "sum(cholesky(a))",
     {"a": [[4.0, 99.0], [1.0, 3.0]]}, *of_cholesky(4.0, 1.0, 3.0)),
]
CONVENTIONS = KINKS + POWERS + BRANCHES + EDGES + CHOLESKY

V, M = [1.5, -2.0, 0.5], [[1.5, -2.0, 0.5], [0.25, 3.0, -1.0]]
ERRORS = [
    ("an index out of range", "x[3]", {"x": V}),
    ("an index out of range", "x[-4]", {"x": V}),
    ("an index out of range", "x[:, 3]", {"x": M}),
    ("an index out of range", "x[[0, 7]]", {"x": V}),
    ("an index out of range", "take(x, [5])", {"x": V}),
    ("too many indices", "x[0, 0]", {"x": V}),
    ("a key that is not there", 'd["z"]', {"d": {"a": 1.0}}),
    ("shapes do not broadcast", "x + y", {"x": V, "y": [1.0, 2.0]}),
    ("shapes do not broadcast", "x * y", {"x": M, "y": [[1.0], [2.0], [3.0]]}),
    ("shapes do not match", "matmul(x, y)", {"x": M, "y": M}),
    ("shapes do not match", "dot(x, y)", {"x": V, "y": [1.0, 2.0]}),
    ("shapes do not match", "einsum('ij,jk->ik', x, y)", {"x": M, "y": M}),
    ("subscripts do not match", "einsum('ijk->i', x)", {"x": M}),
    ("shapes do not match", "reshape(x, [2, 2])", {"x": V}),
    ("shapes do not match", "concat([x, y], axis=0)", {"x": M, "y": [[1.0, 2.0]]}),
    ("shapes do not match", "stack([x, y])", {"x": V, "y": [1.0, 2.0]}),
    ("shapes do not match", "squeeze(x, axis=0)", {"x": V}),
    ("an axis out of range", "sum(x, axis=2)", {"x": M}),
    ("an axis out of range", "softmax(x, axis=1)", {"x": V}),
    ("not a square matrix", "det(x)", {"x": M}),
]
