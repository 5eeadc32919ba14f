import jax
import jax.numpy as jnp

@jax.jit
def cross_entropy(logits, one_hot):
    return -jnp.mean(jnp.sum(jax.nn.log_softmax(logits) * one_hot, axis=-1))

logits = jnp.array([[2.0, -1.0, 0.3], [0.1, 0.2, 0.3]])
labels = jnp.array([[1., 0., 0.], [0., 0., 1.]])
loss, gradient = jax.value_and_grad(cross_entropy)(logits, labels)
loss, gradient
