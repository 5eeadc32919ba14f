import jax
import jax.numpy as jnp

def run(params, xs):
    w, u, b = params

    def cell(h, x):
        h = jnp.tanh(w * h + u * x + b)
        return h, h

    last, hs = jax.lax.scan(cell, 0.0, xs)
    return jnp.sum(hs ** 2) + last

xs = jnp.array([0.5, -1.0, 0.25, 2.0])
jax.grad(run)((0.9, -0.4, 0.1), xs)
