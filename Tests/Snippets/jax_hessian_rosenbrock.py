import jax
import jax.numpy as jnp

def rosenbrock(x):
    return sum(100.0 * (x[1:] - x[:-1]**2.0)**2.0 + (1 - x[:-1])**2.0)

jax.hessian(rosenbrock)(jnp.array([1.3, 0.7, 0.8]))
