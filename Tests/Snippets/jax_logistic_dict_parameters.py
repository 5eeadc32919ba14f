import jax
import jax.numpy as jnp

inputs = jnp.array([[0.5, 1.1, 0.8], [0.9, -1.0, 0.2], [0.4, 0.1, -0.9]])
targets = jnp.array([1.0, 0.0, 1.0])

def predict(params, inputs):
    logits = jnp.dot(inputs, params['W']) + params['b']
    return 1 / (1 + jnp.exp(-logits))

def loss2(params_dict):
    preds = predict(params_dict, inputs)
    return -jnp.sum(targets * jnp.log(preds) + (1 - targets) * jnp.log(1 - preds))

jax.grad(loss2)({'W': jnp.array([0.3, -0.2, 0.7]), 'b': -0.1})
