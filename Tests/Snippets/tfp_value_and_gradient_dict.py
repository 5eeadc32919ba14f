import tensorflow as tf
import tensorflow_probability as tfp

def energy(state):
    position, velocity = state["position"], state["velocity"]
    return 0.5 * tf.reduce_sum(velocity**2) + tf.reduce_sum(1 - tf.cos(position))

tfp.math.value_and_gradient(
    energy, {"position": tf.constant([0.1, 0.9]), "velocity": tf.constant([1.0, -2.0])})
