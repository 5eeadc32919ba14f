#!/usr/bin/env python3
"""Writes one table of true values per function, NAME.tsv, beside this script.

    python3 make_reference.py [NAME]...

A line holds the arguments, the nearest double of the true value, the rest of the true value in
units of that double's last place, and the condition number where it is above 1 (rounded up to two
digits). Doubles are hexadecimal. A true value beyond the doubles is written as an infinity, one
below half the least subnormal as 0, both with the rest 0.

Every value is computed with mpmath at 50 digits and at twice that, again with more digits until
the two agree to 30. The points are the same at every run. Needs mpmath.
"""

import os
import sys

import bessel_functions
import elementary
import elementary_neighbours
import elliptic_functions
import entropy_functions
import error_derivatives
import error_functions
import gamma_derivatives
import gamma_functions
import hypergeometric_functions
import incomplete_functions
import integral_functions
import orthogonal_polynomials
import smooth_activations
from tables import FUNCTIONS, Points, line

FAMILIES = (
    bessel_functions, elementary, elementary_neighbours, elliptic_functions, entropy_functions,
    error_derivatives, error_functions, gamma_derivatives, gamma_functions,
    hypergeometric_functions, incomplete_functions, integral_functions, orthogonal_polynomials,
    smooth_activations,
)


def main(names):
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in names or FUNCTIONS:
        function, make_points, with_condition, fixed = FUNCTIONS[name]
        lines = []
        for point in make_points(Points(name)):
            arguments = point if isinstance(point, tuple) else (point,)
            lines.append(line(function, arguments, with_condition, fixed))
        with open(os.path.join(folder, name + ".tsv"), "w") as file:
            file.write("\n".join(lines) + "\n")
        print(f"{name}: {len(lines)} points", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
