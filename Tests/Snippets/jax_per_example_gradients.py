import jax
import jax.numpy as jnp

def loss(params, x, y):
    prediction = jnp.tanh(jnp.dot(params, x))
    return (prediction - y) ** 2

params = jnp.array([0.2, -0.5, 0.1])
xs = jnp.array([[1., 2., 3.], [0., -1., 1.], [2., 2., 0.5], [0.1, 0.2, 0.3]])
ys = jnp.array([0.5, -0.5, 1.0, 0.0])
perex_grads = jax.jit(jax.vmap(jax.grad(loss), in_axes=(None, 0, 0)))
perex_grads(params, xs, ys)
