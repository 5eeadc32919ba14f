import jax
import jax.numpy as jnp

def loss(params, x, y):
    prediction = jnp.tanh(params["w"] * x + params["b"])
    return jnp.mean((prediction - y) ** 2)

params = {"w": 0.5, "b": 0.0}
x, y = jnp.array([0.0, 1.0, 2.0]), jnp.array([0.1, 0.7, 0.9])
for i in range(100):
    grads = jax.grad(loss)(params, x, y)
    params = jax.tree.map(lambda p, g: p - 0.5 * g, params, grads)
params
