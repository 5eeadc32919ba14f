"""The language's transformations in JAX, as a second opinion: its own, and others made of them."""

import inspect

import jax
import jax.numpy as jnp
from jax.scipy import special

jax.config.update("jax_enable_x64", True)


def value_and_gradient(f, *args, use_gradient_tape=False, auto_unpack_single_arg=True, **kwargs):
    """As of TensorFlow Probability."""
    del use_gradient_tape
    if not inspect.signature(f).parameters:
        raise NotImplementedError("a captured value")
    unpacked = auto_unpack_single_arg and len(args) == 1 and not kwargs and isinstance(
        args[0], (list, tuple))
    if unpacked:
        args = args[0]

    def total(args, kwargs):
        y = f(*args, **kwargs)
        return sum(jnp.sum(part) for part in jax.tree.leaves(y)), y

    (_, y), (by_args, by_kwargs) = jax.value_and_grad(total, (0, 1), has_aux=True)(
        tuple(args), kwargs)
    if args and kwargs:
        return y, {"args": by_args[0] if len(args) == 1 else by_args, "kwargs": by_kwargs}
    if kwargs:
        return y, by_kwargs
    return y, by_args[0] if len(args) == 1 and not unpacked else list(by_args)


def hvp(f, primals, tangents):
    """The Hessian times a vector, of a function of one argument."""
    return jax.jvp(jax.grad(f), primals, tangents)[1]


def laplacian(f):
    """The trace of the Hessian."""
    return lambda x: jnp.trace(jax.hessian(f)(x))


def divergence(f):
    """The trace of the Jacobian."""
    return lambda x: jnp.trace(jax.jacfwd(f)(x))


def curl(f):
    """The curl in three dimensions."""
    def at(x):
        j = jax.jacfwd(f)(x)
        return jnp.stack([j[2, 1] - j[1, 2], j[0, 2] - j[2, 0], j[1, 0] - j[0, 1]])
    return at


def batch_jacobian(f, x):
    """The Jacobian of each row."""
    return jax.vmap(jax.jacrev(lambda row: f(row[None])[0]))(x)


def array(function):
    """A function that also takes lists and generators."""
    def call(x, *rest, **options):
        if hasattr(x, "__next__") or isinstance(x, (list, tuple)):
            x = jnp.stack([jnp.asarray(part, jnp.float64) for part in x])
        return function(x, *rest, **options)
    return call


def fold(f, init, xs):
    """The last carry of a scan without outputs."""
    return jax.lax.scan(lambda carry, x: (f(carry, x), None), init, jnp.asarray(xs))[0]


def doubled(function):
    """A transformed function whose plain numbers are doubles, to be differentiable by them."""
    def call(*args, **kwargs):
        return function(*map(numbers, args), **{k: numbers(v) for k, v in kwargs.items()})
    return call


def numbers(value):
    """Lists and plain numbers as arrays of doubles; structures of them stay."""
    if isinstance(value, (bool, int, float, list)):
        return jnp.asarray(value, jnp.float64)
    return value


def of_function(transformation):
    """A transformation whose results take plain numbers."""
    return lambda f, *args, **kwargs: doubled(transformation(f, *args, **kwargs))


def custom_vjp(f, forward, backward):
    """A function with a rule of its own."""
    ruled = jax.custom_vjp(f)
    ruled.defvjp(forward, backward)
    return ruled


def taking_numbers(pair):
    """A value and its linear map, which then takes lists and plain numbers."""
    y, linear = pair
    return y, doubled(linear)


NAMES = {name: getattr(jnp, name) for name in """exp log sin cos tan sinh cosh tanh arctan2 sqrt
    cbrt log1p expm1 log2 exp2 hypot square logaddexp maximum minimum abs where stack clip dot
    arange linspace reciprocal outer concatenate sign floor round isnan logical_and zeros
    ones""".split()}
NAMES |= {name: array(getattr(jnp, name)) for name in "sum prod mean max min cumsum".split()}
NAMES |= {name: getattr(special, name) for name in "erf erfc digamma xlogy ndtr".split()}
NAMES |= {name: getattr(jax.nn, name) for name in "sigmoid softplus logsumexp relu".split()}
NAMES |= {name: of_function(getattr(jax, name)) for name in """grad value_and_grad jacfwd jacrev
    hessian vmap checkpoint""".split()}
NAMES |= {name: getattr(jax.lax, name) for name in """stop_gradient cond fori_loop
    while_loop""".split()}
NAMES |= {
    "asin": jnp.arcsin, "acos": jnp.arccos, "atan": jnp.arctan, "atan2": jnp.arctan2,
    "asinh": jnp.arcsinh, "acosh": jnp.arccosh, "atanh": jnp.arctanh, "lgamma": special.gammaln,
    "jacobian": of_function(jax.jacobian), "value_and_gradient": value_and_gradient,
    "jvp": lambda f, x, v: jax.jvp(f, tuple(map(numbers, x)), tuple(map(numbers, v))),
    "vjp": lambda f, *x: taking_numbers(jax.vjp(f, *map(numbers, x))),
    "linearize": lambda f, *x: taking_numbers(jax.linearize(f, *map(numbers, x))),
    "hvp": lambda f, x, v: hvp(f, tuple(map(numbers, x)), tuple(map(numbers, v))),
    "laplacian": of_function(laplacian), "divergence": of_function(divergence),
    "curl": of_function(curl), "batch_jacobian": lambda f, x: batch_jacobian(f, numbers(x)),
    "scan": lambda f, init, xs: jax.lax.scan(f, init, jax.tree.map(jnp.asarray, numbers(xs))),
    "fold": fold, "custom_vjp": custom_vjp, "pi": jnp.pi, "nan": jnp.nan, "inf": jnp.inf,
    "array": jnp.asarray, "map": lambda f, xs: jax.lax.map(f, numbers(xs)),
}
