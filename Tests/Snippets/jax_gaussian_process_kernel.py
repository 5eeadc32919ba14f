import jax
import jax.numpy as jnp

def rbf(x1, x2, lengthscale=0.8):
    return jnp.exp(-0.5 * jnp.sum((x1 - x2) ** 2) / lengthscale ** 2)

def gram(kernel, xs, ys):
    return jax.vmap(lambda x: jax.vmap(lambda y: kernel(x, y))(ys))(xs)

xs = jnp.array([[0.0, 0.1], [1.0, -0.3], [0.4, 0.9]])
gram(rbf, xs, xs)
