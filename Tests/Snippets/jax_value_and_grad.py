import jax
import jax.numpy as jnp

def loss(w, x, y):
    residual = jnp.dot(x, w) - y
    return jnp.mean(residual ** 2)

x = jnp.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
y = jnp.array([1.0, 2.0, -1.0])
loss_value, w_grad = jax.value_and_grad(loss)(jnp.array([0.2, -0.3]), x, y)
(loss_value, w_grad)
