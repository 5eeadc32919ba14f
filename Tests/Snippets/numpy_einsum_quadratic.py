import numpy as np

A = np.array([[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]])
X = np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]])
np.einsum('ni,ij,nj->n', X, A, X)
