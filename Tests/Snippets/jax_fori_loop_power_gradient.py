import jax

def power(x, n):
    return jax.lax.fori_loop(0, n, lambda i, p: p * x, 1.0)

[jax.grad(power)(1.5, 4), jax.grad(lambda x: power(x, 7))(0.5)]
