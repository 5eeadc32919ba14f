import jax
import jax.numpy as jnp

def lotka_volterra(state, params):
    x, y = state
    a, b, c, d = params
    return jnp.array([a * x - b * x * y, -c * y + d * x * y])

def rk4_step(state, dt, params):
    k1 = lotka_volterra(state, params)
    k2 = lotka_volterra(state + dt / 2 * k1, params)
    k3 = lotka_volterra(state + dt / 2 * k2, params)
    k4 = lotka_volterra(state + dt * k3, params)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)

def simulate(params, n=15):
    init = jnp.array([10.0, 5.0])
    return jax.lax.fori_loop(0, n, lambda i, s: rk4_step(s, 0.1, params), init)

params = jnp.array([1.1, 0.4, 0.4, 0.1])
simulate(params), jax.jacfwd(simulate)(params)
