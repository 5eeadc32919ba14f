(cosh(x)**2 - sinh(y)**2) * tanh(x - y)
