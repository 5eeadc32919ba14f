import jax
import jax.numpy as jnp

coefficients = jnp.array([1.0, 0.0, -3.0, 2.0])

def p(x):
    value, _ = jax.lax.scan(lambda acc, c: (acc * x + c, None), 0.0, coefficients)
    return value

dp = jax.grad(p)
ddp = jax.grad(dp)
jax.vmap(lambda x: jnp.stack([p(x), dp(x), ddp(x)]))(jnp.array([0.5, -2.0]))
