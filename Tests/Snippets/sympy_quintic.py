# a polynomial of degree five
x**5 - 3*x**3 + 2*x - 7
