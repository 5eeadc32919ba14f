import tensorflow as tf
import tensorflow_probability as tfp

def loss(logits):
    labels = tf.constant([1.0, 0.0, 1.0, 0.0])
    return tf.reduce_mean(
        tf.maximum(logits, 0.0) - logits * labels + tf.math.log1p(tf.exp(-tf.abs(logits))))

tfp.math.value_and_gradient(loss, tf.constant([3.0, -2.0, 0.5, 40.0]))
