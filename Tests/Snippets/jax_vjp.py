import jax
import jax.numpy as jnp

def f(x, y):
    return x * jnp.exp(y), x + y ** 2

primals, pullback = jax.vjp(f, 2.0, 0.5)
(primals, pullback((1.0, -3.0)))
