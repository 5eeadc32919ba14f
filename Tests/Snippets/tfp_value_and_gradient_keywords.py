import tensorflow as tf
import tensorflow_probability as tfp

def loss(x, y):
    return tf.reduce_sum((x - y)**2) + tf.reduce_sum(tf.abs(x))

tfp.math.value_and_gradient(loss, x=tf.constant([1., -2.]), y=tf.constant([0.5, 0.25]))
