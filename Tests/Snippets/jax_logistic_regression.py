import jax
import jax.numpy as jnp

def sigmoid(x):
    return 0.5 * (jnp.tanh(x / 2) + 1)

# The chance that the label is true.
def predict(W, b, inputs):
    return sigmoid(jnp.dot(inputs, W) + b)

inputs = jnp.array([[0.5, 1.1, 0.8],
                    [0.9, -1.0, 0.2],
                    [0.4, 0.1, -0.9],
                    [1.2, 0.7, -0.3]])
targets = jnp.array([1.0, 1.0, 0.0, 1.0])

# Minus the log-likelihood of the labels.
def loss(W, b):
    preds = predict(W, b, inputs)
    label_probs = preds * targets + (1 - preds) * (1 - targets)
    return -jnp.sum(jnp.log(label_probs))

W = jnp.array([0.1, -0.4, 0.6])
b = 0.25
W_grad, b_grad = jax.grad(loss, (0, 1))(W, b)
(W_grad, b_grad)
