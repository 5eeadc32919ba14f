import jax

def collapse(x):
    """Halves x until it is below one."""
    count = 0
    while x >= 1.0:
        x = 0.5 * x
        count += 1
    return x ** 2

[collapse(10.0), jax.grad(collapse)(10.0)]
