import jax
import jax.numpy as jnp

inputs = jnp.array([[0.5, 1.1, 0.8], [0.9, -1.0, 0.2]])
f = lambda W: jax.nn.sigmoid(inputs @ W)
W = jnp.array([0.4, -0.1, 1.5])

J_forward = jax.jacfwd(f)(W)
J_reverse = jax.jacrev(f)(W)
{"forward": J_forward, "reverse": J_reverse}
