import tensorflow as tf
import tensorflow_probability as tfp

def huber(x, delta=1.0):
    return tf.cond(tf.abs(x) <= delta,
                   lambda: 0.5 * x**2,
                   lambda: delta * (tf.abs(x) - 0.5 * delta))

[tfp.math.value_and_gradient(huber, tf.constant(x)) for x in (0.25, -3.0)]
