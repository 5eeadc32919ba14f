from jax import jacfwd, jacrev
import jax.numpy as jnp

def hessian(f):
    return jacfwd(jacrev(f))

def f(x):
    return jnp.log(jnp.sum(jnp.exp(x)))

hessian(f)(jnp.array([0.1, 0.2, -0.4]))
