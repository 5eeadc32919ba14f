import jax.numpy as jnp
from jax import grad, jit

def sum_logistic(x):
    return jnp.sum(1.0 / (1.0 + jnp.exp(-x)))

x_small = jnp.arange(3.)
derivative_fn = jit(grad(sum_logistic))
derivative_fn(x_small)
