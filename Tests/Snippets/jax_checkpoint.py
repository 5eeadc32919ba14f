import jax
import jax.numpy as jnp

@jax.checkpoint
def block(x):
    return jnp.sin(jnp.exp(-x) + x**2)

def model(x):
    return block(block(block(x)))

jax.vmap(jax.grad(model))(jnp.array([0.1, 0.7, 1.3]))
