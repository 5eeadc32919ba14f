import jax.numpy as jnp

def predict(W, b, inputs):
    return 1.0 / (1.0 + jnp.exp(-(jnp.dot(inputs, W) + b)))

def loss(W, b, inputs, targets):
    preds = predict(W, b, inputs)
    label_probs = preds * targets + (1 - preds) * (1 - targets)
    return -jnp.mean(jnp.log(label_probs))
