import tensorflow as tf
import tensorflow_probability as tfp

tfp.math.value_and_gradient(
    tf.math.log, tf.constant([1., 2., 3.]), auto_unpack_single_arg=False)
