from jax import lax
import jax.numpy as jnp

def cond_fun(state):
    n, steps = state
    return n > 1

def body_fun(state):
    n, steps = state
    n = lax.cond(n % 2 == 0, lambda n: n / 2, lambda n: 3 * n + 1, n)
    return n, steps + 1

lax.while_loop(cond_fun, body_fun, (27.0, 0))
