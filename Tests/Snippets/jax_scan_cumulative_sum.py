import jax
import jax.numpy as jnp

def step(carry, x):
    carry = carry + x
    return carry, carry

final, history = jax.lax.scan(step, 0.0, jnp.array([1., 2., 3., 4.]))
(final, history)
