#!/usr/bin/env python3
"""Writes the constants of the Bessel functions as Swift source to standard output.

    python3 make_bessel_coefficients.py > ../../../Sources/ScalarMath/Bessel/Coefficients+Bessel.swift

Needs mpmath.
"""

import sys

from mpmath import airyai, airybi, gamma, mp, mpf, rgamma, taylor

mp.dps = 80


def double_double(value):
    high = float(value)
    low = float(value - mpf(high))
    return f"DoubleDouble({high.hex()}, {low.hex()})"


def main():
    print("// Written by Tests/ScalarMathTests/Reference/make_bessel_coefficients.py.\n")
    print("extension Coefficients {")
    print("  /// The power series of `1 / gamma(1 + z)`, which 30 terms give to 106 bits up to |z| = 1/2.")
    print("  static let reciprocalGamma: [DoubleDouble] = [")
    for value in taylor(lambda z: rgamma(1 + z), 0, 29):
        print(f"    {double_double(value.real)},")
    print("  ]")
    constants = [
        ("airyAtZero", "`Ai(0)`.", airyai(0)),
        ("airySlopeAtZero", "`Ai'(0)`.", airyai(0, derivative=1)),
        ("airyBiAtZero", "`Bi(0)`.", airybi(0)),
        ("airyBiSlopeAtZero", "`Bi'(0)`.", airybi(0, derivative=1)),
    ]
    for name, text, value in constants:
        print(f"\n  /// {text}\n  static let {name} = {double_double(value)}")
    print("}")


if __name__ == "__main__":
    sys.exit(main())
