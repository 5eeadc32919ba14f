"""Expressions of the language in SymPy; a number literal is the double that it is."""

import ast

import sympy

DIGITS = 50


def choice(condition, a, b):
    """a where the condition is true, else b."""
    return sympy.Piecewise((a, condition), (b, True))


NAMES = {name: getattr(sympy, name) for name in """exp log sin cos tan sinh cosh tanh asin acos atan
    asinh acosh atanh atan2 sqrt cbrt erf erfc gamma""".split()}
NAMES |= {
    "pi": sympy.pi, "lgamma": sympy.loggamma, "digamma": sympy.digamma, "where": choice,
    "log1p": lambda x: sympy.log(1 + x), "expm1": lambda x: sympy.exp(x) - 1,
    "log2": lambda x: sympy.log(x) / sympy.log(2), "exp2": lambda x: 2**x,
    "hypot": lambda x, y: sympy.sqrt(x**2 + y**2), "square": lambda x: x**2,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)), "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "logaddexp": lambda x, y: sympy.log(sympy.exp(x) + sympy.exp(y)),
    "xlogy": lambda x, y: x * sympy.log(y), "abs": lambda x: choice(x >= 0, x, -x),
    "maximum": lambda x, y: choice(x >= y, x, y), "minimum": lambda x, y: choice(x <= y, x, y),
    "reciprocal": lambda x: 1 / x, "ndtr": lambda x: sympy.erfc(-x / sympy.sqrt(2)) / 2,
}


class ExactNumbers(ast.NodeTransformer):
    """Makes every number literal a rational."""

    def visit_Constant(self, node):  # pylint: disable=invalid-name
        """The literal as the call of `Rational`."""
        numerator, denominator = (ast.Constant(part) for part in node.value.as_integer_ratio())
        return ast.Call(ast.Name("Rational", ast.Load()), [numerator, denominator], [])


def exact(text, **names):
    """The expression, with some names bound."""
    tree = ast.fix_missing_locations(ExactNumbers().visit(ast.parse(text, mode="eval")))
    scope = {**NAMES, "Rational": sympy.Rational, **names}
    return sympy.sympify(eval(compile(tree, text, "eval"), scope))  # pylint: disable=eval-used


def derivative(text, by="", **point):
    """A derivative of an expression at doubles, `by` the letters of `by`, to many digits."""
    symbols = {name: sympy.Symbol(name, real=True) for name in point}
    expression = exact(text, **symbols)
    for name in by:
        expression = sympy.diff(expression, symbols[name])
    values = {symbols[name]: sympy.Rational(value) for name, value in point.items()}
    result = sympy.sympify(expression.subs(values)).doit()
    return result.evalf(DIGITS)
