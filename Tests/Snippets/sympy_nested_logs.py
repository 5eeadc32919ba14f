log(log(x) + 1) * sqrt(log(x))
