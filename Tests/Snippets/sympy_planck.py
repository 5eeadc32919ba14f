2*h*nu**3 / c**2 / (exp(h*nu/(k*T)) - 1)
