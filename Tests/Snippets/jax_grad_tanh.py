import jax
import jax.numpy as jnp

# The slope of tanh, twice and three times.
grad_tanh = jax.grad(jnp.tanh)
(grad_tanh(2.0), jax.grad(grad_tanh)(2.0), jax.grad(jax.grad(grad_tanh))(2.0))
