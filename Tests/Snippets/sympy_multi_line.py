(
    a*x**2
    + b*x        # the linear term
    + c
) / (1 + x**2)
