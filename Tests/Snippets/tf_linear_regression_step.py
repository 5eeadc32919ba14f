import tensorflow as tf
import tensorflow_probability as tfp

x = tf.constant([0.0, 1.0, 2.0, 3.0])
y = tf.constant([1.0, 3.1, 4.9, 7.2])

def mean_squared_error(w, b):
    return tf.reduce_mean(tf.square(w * x + b - y))

w, b = tf.constant(0.0), tf.constant(0.0)
learning_rate = 0.05
for _ in range(10):
    _, (dw, db) = tfp.math.value_and_gradient(mean_squared_error, [w, b])
    w = w - learning_rate * dw
    b = b - learning_rate * db
(w, b, mean_squared_error(w, b))
