import tensorflow as tf
import tensorflow_probability as tfp

def beta_log_prob(a, b):
    x = tf.constant(0.3)
    normaliser = tf.math.lgamma(a) + tf.math.lgamma(b) - tf.math.lgamma(a + b)
    return (a - 1) * tf.math.log(x) + (b - 1) * tf.math.log1p(-x) - normaliser

tfp.math.value_and_gradient(beta_log_prob, [tf.constant(2.5), tf.constant(4.0)])
