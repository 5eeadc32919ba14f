import jax
import jax.numpy as jnp

def objective(x):
    return jnp.sum((x - jnp.array([1.0, -2.0])) ** 2) + jnp.sum(x ** 4)

def adam(x, steps, lr=0.1, b1=0.9, b2=0.999, eps=1e-8):
    m = jnp.zeros(2)
    v = jnp.zeros(2)
    for t in range(1, steps + 1):
        g = jax.grad(objective)(x)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g ** 2
        m_hat = m / (1 - b1 ** t)
        v_hat = v / (1 - b2 ** t)
        x = x - lr * m_hat / (jnp.sqrt(v_hat) + eps)
    return x

adam(jnp.array([0.5, 0.5]), 12)
