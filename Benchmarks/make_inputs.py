"""Writes the inputs of the benchmarks into a folder: arrays, rows, long sums and their values."""

import json
import math
import random
import struct
import sys
from array import array
from pathlib import Path

ELEMENTS = 1_000_000
# Of the arrays of the section "elementwise": so many random numbers, so many times.
RANDOM, TIMES = 100_000, 100
TERMS = [1250, 2500, 5000, 10000]
ROSENBROCK = [300, 10_000]
# Dimensions, components, points.
MIXTURES = [(10, 25, 1000), (64, 50, 1000)]
# Batch, inputs, hidden units, outputs.
PERCEPTRON = (1024, 784, 256, 10)
# Elements of the arrays of the section "growth".
GROWTH = [10**power for power in range(2, 8)]
ROWS = 1_000_000
COLUMNS = "vwxyz"


def write_npy(path, values, times=1, shape=None):
    shape = shape or (len(values) * times,)
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    # Magic, version and length take 10 bytes; the data begin at a multiple of 64.
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(array("d", values).tobytes() * times)


def nested_sines(levels):
    """sin(x+sin(x+...x))"""
    return "sin(x+" * levels + "x" + ")" * levels + "\n"


def rosenbrock_point(size):
    return [1 + 0.5 * math.sin(0.7 * i) for i in range(size)]


def write_options(folder, generator):
    """Spot and strike, years, rate and volatility of options."""
    ranges = {"S": (50, 150), "K": (50, 150), "T": (0.1, 2), "r": (0, 0.1), "v": (0.1, 0.5)}
    columns = [
        [generator.uniform(low, high) for _ in range(ELEMENTS)] for low, high in ranges.values()]
    for name, column in zip(ranges, columns):
        write_npy(folder / f"option_{name}.npy", column)
    rows = [value for row in zip(*columns) for value in row]
    write_npy(folder / "options.npy", rows, shape=(ELEMENTS, len(columns)))


def write_mixture(folder, generator, size, components, points):
    def normal(name, *shape, scale=1.0):
        write_npy(
            folder / f"mixture{size}_{name}.npy",
            [generator.gauss(0, scale) for _ in range(math.prod(shape))], shape=shape)

    normal("alphas", components)
    normal("means", components, size)
    normal("logs", components, size, scale=0.3)
    normal("lows", components, size * (size - 1) // 2, scale=0.3)
    normal("x", points, size)
    # Where each entry of a triangle is found in a row of `lows` behind a 0, by columns.
    places, count = [0.0] * size**2, 0
    for column in range(size):
        for row in range(column + 1, size):
            count += 1
            places[row * size + column] = float(count)
    write_npy(folder / f"mixture{size}_places.npy", places)


def write_perceptron(folder, generator):
    batch, inputs, hidden, outputs = PERCEPTRON

    def normal(name, *shape):
        values = [generator.gauss(0, shape[0] ** -0.5) for _ in range(math.prod(shape))]
        write_npy(folder / f"perceptron_{name}.npy", values, shape=shape)

    normal("W1", inputs, hidden)
    normal("b1", hidden)
    normal("W2", hidden, outputs)
    normal("b2", outputs)
    x = [generator.random() for _ in range(batch * inputs)]
    write_npy(folder / "perceptron_x.npy", x, shape=(batch, inputs))
    targets = [0.0] * (batch * outputs)
    for example in range(batch):
        targets[example * outputs + generator.randrange(outputs)] = 1.0
    write_npy(folder / "perceptron_t.npy", targets, shape=(batch, outputs))


def write_rows(folder, generator):
    """The same rows as NDJSON and CSV, each number with 17 digits."""
    pattern = "{" + ",".join(f'"{name}":%.17g' for name in COLUMNS) + "}\n"
    line = ",".join(["%.17g"] * len(COLUMNS)) + "\n"
    with open(folder / "rows.ndjson", "w") as objects, open(folder / "rows.csv", "w") as lines:
        lines.write(",".join(COLUMNS) + "\n")
        for _ in range(ROWS):
            row = tuple(generator.uniform(0.1, 3) for _ in COLUMNS)
            objects.write(pattern % row)
            lines.write(line % row)


def main(folder):
    write_npy(folder / "x.npy", [1.5 + math.sin(0.37 * i) for i in range(ELEMENTS)])
    write_npy(folder / "y.npy", [2.5 + math.cos(0.11 * i) for i in range(ELEMENTS)])
    generator = random.Random(1)
    write_npy(
        folder / "normal.npy", [generator.gauss(0, 1) for _ in range(RANDOM)], times=TIMES)
    write_npy(
        folder / "positive.npy", [generator.uniform(0.1, 10) for _ in range(RANDOM)], times=TIMES)
    for count in GROWTH:
        values = [generator.gauss(0, 1) for _ in range(min(count, RANDOM))]
        write_npy(folder / f"growth{count}.npy", values, times=count // len(values))
    for size in [*ROSENBROCK, ELEMENTS]:
        write_npy(folder / f"rosenbrock{size}.npy", rosenbrock_point(size))
    for terms in TERMS:
        products = (f"x{i}*x{i + 1}" for i in range(terms))
        (folder / f"sum{terms}.txt").write_text(" + ".join(products) + "\n")
        values = {f"x{i}": 1 + i / 10000 for i in range(terms + 1)}
        (folder / f"sum{terms}.json").write_text(json.dumps(values))
    write_options(folder, generator)
    for mixture in MIXTURES:
        write_mixture(folder, generator, *mixture)
    write_perceptron(folder, generator)
    write_rows(folder, generator)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
