import jax
from jax import lax

def newton_sqrt(a, steps=20):
    """Heron's rule with a fixed number of steps."""
    def body(i, x):
        return 0.5 * (x + a / x)
    return lax.fori_loop(0, steps, body, a)

jax.value_and_grad(newton_sqrt)(2.0)
