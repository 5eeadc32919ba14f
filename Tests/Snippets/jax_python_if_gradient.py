import jax
from jax import grad

def f(x):
    if x < 3:
        return 3. * x ** 2
    else:
        return -4 * x

(grad(f)(2.), grad(f)(4.))
