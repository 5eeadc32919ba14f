import tensorflow as tf
import tensorflow_probability as tfp

f = lambda x: tf.stack([x[0] * x[1], tf.sin(x[0])])
tfp.math.value_and_gradient(
    f, tf.constant([0.5, 2.0]), output_gradients=tf.constant([1.0, -2.0]))
