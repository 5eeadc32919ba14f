import jax
import jax.numpy as jnp
from jax.scipy.special import ndtr

def call_price(spot, strike, rate, vol, maturity):
    """The price of a European call."""
    d1 = (jnp.log(spot / strike) + (rate + 0.5 * vol**2) * maturity) / (vol * jnp.sqrt(maturity))
    d2 = d1 - vol * jnp.sqrt(maturity)
    return spot * ndtr(d1) - strike * jnp.exp(-rate * maturity) * ndtr(d2)

delta = jax.grad(call_price, argnums=0)
gamma = jax.grad(delta, argnums=0)
vega = jax.grad(call_price, argnums=3)
theta = jax.grad(call_price, argnums=4)

point = (100.0, 110.0, 0.03, 0.25, 0.75)
[call_price(*point), delta(*point), gamma(*point), vega(*point), -theta(*point)]
