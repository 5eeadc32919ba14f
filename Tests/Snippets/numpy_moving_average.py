import numpy as np

x = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0])
window = 3
np.array([np.mean(x[i:i + window]) for i in range(len(x) - window + 1)])
