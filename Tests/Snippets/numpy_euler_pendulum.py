import numpy as np

theta, omega = 0.5, 0.0
dt = 0.05
for step in range(20):
    acceleration = -9.81 * np.sin(theta)
    omega += dt * acceleration
    theta += dt * omega

(theta, omega)
