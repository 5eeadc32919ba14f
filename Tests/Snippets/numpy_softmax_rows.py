import numpy as np

def softmax(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)

softmax(np.array([[1.0, 2.0, 3.0], [1000.0, 1000.0, 1001.0]]))
