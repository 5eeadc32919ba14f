import jax
import jax.numpy as jnp

@jax.custom_vjp
def log1pexp(x):
    return jnp.log(1. + jnp.exp(x))

def log1pexp_fwd(x):
    return log1pexp(x), x

def log1pexp_bwd(x, g):
    return (g * (1 - 1 / (1 + jnp.exp(x))),)

log1pexp.defvjp(log1pexp_fwd, log1pexp_bwd)
[jax.grad(log1pexp)(2.0), jax.grad(log1pexp)(100.0)]
