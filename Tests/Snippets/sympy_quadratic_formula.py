D = b**2 - 4*a*c
(-b + sqrt(D)) / (2*a)
