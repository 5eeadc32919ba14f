import numpy as np

def density(x, mu=0.0, sigma=1.0):
    """The normal density."""
    z = (x - mu) / sigma
    return np.exp(-0.5 * z**2) / (sigma * np.sqrt(2 * np.pi))
