"""The programs that `jax_peer.py` runs beside swiftgrad's, by name, as users would write them.

Each has its function and the arguments that it is differentiated by; where rows are independent, the
gradient of each row is taken with `vmap`.
"""

import jax
import jax.numpy as jnp
import numpy
from jax.scipy.special import logsumexp, multigammaln, ndtr


def waves(x):
    return jnp.sum(jnp.tanh(x) * jnp.sin(3 * x) + jnp.exp(-x**2))


def rosenbrock(x):
    return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def black_scholes(S, K, T, r, v):
    d1 = (jnp.log(S / K) + (r + v**2 / 2) * T) / (v * jnp.sqrt(T))
    return S * ndtr(d1) - K * jnp.exp(-r * T) * ndtr(d1 - v * jnp.sqrt(T))


def gmm(alphas, means, logs, lows, places, x):
    components, (points, size) = len(alphas), x.shape
    padded = jnp.concatenate([jnp.zeros((components, 1)), lows], axis=1)
    lower = padded[:, places.astype(int)].reshape(components, size, size)
    centred = x[:, None, :] - means
    turned = jnp.exp(logs) * centred + jnp.einsum("kij,nkj->nki", lower, centred)
    inner = alphas + jnp.sum(logs, axis=1) - 0.5 * jnp.sum(turned**2, axis=2)
    wishart = size + 1
    prior = 0.5 * (jnp.sum(jnp.exp(logs) ** 2) + jnp.sum(lows**2)) - components * (
        -wishart * size * 0.5 * jnp.log(2.0) - multigammaln(0.5 * wishart, size))
    return (
        -points * size * 0.5 * jnp.log(2 * jnp.pi) + jnp.sum(logsumexp(inner, axis=1))
        - points * logsumexp(alphas) + prior)


def perceptron(W1, b1, W2, b2, x, t):
    z = jax.nn.relu(x @ W1 + b1) @ W2 + b2
    return jnp.mean(logsumexp(z, axis=1) - jnp.sum(z * t, axis=1))


PROGRAMS = {
    "waves": jax.value_and_grad(waves),
    "rosenbrock": jax.value_and_grad(rosenbrock),
    "black_scholes": jax.vmap(jax.value_and_grad(black_scholes, argnums=(0, 1, 2, 3, 4))),
    "gmm": jax.value_and_grad(gmm, argnums=(0, 1, 2, 3)),
    "perceptron": jax.value_and_grad(perceptron, argnums=(0, 1, 2, 3)),
}


def ends(value):
    """The first and the last element of each array of a result, in one list."""
    parts = [numpy.asarray(part).reshape(-1) for part in jax.tree.leaves(value)]
    return [float(part[place]) for part in parts for place in ((0, -1) if part.size > 1 else (0,))]
