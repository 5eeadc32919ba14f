import jax
import jax.numpy as jnp

def to_cartesian(polar):
    r, phi = polar
    return jnp.stack([r * jnp.cos(phi), r * jnp.sin(phi)])

J = jax.jacobian(to_cartesian)(jnp.array([2.0, 0.6]))
J[0, 0] * J[1, 1] - J[0, 1] * J[1, 0], J
