from functools import partial
import jax
import jax.numpy as jnp

@partial(jax.jit, static_argnums=(1,))
def power_sum(x, n):
    return sum(jnp.sum(x ** k) for k in range(1, n + 1))

jax.grad(power_sum)(jnp.array([0.5, 2.0]), 4)
