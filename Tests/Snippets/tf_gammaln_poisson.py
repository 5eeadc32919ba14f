import tensorflow as tf
import tensorflow_probability as tfp

counts = tf.constant([2.0, 0.0, 5.0, 3.0])

def poisson_log_prob(log_rate):
    return tf.reduce_sum(counts * log_rate - tf.exp(log_rate) - tf.math.lgamma(counts + 1))

tfp.math.value_and_gradient(poisson_log_prob, tf.constant(0.8))
