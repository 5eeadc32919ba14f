import jax
import jax.numpy as jnp

def straight_through(x):
    zero = x - jax.lax.stop_gradient(x)
    return zero + jax.lax.stop_gradient(jnp.round(x))

(straight_through(3.2), jax.grad(straight_through)(3.2), jax.grad(jnp.round)(3.2))
