#!/usr/bin/env python3
"""Writes Sources/ScalarMath/Incomplete/Coefficients+IncompleteGammaBeta.swift: Stirling's series and the
formula of Gauss and Legendre to more digits than a double has. Needs mpmath."""

import os

import mpmath as mp

mp.mp.dps = 60
POINTS = 40


def double_double(x):
    high = float(x)
    low = float(x - mp.mpf(high))
    return f"DoubleDouble({high.hex()}, {low.hex()})"


def legendre():
    """The nodes on 0 ... 1 and their weights, by Newton's method on the polynomial."""
    pairs = []
    for i in range(1, POINTS + 1):
        x = mp.cos(mp.pi * (i - mp.mpf(1) / 4) / (POINTS + mp.mpf(1) / 2))
        for _ in range(12):
            previous, value = mp.mpf(1), x
            for k in range(2, POINTS + 1):
                previous, value = value, ((2 * k - 1) * x * value - (k - 1) * previous) / k
            slope = POINTS * (x * value - previous) / (x * x - 1)
            x -= value / slope
        pairs.append(((1 - x) / 2, 1 / ((1 - x * x) * slope * slope)))
    assert abs(sum(w for _, w in pairs) - 1) < mp.mpf(10) ** -50
    return pairs


def table(comment, name, values):
    lines = [f"  /// {comment}", f"  static let {name}: [DoubleDouble] = ["]
    return "\n".join(lines + [f"    {double_double(v)}," for v in values] + ["  ]"])


def main():
    stirling = [mp.bernoulli(2 * j) / (2 * j * (2 * j - 1)) for j in range(1, 19)]
    pairs = legendre()
    tables = [
        table("`B(2j) / (2j (2j - 1))`, the coefficients of Stirling's series in double-double.",
              "preciseStirling", stirling),
        table("The reciprocals of 1, 3, 5, ...: the coefficients of the inverse hyperbolic tangent.",
              "oddReciprocals", [mp.mpf(1) / (2 * k + 1) for k in range(24)]),
        table("The reciprocals of 2!, 3!, ...: the coefficients of `exp(u) - 1 - u`.",
              "factorialReciprocals", [1 / mp.factorial(k) for k in range(2, 20)]),
        table(f"The nodes of the Gauss-Legendre formula of {POINTS} points on 0 ... 1.",
              "legendreNodes", [x for x, _ in pairs]),
        table("The weights that belong to the nodes.", "legendreWeights", [w for _, w in pairs]),
    ]
    folder = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(
        folder, "../../../Sources/ScalarMath/Incomplete/Coefficients+IncompleteGammaBeta.swift")
    with open(path, "w") as file:
        file.write("// Written by Tests/ScalarMathTests/Reference/make_incomplete_coefficients.py.\n\n"
                   "extension Coefficients {\n" + "\n\n".join(tables) + "\n}\n")


if __name__ == "__main__":
    main()
