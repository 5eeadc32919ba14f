import jax
import jax.numpy as jnp
from jax import jvp, grad

def hvp(f, primals, tangents):
    return jvp(grad(f), primals, tangents)[1]

def f(X):
    return jnp.sum(jnp.tanh(X)**2)

X = jnp.array([[0.5, -1.0], [2.0, 0.1]])
V = jnp.array([[1.0, 0.5], [-0.5, 2.0]])
hvp(f, (X,), (V,))
