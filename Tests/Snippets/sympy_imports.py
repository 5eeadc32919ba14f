from sympy import exp, sin, sqrt
exp(-x**2 / 2) * sin(3*x) + sqrt(1 + x**2)
