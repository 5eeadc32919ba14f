import numpy as np

x = np.linspace(0, 2 * np.pi, 9)
y = np.sin(x)
h = x[1] - x[0]
slope = (y[2:] - y[:-2]) / (2 * h)
np.max(np.abs(slope - np.cos(x[1:-1])))
