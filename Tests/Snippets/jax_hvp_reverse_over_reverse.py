import jax
import jax.numpy as jnp

def hvp(f, x, v):
    return jax.grad(lambda x: jnp.vdot(jax.grad(f)(x), v))(x)

f = lambda x: jnp.prod(x) + jnp.sum(x**3)
hvp(f, jnp.array([1., 2., 3.]), jnp.array([1., 0., -1.]))
