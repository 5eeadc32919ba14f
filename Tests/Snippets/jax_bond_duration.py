import jax
import jax.numpy as jnp

def bond_price(rate, coupon=5.0, face=100.0, years=8):
    flows = sum(coupon / (1 + rate) ** t for t in range(1, years + 1))
    return flows + face / (1 + rate) ** years

r = 0.04
price = bond_price(r)
duration = -jax.grad(bond_price)(r) / price
convexity = jax.grad(jax.grad(bond_price))(r) / price
[price, duration, convexity]
