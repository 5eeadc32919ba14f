import numpy as np

points = np.array([[0.0, 1.0], [2.0, 2.0], [-1.0, 3.5]])
difference = points[:, None, :] - points[None, :, :]
np.sqrt(np.sum(difference**2, axis=-1) + 1e-12)
