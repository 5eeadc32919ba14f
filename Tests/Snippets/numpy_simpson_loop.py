import numpy as np

def simpson(f, a, b, n):
    """Simpson's rule on n panels, n even."""
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        weight = 4 if i % 2 == 1 else 2
        total += weight * f(a + i * h)
    return total * h / 3

simpson(np.cos, 0.0, 1.5, 10)
