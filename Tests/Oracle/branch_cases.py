"""Expressions with a branch that has no derivative where it is not taken.

`SCALARS` are (name, expression of x, point, the branch that is taken); `VECTORS` are (name,
expression of v, point, the same function of the parts of v that count, as an expression of a, b
and c); `PAIRS` are (name, expression of x and y, point, the branch that is taken).
"""

LOOP = "fori_loop(0, 4, lambda i, a: "

SCALARS = [
    ("logarithm at 0", "where(x > 0, log(x), 0)", 0.0, "0*x"),
    ("logarithm below", "where(x > 0, log(x), 0)", -1.0, "0*x"),
    ("logarithm, taken", "where(x > 0, log(x), 0)", 2.0, "log(x)"),
    ("square root at 0", "where(x > 0, sqrt(x), x**2)", 0.0, "x**2"),
    ("square root below", "where(x > 0, sqrt(x), x**3)", -1.5, "x**3"),
    ("half power at 0", "where(x > 0, x**1.5, x)", 0.0, "x"),
    ("removable singularity", "where(x == 0, 1.0, sin(x) / x)", 0.0, "0*x + 1"),
    ("pole", "where(x >= 1, x**3, 1 / (x - 1))", 1.0, "x**3"),
    ("x log x", "where(x > 0, x * log(x), x)", 0.0, "x"),
    ("power tower", "where(x > 0, x**x, x**2 + x)", 0.0, "x**2 + x"),
    ("power tower below", "where(x > 0, x**x, x**3)", -1.0, "x**3"),
    ("overflow", "where(x > 20, x**2, log(1 + exp(x)))", 1000.0, "x**2"),
    ("overflow of an overflow", "where(x > 5, x**3, exp(exp(x)))", 8.0, "x**3"),
    ("end of atanh", "where(abs(x) < 1, atanh(x), 2*x)", 1.0, "2*x"),
    ("beyond atanh", "where(abs(x) < 1, atanh(x), x**2)", 2.0, "x**2"),
    ("end of asin", "where(abs(x) < 1, asin(x), x**3)", -1.0, "x**3"),
    ("pole of lgamma", "where(x > 0, lgamma(x), sin(x))", 0.0, "sin(x)"),
    ("NaN of an argument", "where(isnan(x / x), x + 2, x**2 / x)", 0.0, "x + 2"),
    ("nested, inner", "where(x > 0, where(x > 1, log(x - 1), sqrt(2 - x)), x)", 0.5,
     "sqrt(2 - x)"),
    ("nested, at the inner border", "where(x > 0, where(x > 1, log(x - 1), x**2), sqrt(x))", 1.0,
     "x**2"),
    ("nested, outer", "where(x > 0, where(x > 1, log(x - 1), sqrt(x)), x**3)", -3.0, "x**3"),
    ("under a function", "exp(where(x > 0, log(x), x))", 0.0, "exp(x)"),
    ("twice", "where(x > 0, log(x), x) * where(x < 0, 1 / x, x + 1)", 0.0, "x**2 + x"),
    ("cond", "cond(x > 0, lambda t: log(t), lambda t: t**3 + t, x)", 0.0, "x**3 + x"),
    ("cond that closes over x", "cond(x > 0, lambda t: t / x, lambda t: t**3, x)", 0.0, "x**3"),
    ("conditional expression", "sqrt(x) if x > 0 else x**3 - x", 0.0, "x**3 - x"),
    ("conditional expressions in a row",
     "log(x) if x > 0 else (1 / x if x < 0 else x**3 + 1)", 0.0, "x**3 + 1"),
    ("clip above", "x + clip(1 / x**2, -10, 10)", 0.0, "x + 10"),
    ("clip below", "x**2 + clip(log(x), -3, 3)", 0.0, "x**2 - 3"),
    ("maximum", "x**2 + maximum(log(x), -5)", 0.0, "x**2 - 5"),
    ("maximum with a steep side", "x + maximum(sqrt(x), 1)", 0.0, "x + 1"),
    ("minimum", "x + minimum(1 / x**2, 3)", 0.0, "x + 3"),
    ("loop with its index", LOOP + "a + where(i > 0, x**3 / i, x), 0.0)", 0.5,
     "x + x**3 * 11 / 6"),
    ("loop with a square root", "fori_loop(0, 3, lambda i, a: where(a > 0, sqrt(a), a - x), x)",
     -4.0, "sqrt(x - x - x)"),
    ("loop with a logarithm", LOOP + "where(a > 0, a * x, log(a) * x) + 1, 0.5 * x)", 1.5,
     "(((x**2/2 + 1)*x + 1)*x + 1)*x + 1"),
    ("loop with cond", LOOP + "cond(i > 1, lambda t: t * x / (i - 1), lambda t: t + x, a), x)", 0.5,
     "3 * x**3 / 2"),
    ("scan", "scan(lambda c, t: (c + where(t > 0, x * log(t), t * x**3), t), x,"
     " [1.0, 0.0, -1.0, 0.5])[0]", 0.5, "x - x**3 - x*log(2)"),
    ("while_loop", "while_loop(lambda s: s < 9, lambda s: where(s > 0, s * x + 1, sqrt(s) - x),"
     " x)", 2.0, "((x*x + 1)*x + 1)"),
    ("comprehension", "sum(where(k > 0, x**3 / k, x) for k in range(4))", 0.5,
     "x + x**3 * 11 / 6"),
]

VECTORS = [
    ("masked sum", "sum(where(v > 0, log(v), 0))", [-1.0, 0.0, 2.0], "0*a + 0*b + log(c)"),
    ("masked sum of a product", "sum(where(v > 0, v * log(v), v**2))", [0.0, 0.5, -2.0],
     "a**2 + b*log(b) + c**2"),
    ("masked mean", "sum(where(v > 0, sqrt(v), 0)) / sum(v > 0)", [4.0, 0.0, 1.0],
     "(sqrt(a) + 0*b + sqrt(c)) / 2"),
    ("masked maximum", "max(where(v > 0, log(v), -3))", [-1.0, 0.0, 2.0], "0*a + 0*b + log(c)"),
    ("masked minimum", "min(where(v > 0, 1 / v, 9))", [0.0, 0.5, 4.0], "0*a + 0*b + 1/c"),
    ("masked product", "prod(where(v != 0, v**2, 1))", [2.0, 0.0, 3.0], "a**2 * c**2 + 0*b"),
    ("masked logsumexp", "logsumexp(where(v > 0, log(v), -inf))", [0.5, -1.0, 2.0],
     "log(a + c) + 0*b"),
    ("norm at 0", "sum(v) + where(sum(v**2) > 0, sqrt(sum(v**2)), 0)", [0.0, 0.0, 0.0],
     "a + b + c"),
    ("selected parts", "sum(log(v[v > 0]))", [-1.0, 0.0, 2.0], "0*a + 0*b + log(c)"),
]

PAIRS = [
    ("quotient", "where(y > 0, x / y, x**2 * y)", (3.0, 0.0), "x**2 * y"),
    ("power", "where(x > 0, x**y, x * y**2)", (0.0, 2.0), "x * y**2"),
    ("power below", "where(x > 0, x**y, x**2 * y)", (-1.5, 0.5), "x**2 * y"),
    ("angle", "where(x**2 + y**2 > 0, atan2(y, x), x + y)", (0.0, 0.0), "x + y"),
    ("condition on the other", "log(y) if x > 1 else x * y", (0.5, 0.0), "x * y"),
]
