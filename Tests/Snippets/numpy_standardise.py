import numpy as np

data = np.array([[1.0, 200.0], [2.0, 180.0], [4.0, 220.0], [5.0, 240.0]])
mean = np.mean(data, axis=0)
spread = np.std(data, axis=0)
(data - mean) / spread
