import jax
import jax.numpy as jnp

def f(W):
    return jnp.sin(W) * jnp.sum(W ** 2)

W = jnp.array([1.0, 2.0])
v = jnp.array([0.5, -1.0])

# Push a tangent forward along f.
y, u = jax.jvp(f, (W,), (v,))
(y, u)
