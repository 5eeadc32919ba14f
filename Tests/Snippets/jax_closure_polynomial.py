import jax
import jax.numpy as jnp

def make_polynomial(coefficients):
    def polynomial(x):
        result = 0.0
        for c in coefficients:
            result = result * x + c
        return result
    return polynomial

p = make_polynomial([1.0, -2.0, 0.0, 5.0])
xs = jnp.linspace(-1.0, 1.0, 5)
jax.vmap(jax.grad(p))(xs)
