import jax
import jax.numpy as jnp

def affine(x, w, b):
    return jnp.dot(x, w) + b

xs = jnp.array([[1., 2.], [3., 4.], [5., 6.]])
w = jnp.array([0.5, -1.5])
bs = jnp.array([10., 20., 30.])
jax.vmap(affine, in_axes=(0, None, 0))(xs, w, bs)
