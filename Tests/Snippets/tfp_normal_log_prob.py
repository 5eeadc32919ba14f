import math
import tensorflow as tf
import tensorflow_probability as tfp

x = tf.constant([0.3, -1.2, 2.2, 0.9])

def log_likelihood(loc, log_scale):
    scale = tf.exp(log_scale)
    z = (x - loc) / scale
    return tf.reduce_sum(-0.5 * z**2 - log_scale - 0.5 * math.log(2 * math.pi))

value, (dloc, dscale) = tfp.math.value_and_gradient(
    log_likelihood, [tf.constant(0.5), tf.constant(-0.2)])
[value, dloc, dscale]
