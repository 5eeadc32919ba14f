import tensorflow as tf
import tensorflow_probability as tfp

x = tf.constant([[1.0, -0.5], [0.25, 2.0]])

def network(w1, b1, w2):
    hidden = tf.tanh(tf.matmul(x, w1) + b1)
    return tf.reduce_sum(tf.matmul(hidden, w2) ** 2)

w1 = tf.constant([[0.5, -0.3, 0.8], [0.1, 0.7, -0.6]])
b1 = tf.constant([0.05, -0.1, 0.2])
w2 = tf.constant([[1.0], [-1.5], [0.5]])
tfp.math.value_and_gradient(network, [w1, b1, w2])
