import numpy as np

x = np.array([-2.0, 0.5, 3.0, -0.25])
positive = x[x > 0]
np.sum(positive) - np.sum(np.where(x < 0, x**2, 0.0))
