import tensorflow as tf
import tensorflow_probability as tfp

def f(x):
    baseline = tf.stop_gradient(tf.reduce_mean(x))
    return tf.reduce_sum((x - baseline)**2 * x)

tfp.math.value_and_gradient(f, tf.constant([1.0, 2.0, 4.0]))
