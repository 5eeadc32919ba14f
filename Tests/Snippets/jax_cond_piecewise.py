import jax
from jax import lax

def f(x):
    return lax.cond(x < 3., lambda x: 3. * x ** 2, lambda x: -4 * x, x)

[f(2.), f(4.), jax.grad(f)(2.), jax.grad(f)(4.)]
