import numpy as np

R = 0.083145

def pressure(T, V, a, b):
    # one mole, in bar and litre
    return R * T / (V - b) - a / V**2
