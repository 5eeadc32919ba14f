import numpy as np

def horner(coefficients, x):
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total

[horner([2.0, -6.0, 2.0, -1.0], x) for x in [3.0, -0.5, 0.0]]
