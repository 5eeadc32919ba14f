"""The same names in JAX, float64: the second opinion on array_functions.json."""

import jax
import jax.numpy as jnp
import jax.scipy.special as special

jax.config.update("jax_enable_x64", True)


def of_list(function):
    """A function of an array that may come as a list or a generator of numbers."""
    def call(x, *args, **kwargs):
        if hasattr(x, "__next__"):
            x = list(x)
        return function(jnp.asarray(x), *args, **kwargs)
    return call


def softmax_of(function):
    """softmax and log_softmax with the last axis by default."""
    return lambda x, axis=-1: function(x, axis=axis)


SAME_NAME = """any all argmax argmin cumsum cumprod median reshape transpose permute_dims moveaxis
    squeeze expand_dims concat stack tile flip roll broadcast_to pad diff diag tril triu
    where full ones zeros eye arange linspace matmul dot vdot outer kron cross trace tensordot
    einsum maximum minimum clip hypot logaddexp exp expm1 log log1p sqrt sin cos tan tanh abs
    square floor sign size shape""".split()
NAMES = {name: getattr(jnp, name) for name in SAME_NAME}
NAMES |= {name: of_list(getattr(jnp, name)) for name in "sum prod max min mean var std".split()}
NAMES |= {name: getattr(jax.nn, name) for name in """relu relu6 hard_tanh elu selu silu mish
    sigmoid softplus log_sigmoid logsumexp""".split()}
NAMES |= {name: getattr(special, name) for name in "erf erfc digamma xlogy".split()}
NAMES |= {name: getattr(jnp.linalg, name) for name in """norm det inv solve matrix_power cholesky
    eigvalsh svdvals pinv slogdet""".split()}
NAMES |= {
    "softmax": softmax_of(jax.nn.softmax), "log_softmax": softmax_of(jax.nn.log_softmax),
    "leaky_relu": lambda x: jax.nn.leaky_relu(x, 0.2), "softsign": jax.nn.soft_sign,
    "gelu": lambda x: jax.nn.gelu(x, approximate=False), "lgamma": special.gammaln,
    "atan2": jnp.arctan2, "logdet": lambda a: jnp.linalg.slogdet(a)[1],
    "expm": jax.scipy.linalg.expm, "grad": jax.grad, "hessian": jax.hessian,
    "sort": lambda x, axis=-1, descending=False: jnp.sort(x, axis=axis, descending=descending),
    "take": lambda x, i, axis=None: jnp.take(x, jnp.asarray(i), axis=axis),
    "repeat": lambda x, n, axis=None: jnp.repeat(x, jnp.asarray(n), axis=axis),
    "pi": jnp.pi, "inf": jnp.inf,
}


def vector_jacobian_product(code, arguments, weights):
    """The value and its gradients, as lists, by `jax.vjp`."""
    def f(values):
        y = eval(code, {**NAMES, **values})
        return jnp.asarray(y, jnp.float64)

    values = jax.tree.map(
        lambda part: jnp.asarray(part, jnp.float64), arguments,
        is_leaf=lambda part: not isinstance(part, dict))
    y, pullback = jax.vjp(f, values)
    gradient, = pullback(jnp.asarray(weights, jnp.float64).reshape(y.shape))
    return y.tolist(), jax.tree.map(lambda part: part.tolist(), gradient)
