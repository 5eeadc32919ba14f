import jax
import jax.numpy as jnp

f = lambda x: 3. * jnp.sin(x) + jnp.cos(x / 2.)
y, f_jvp = jax.linearize(f, 2.0)
(y, f_jvp(3.0), f_jvp(4.0))
