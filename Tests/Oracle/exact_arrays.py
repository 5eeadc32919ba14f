"""The array functions of the language over NumPy object arrays of mpmath numbers.

Values are exact to the working precision. Derivatives are central differences: the relative step is
1e-30 at 150 digits, which leaves some 60 correct digits, and 30 of a third derivative.
"""

import builtins
import itertools

import numpy as np
from mpmath import mp, mpf

mp.dps = 150
STEP = mpf(10)**-30


def array(value):
    """Numbers, lists and arrays as an object array of mpf; conditions stay as they are."""
    result = np.array(value, dtype=object)
    if all(isinstance(one, (bool, np.bool_)) for one in result.flat):
        return result.astype(bool)
    return elementwise(lambda one: one if isinstance(one, mpf) else mpf(one))(result)


def elementwise(function, arity=1):
    """A function of numbers as one of arrays."""
    universal = np.frompyfunc(function, arity, 1)
    return lambda *xs: np.asarray(universal(*xs), dtype=object)


def elementwise2(function):
    """A function of two numbers as one of arrays that broadcast."""
    universal = elementwise(function, 2)
    return lambda a, b: universal(array(a), array(b))[()]


def on_array(function):
    """A NumPy function whose first argument is made an array."""
    return lambda x, *args, **kwargs: function(array(x), *args, **kwargs)


def on_arrays(function):
    """A NumPy function whose first argument is a list of arrays."""
    return lambda xs, **kwargs: function([array(x) for x in xs], **kwargs)


def reduction(function, of_generator):
    """A reduction of an array, or of a generator of numbers."""
    def call(x, *args, **kwargs):
        if hasattr(x, "__next__"):
            return of_generator(x)
        return function(array(x), *args, **kwargs)
    return call


def mean(x, axis=None, keepdims=False):
    """The arithmetic mean."""
    total = np.sum(array(x), axis=axis, keepdims=keepdims)
    return total * mpf(np.size(total)) / mpf(np.size(x))


def var(x, axis=None, correction=0, ddof=0, keepdims=False):
    """The variance."""
    x = array(x)
    spread = x - mean(x, axis, True)
    total = np.sum(spread**2, axis=axis, keepdims=keepdims)
    count = np.size(x) // np.size(total)
    return total / mpf(count - correction - ddof)


def logsumexp(x, axis=None, keepdims=False):
    """The logarithm of a sum of exponentials."""
    return apply(mp.log, np.sum(exp(array(x)), axis=axis, keepdims=keepdims))


def apply(function, x):
    """A scalar function of a number or an array."""
    return elementwise(function)(array(x))[()]


def norm(x, ord=None, axis=None, keepdims=False):  # pylint: disable=redefined-builtin
    """The vector norm, and the Frobenius norm of a matrix."""
    x = array(x)
    if ord == 1:
        return np.sum(abs(x), axis=axis, keepdims=keepdims)
    if ord == mp.inf:
        return np.max(abs(x), axis=axis, keepdims=keepdims)
    power = 2 if ord is None else ord
    total = np.sum(abs(x)**power, axis=axis, keepdims=keepdims)
    return apply(lambda one: one**(mpf(1) / power), total)


def exp(x):
    """The exponential function."""
    return apply(mp.exp, x)


def softmax(x, axis=-1):
    """Exponentials that sum to one."""
    powers = exp(x)
    return powers / np.sum(powers, axis=axis, keepdims=True)


def log_softmax(x, axis=-1):
    """The logarithm of softmax."""
    return array(x) - logsumexp(x, axis, True)


def sort(x, axis=-1, descending=False):
    """In order of size."""
    result = np.sort(array(x), axis=axis)
    return np.flip(result, axis) if descending else result


def matrix(a):
    """An object array as a matrix of mpmath."""
    return mp.matrix(array(a).tolist())


def back(a):
    """A matrix of mpmath as an object array."""
    return array(a.tolist())


