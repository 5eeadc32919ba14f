import numpy as np

u = np.array([0.0, 0.0, 1.0, 0.0, 0.0])
r = 0.25
for _ in range(4):
    inner = u[1:-1] + r * (u[2:] - 2 * u[1:-1] + u[:-2])
    u = np.concatenate([[0.0], inner, [0.0]])
u
