import jax
import jax.numpy as jnp

params = [
    (jnp.array([[0.1, -0.2], [0.4, 0.3], [-0.5, 0.2]]), jnp.array([0.01, -0.02, 0.03])),
    (jnp.array([[0.7, -0.6, 0.5]]), jnp.array([0.1])),
]

def predict(params, x):
    activations = x
    for w, b in params[:-1]:
        outputs = jnp.dot(w, activations) + b
        activations = jnp.maximum(0, outputs)
    final_w, final_b = params[-1]
    return jnp.dot(final_w, activations) + final_b

def loss(params, x, y):
    return jnp.sum((predict(params, x) - y) ** 2)

grads = jax.grad(loss)(params, jnp.array([1.0, 2.0]), jnp.array([0.5]))
step_size = 0.1
[(w - step_size * dw, b - step_size * db) for (w, b), (dw, db) in zip(params, grads)]
