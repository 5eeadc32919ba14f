"""Power series by their coefficients, for derivatives of any order."""

import mpmath
from mpmath import mp, mpf


def exponential(c):
    e = [mpmath.exp(c[0])]
    for k in range(1, len(c)):
        e.append(sum(j * c[j] * e[k - j] for j in range(1, k + 1)) / k)
    return e


def logarithm(c):
    e = [mpmath.log(c[0])]
    for k in range(1, len(c)):
        e.append((k * c[k] - sum(j * e[j] * c[k - j] for j in range(1, k))) / c[0] / k)
    return e


def product(a, b):
    return [sum(a[j] * b[k - j] for j in range(k + 1)) for k in range(len(a))]


def quotient(a, b):
    q = []
    for k in range(len(a)):
        q.append((a[k] - sum(q[j] * b[k - j] for j in range(k))) / b[0])
    return q


def mirrored(c):
    return [(-1) ** k * x for k, x in enumerate(c)]


def sine_of_pi(x, n):
    cycle = (mpmath.sinpi(x), mpmath.cospi(x), -mpmath.sinpi(x), -mpmath.cospi(x))
    return [mp.pi ** k / mpmath.factorial(k) * cycle[k % 4] for k in range(n + 1)]


def log_gamma(x, n):
    """For x > 0."""
    return [mpmath.loggamma(x)] + [
        mpmath.psi(k - 1, x) / mpmath.factorial(k) for k in range(1, n + 1)]


def gamma(x, n):
    if x > 0.5:
        return exponential(log_gamma(x, n))
    return quotient([mp.pi] + [mpf(0)] * n, product(mirrored(gamma(1 - x, n)), sine_of_pi(x, n)))


def rgamma(x, n):
    if x > 0.5:
        return exponential([-c for c in log_gamma(x, n)])
    return [c / mp.pi for c in product(mirrored(gamma(1 - x, n)), sine_of_pi(x, n))]


def hermite_bell(c, x, n):
    """The derivative of order n of exp(c x^2)."""
    before, now = mpf(0), mpf(1)
    for k in range(1, n + 1):
        before, now = now, 2 * c * x * now + 2 * c * (k - 1) * before
    return mpmath.exp(c * x * x) * now
