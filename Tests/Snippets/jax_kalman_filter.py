import jax
import jax.numpy as jnp

def kalman_log_likelihood(q, r, observations):
    """A random walk that is observed with noise."""
    def step(carry, z):
        mean, var, total = carry
        var = var + q
        s = var + r
        innovation = z - mean
        total = total - 0.5 * (jnp.log(2 * jnp.pi * s) + innovation**2 / s)
        gain = var / s
        mean = mean + gain * innovation
        return (mean, (1 - gain) * var, total), mean

    (mean, var, total), means = jax.lax.scan(step, (0.0, 1.0, 0.0), observations)
    return total

zs = jnp.array([0.39, 0.50, 0.48, 0.29, 0.25, 0.32])
jax.value_and_grad(kalman_log_likelihood, argnums=(0, 1))(0.01, 0.1, zs)
