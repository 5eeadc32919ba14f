from jax import lax

def factorial(n):
    return lax.fori_loop(1, n + 1, lambda i, acc: acc * i, 1.0)

(factorial(0), factorial(5), factorial(10))