def solve(a, b):
    """The solution of a linear system."""
    return np.matmul(inv(a), array(b))


def lower(a):
    """The symmetric matrix that a lower half stands for."""
    a = np.tril(array(a))
    return a + np.tril(a, -1).T


def inv(a):
    """The inverse."""
    return back(mp.inverse(matrix(a)))


def det(a):
    """The determinant, by permutations: exact for singular matrices too."""
    a, total = array(a), mpf(0)
    for order in itertools.permutations(range(len(a))):
        swaps = builtins.sum(p > q for k, p in enumerate(order) for q in order[k + 1:])
        total += (-1)**swaps * np.prod([a[i, j] for i, j in enumerate(order)])
    return total


def eigenvalues(a):
    """The eigenvalues of the symmetric matrix that a lower half stands for, ascending."""
    return array(sorted(mp.eigsy(matrix(lower(a)), eigvals_only=True)))


def svdvals(a):
    """The singular values, descending."""
    a = array(a)
    a = a if a.shape[0] < a.shape[1] else a.T
    return np.flip(apply(mp.sqrt, eigenvalues(np.matmul(a, a.T))))


def grad(f):
    """The gradient of a function of one number or array."""
    return lambda x: differences(f, x, STEP)


def hessian(f):
    """The matrix of second derivatives of a function of a vector."""
    return lambda x: differences(lambda p: differences(f, p, STEP), x, STEP)


def differences(f, x, step):
    """All partial derivatives of `f`, a number or array; the input's axes come last.

    `step` is relative to the largest entry.
    """
    x = array(x)
    h = step * (np.max(abs(x)) or 1)
    parts = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        parts.append((array(f(up[()])) - array(f(down[()]))) / (2 * h))
    stacked = np.stack(parts, axis=-1)
    return stacked.reshape(stacked.shape[:-1] + x.shape)[()]


def partials(f, x):
    """`differences`, with exact zeros: what is left of a zero changes with the step."""
    coarse, fine = differences(f, x, STEP), differences(f, x, STEP / 16)
    settled = elementwise(
        lambda one, two: two if abs(one - two) <= abs(two) * mpf(10)**-20 else mpf(0), 2)
    return settled(coarse, fine)


def sigmoid(x):
    """The logistic function."""
    return 1 / (1 + mp.exp(-x))


def cumulative(x):
    """The normal distribution function."""
    return mp.erfc(-x / mp.sqrt(2)) / 2


