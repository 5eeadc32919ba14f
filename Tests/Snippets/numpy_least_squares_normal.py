import numpy as np

# A straight line through five points, by the two sums.
x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
y = np.array([1.1, 2.9, 5.2, 6.8, 9.1])
n = x.shape[0]
slope = (n * np.sum(x * y) - np.sum(x) * np.sum(y)) / (n * np.sum(x**2) - np.sum(x)**2)
intercept = np.mean(y) - slope * np.mean(x)
{"slope": slope, "intercept": intercept}
