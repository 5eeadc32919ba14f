gamma(x) * erf(y) + loggamma(x + y)
