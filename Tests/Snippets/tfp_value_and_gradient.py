import tensorflow as tf
import tensorflow_probability as tfp

f = lambda x, y: x * tf.math.log(y)
tfp.math.value_and_gradient(f, [tf.constant(2.), tf.constant(3.)])
