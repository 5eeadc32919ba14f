import tensorflow as tf
import tensorflow_probability as tfp

def f(x):
    y = tf.exp(-x) * tf.sin(x)
    return y, x**2

tfp.math.value_and_gradient(f, tf.constant(0.7), has_aux=True)
