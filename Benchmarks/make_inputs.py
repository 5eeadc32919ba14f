"""Writes the inputs of the benchmarks into a folder: arrays as .npy, long sums and their values."""

import json
import math
import random
import struct
import sys
from pathlib import Path

ELEMENTS = 1_000_000
# Of the arrays of the section "elementwise": so many random numbers, so many times.
RANDOM, TIMES = 100_000, 100
TERMS = [1250, 2500, 5000, 10000]
ROSENBROCK = [300, 10_000]


def write_npy(path, values, times=1):
    count = len(values) * times
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}"
    # Magic, version and length take 10 bytes; the data begin at a multiple of 64.
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(struct.pack(f"<{len(values)}d", *values) * times)


def rosenbrock_point(size):
    return [1 + 0.5 * math.sin(0.7 * i) for i in range(size)]


def main(folder):
    write_npy(folder / "x.npy", [1.5 + math.sin(0.37 * i) for i in range(ELEMENTS)])
    write_npy(folder / "y.npy", [2.5 + math.cos(0.11 * i) for i in range(ELEMENTS)])
    generator = random.Random(1)
    write_npy(
        folder / "normal.npy", [generator.gauss(0, 1) for _ in range(RANDOM)], times=TIMES)
    write_npy(
        folder / "positive.npy", [generator.uniform(0.1, 10) for _ in range(RANDOM)], times=TIMES)
    for size in ROSENBROCK:
        write_npy(folder / f"rosenbrock{size}.npy", rosenbrock_point(size))
    for terms in TERMS:
        products = (f"x{i}*x{i + 1}" for i in range(terms))
        (folder / f"sum{terms}.txt").write_text(" + ".join(products) + "\n")
        values = {f"x{i}": 1 + i / 10000 for i in range(terms + 1)}
        (folder / f"sum{terms}.json").write_text(json.dumps(values))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
