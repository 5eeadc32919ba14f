import numpy as np

returns = np.array([0.02, -0.01, 0.03, 0.005])
growth = np.cumprod(1 + returns)
drawdown = growth / np.max(growth) - 1
np.stack([growth, drawdown])
