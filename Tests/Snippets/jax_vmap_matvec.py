import jax
import jax.numpy as jnp

mat = jnp.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
batched_x = jnp.array([[1.0, 0.0, -1.0], [0.5, 0.5, 0.5], [2.0, 1.0, 0.0]])

def apply_matrix(x):
    return jnp.dot(mat, x)

jax.vmap(apply_matrix)(batched_x)
