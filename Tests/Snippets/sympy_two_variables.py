x**2*y + sin(x*y) - exp(-y)/x