SCALAR = {
    "exp": mp.exp, "expm1": mp.expm1, "log": mp.log, "log1p": mp.log1p, "sqrt": mp.sqrt,
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "tanh": mp.tanh, "abs": abs,
    "square": lambda x: x * x, "floor": mp.floor, "erf": mp.erf, "erfc": mp.erfc,
    "lgamma": lambda x: mp.log(abs(mp.gamma(x))), "digamma": mp.digamma, "sigmoid": sigmoid,
    "softplus": lambda x: mp.log1p(mp.exp(x)), "log_sigmoid": lambda x: -mp.log1p(mp.exp(-x)),
    "relu": lambda x: max(x, mpf(0)), "relu6": lambda x: min(max(x, mpf(0)), mpf(6)),
    "hard_tanh": lambda x: min(max(x, mpf(-1)), mpf(1)),
    "silu": lambda x: x * sigmoid(x), "gelu": lambda x: x * cumulative(x),
    "mish": lambda x: x * mp.tanh(mp.log1p(mp.exp(x))), "softsign": lambda x: x / (1 + abs(x)),
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "selu": lambda x: SELU_SCALE * (x if x > 0 else SELU_ALPHA * mp.expm1(x)),
    "leaky_relu": lambda x: x if x > 0 else x * mpf("0.2"),
    "sign": lambda x: mpf(int(x > 0) - int(x < 0)),
}
SELU_ALPHA = mpf("1.6732632423543772848170429916717")
SELU_SCALE = mpf("1.0507009873554804934193349852946")
NAMES = {name: (lambda f: lambda x: apply(f, x))(f) for name, f in SCALAR.items()}
NAMES |= {
    "sum": reduction(np.sum, builtins.sum), "max": reduction(np.max, builtins.max),
    "min": reduction(np.min, builtins.min),
    "prod": reduction(np.prod, lambda parts: np.prod(list(parts))),
    "mean": mean, "var": var, "std": lambda *a, **k: apply(mp.sqrt, var(*a, **k)),
    "logsumexp": logsumexp, "norm": norm, "softmax": softmax, "log_softmax": log_softmax,
    "any": on_array(np.any), "all": on_array(np.all), "argmax": on_array(np.argmax),
    "argmin": on_array(np.argmin), "cumsum": on_array(np.cumsum),
    "cumprod": on_array(np.cumprod), "median": on_array(np.median), "reshape": on_array(np.reshape),
    "transpose": on_array(np.transpose), "permute_dims": on_array(np.transpose),
    "squeeze": on_array(np.squeeze), "expand_dims": on_array(np.expand_dims),
    "moveaxis": on_array(np.moveaxis),
    "concat": on_arrays(np.concatenate), "stack": on_arrays(np.stack), "tile": on_array(np.tile),
    "repeat": on_array(np.repeat), "flip": on_array(np.flip), "roll": on_array(np.roll),
    "broadcast_to": on_array(np.broadcast_to), "take": on_array(np.take), "pad": on_array(np.pad),
    "sort": sort, "diff": on_array(np.diff), "diag": on_array(np.diag), "tril": on_array(np.tril),
    "triu": on_array(np.triu),
    "where": lambda c, a, b: np.where(c, array(a), array(b))[()],
    "full": lambda shape, value: np.full(shape, value, dtype=object),
    "ones": np.ones, "zeros": np.zeros, "eye": np.eye, "arange": np.arange,
    "linspace": lambda a, b, n: array([a + (b - a) * mpf(k) / (n - 1) for k in range(n)]),
    "matmul": lambda a, b: np.matmul(array(a), array(b)),
    "dot": lambda a, b: np.dot(array(a), array(b)),
    "vdot": lambda a, b: np.vdot(array(a), array(b)),
    "outer": lambda a, b: np.outer(array(a), array(b)),
    "kron": lambda a, b: np.kron(array(a), array(b)),
    "cross": lambda a, b: np.cross(array(a), array(b)),
    "trace": on_array(np.trace),
    "tensordot": lambda a, b, axes=2: np.tensordot(array(a), array(b), axes),
    "einsum": lambda subscripts, *xs: np.einsum(subscripts, *map(array, xs), optimize=False),
    "maximum": elementwise2(max), "minimum": elementwise2(min),
    "clip": lambda x, low, high: elementwise2(min)(elementwise2(max)(x, low), high),
    "hypot": elementwise2(mp.hypot), "atan2": elementwise2(mp.atan2),
    "xlogy": elementwise2(lambda x, y: mpf(0) if x == 0 else x * mp.log(y)),
    "logaddexp": elementwise2(lambda x, y: mp.log(mp.exp(x) + mp.exp(y))),
    "inv": inv, "det": det, "solve": solve, "matrix_power": on_array(np.linalg.matrix_power),
    "slogdet": lambda a: (mpf(mp.sign(det(a))), mp.log(abs(det(a)))),
    "logdet": lambda a: mp.log(det(a)),
    "cholesky": lambda a: back(mp.cholesky(matrix(lower(a)))), "eigvalsh": eigenvalues,
    "svdvals": svdvals,
    "pinv": lambda a: np.matmul(inv(np.matmul(array(a).T, array(a))), array(a).T),
    "expm": lambda a: back(mp.expm(matrix(a))),
    "grad": grad, "hessian": hessian, "size": np.size, "shape": np.shape,
    "pi": mp.pi, "inf": mp.inf, "None": None,
}
