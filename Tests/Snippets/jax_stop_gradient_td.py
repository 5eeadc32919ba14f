import jax
import jax.numpy as jnp

value_fn = lambda theta, state: jnp.dot(theta, state)

def td_loss(theta, s_tm1, r_t, s_t):
    v_tm1 = value_fn(theta, s_tm1)
    target = r_t + value_fn(theta, s_t)
    return -0.5 * ((jax.lax.stop_gradient(target) - v_tm1) ** 2)

theta = jnp.array([0.1, -0.1, 0.5])
s_tm1 = jnp.array([1., 2., -1.])
r_t = 1.
s_t = jnp.array([2., 1., 0.5])
jax.grad(td_loss)(theta, s_tm1, r_t, s_t)
