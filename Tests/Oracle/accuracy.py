"""Measures the worst errors of swiftgrad and SciPy against reference values of 50 digits.

    python accuracy.py ../../.build/release/swiftgrad

writes docs/accuracy.md, and Sources/Rendering/Functions/Accuracy+Measured.swift from which
`swiftgrad functions` tells them. Values are compared at the points of
Tests/ScalarMathTests/Reference/NAME.tsv, derivatives at those of derivatives.tsv. An error is in units
in the last place of the true value; where the condition number is above 1, it is divided by that.

Needs the packages of requirements.txt.
"""

import json
import math
import os
import subprocess
import sys
import warnings
from collections import defaultdict

import numpy
import scipy
import scipy.special

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
REFERENCE = os.path.join(ROOT, "Tests", "ScalarMathTests", "Reference")
sys.path.insert(0, REFERENCE)

from make_derivatives import Form  # noqa: E402
from make_reference import FUNCTIONS  # noqa: E402

# Where NumPy or SciPy has a function under another name, or with its arguments in another order.
PEERS = {
    "sigmoid": scipy.special.expit,
    "log_sigmoid": scipy.special.log_expit,
    "logaddexp": numpy.logaddexp,
    "logaddexp2": numpy.logaddexp2,
    "lgamma": scipy.special.gammaln,
    "digamma": scipy.special.digamma,
    "trigamma": lambda x: scipy.special.polygamma(1, x),
    "pow": numpy.power,
    "asin": numpy.arcsin, "acos": numpy.arccos, "atan": numpy.arctan, "atan2": numpy.arctan2,
    "asinh": numpy.arcsinh, "acosh": numpy.arccosh, "atanh": numpy.arctanh,
    "softplus": lambda x: numpy.logaddexp(0, x),
}


def peer(name):
    if name in PEERS:
        return PEERS[name]
    return getattr(numpy, name, None) or getattr(scipy.special, name, None)


def number(text):
    return float.fromhex(text) if "0x" in text else float(text)


class Row:
    """True value, arguments and condition number of a point."""

    def __init__(self, arguments, nearest, rest, condition):
        self.arguments, self.nearest, self.rest = arguments, nearest, rest
        self.condition = condition

    def error(self, value):
        if math.isinf(self.nearest):
            return 0.0 if value == self.nearest else math.inf
        if not math.isfinite(value):
            return math.inf
        ulp = math.ulp(self.nearest)
        return abs((value - self.nearest) / ulp - self.rest) / self.condition


def value_rows(table, form):
    rows = []
    with open(os.path.join(REFERENCE, table + ".tsv")) as file:
        for text in file.read().splitlines():
            line = [number(field) for field in text.split("\t")]
            arguments, rest = line[:form.count], line[form.count:]
            if form.is_of_order_0(arguments):
                condition = rest[2] if len(rest) > 2 else 1.0
                rows.append(Row(form.arguments(arguments), rest[0], rest[1], condition))
    return rows


def derivative_rows():
    rows = defaultdict(list)
    with open(os.path.join(FOLDER, "derivatives.tsv")) as file:
        for line in file.read().splitlines():
            name, operand, *rest = line.split("\t")
            nearest, remainder, condition, *arguments = map(number, rest)
            row = Row(arguments, nearest, remainder, condition)
            rows[name, len(arguments)].append((int(operand), row))
    return rows


class Swiftgrad:
    def __init__(self, binary):
        self.binary = binary
        listing = subprocess.run([binary, "functions", "--json"], capture_output=True, check=True)
        self.entries = {entry["name"]: entry for entry in json.loads(listing.stdout)}
        self.families = list(dict.fromkeys(e["family"] for e in self.entries.values()))

    def evaluate(self, name, points, fixed):
        """Values and gradients by all arguments at points that share their fixed arguments."""
        places = [i for i in range(len(points[0])) if i not in fixed]
        names = [f"a{i}" for i in places]
        call = ", ".join(str(int(points[0][i])) if i in fixed else f"a{i}"
                         for i in range(len(points[0])))
        text = f"({', '.join(names)}) -> {name}({call})"
        columns = [[spelled(point[i]) for point in points] for i in places]
        given = json.dumps(dict(zip(names, columns)))
        result = subprocess.run(
            [self.binary, "eval", text, "--kwargs", "@-", "--json"], input=given, text=True,
            capture_output=True)
        if result.returncode:
            raise RuntimeError(f"{name}: {result.stderr}")
        answer = json.loads(result.stdout)
        gradients = {i: read(answer["dydx"][f"a{i}"], len(points)) for i in places}
        return read(answer["y"], len(points)), gradients


def spelled(x):
    return x if math.isfinite(x) else ("Infinity" if x > 0 else "-Infinity")


def read(column, count):
    return [float(x) for x in column] if column is not None else [0.0] * count


def grouped(rows, fixed):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row.arguments[i] for i in fixed)].append(row)
    return groups.values()


def worst_value(swiftgrad, name, rows, fixed):
    worst = (0.0, None)
    for group in grouped(rows, fixed):
        values, _ = swiftgrad.evaluate(name, [row.arguments for row in group], fixed)
        for row, value in zip(group, values):
            worst = max(worst, (row.error(value), row.arguments), key=lambda pair: pair[0])
    return worst


def worst_derivative(swiftgrad, name, rows, fixed):
    worst = (0.0, None)
    for operand in {operand for operand, _ in rows}:
        for group in grouped([row for o, row in rows if o == operand], fixed):
            _, gradients = swiftgrad.evaluate(name, [row.arguments for row in group], fixed)
            for row, value in zip(group, gradients[operand]):
                worst = max(worst, (row.error(value), row.arguments), key=lambda pair: pair[0])
    return worst


def worst_of_peer(name, rows, fixed):
    function = peer(name)
    if function is None:
        return None
    worst = 0.0
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for row in rows:
            arguments = [int(x) if i in fixed else numpy.float64(x)
                         for i, x in enumerate(row.arguments)]
            worst = max(worst, row.error(float(function(*arguments))))
    return worst


def rounded_up(error):
    return math.ceil(error * 100) / 100


def literal(error):
    return ".infinity" if error == math.inf else f"{rounded_up(error):.2f}"


def shown(error):
    if error is None:
        return ""
    if error == math.inf:
        return "wrong"
    return f"{rounded_up(error):.2f}" if error < 1e4 else f"{error:.0e}".replace("e+0", "e")


def point(arguments):
    return "" if arguments is None else ", ".join(f"{x:.6g}" for x in arguments)


def joined(a, b):
    """Of two tables about one function."""
    worse = a if a[1] >= b[1] else b
    slopes = [x for x in (a[3], b[3]) if x is not None]
    peers = [x for x in (a[4], b[4]) if x is not None]
    return (a[0] + b[0], worse[1], worse[2], max(slopes, default=None), max(peers, default=None))


def measure(swiftgrad):
    derivatives = derivative_rows()
    results = {}
    for table in FUNCTIONS:
        form = Form(table)
        name, fixed = form.name, form.fixed
        if not form.is_public:
            continue
        rows = value_rows(table, form)
        error, at = worst_value(swiftgrad, name, rows, fixed)
        slope, key = None, (name, len(form.columns))
        if key in derivatives:
            slope, _ = worst_derivative(swiftgrad, name, derivatives[key], fixed)
        result = (len(rows), error, at, slope, worst_of_peer(name, rows, fixed))
        results[name] = joined(results[name], result) if name in results else result
    return results


PAGE = """# Accuracy

The worst errors of the functions of numbers, against true values of 50 digits by mpmath. The points
cover each function's whole domain and lie dense beside zeros, poles, branch points, overflow and
underflow. An error is counted in units in the last place (ulp) of the true value; beside a zero, and
wherever else the condition number is above 1, in units of what the rounding of the arguments itself
costs. Half a unit is the best there is. Beside them the worst errors of NumPy {numpy} and SciPy {scipy}
at the same points; "wrong" is an infinity or NaN in the place of a number.

"""

END = """
`swiftgrad functions --accuracy` prints the table of the release at hand, and

    python Tests/Oracle/accuracy.py .build/release/swiftgrad

measures it again. The points and true values are in `Tests/ScalarMathTests/Reference`, with the
scripts that made them; the tests hold every function to its bound.
"""


def write_page(swiftgrad, results):
    text = PAGE.format(numpy=numpy.__version__, scipy=scipy.__version__)
    for family in swiftgrad.families:
        names = [n for n, e in swiftgrad.entries.items() if e["family"] == family and n in results]
        if not names:
            continue
        text += f"## {family}\n\n| function | points | value | at | derivatives | NumPy, SciPy |\n"
        text += "|---|---:|---:|---|---:|---:|\n"
        for name in names:
            count, error, at, slope, other = results[name]
            text += (f"| `{name}` | {count} | {shown(error)} | {point(at)} | {shown(slope)} "
                     f"| {shown(other)} |\n")
        text += "\n"
    with open(os.path.join(ROOT, "docs", "accuracy.md"), "w") as file:
        file.write(text.rstrip("\n") + "\n" + END)


def write_source(results):
    text = "// Written by Tests/Oracle/accuracy.py.\n\nextension Accuracy {\n"
    text += "  public static let worstErrors: [String: WorstError] = [\n"
    for name in sorted(results):
        _, error, _, slope, _ = results[name]
        derivative = "nil" if slope is None else literal(slope)
        text += f'    "{name}": WorstError({literal(error)}, {derivative}),\n'
    text += "  ]\n}\n"
    path = os.path.join(ROOT, "Sources", "Rendering", "Functions", "Accuracy+Measured.swift")
    with open(path, "w") as file:
        file.write(text)


def main(binary):
    swiftgrad = Swiftgrad(binary)
    results = measure(swiftgrad)
    for name, (count, error, at, slope, other) in results.items():
        print(f"{name:16} {count:5} {shown(error):>8} {shown(slope):>8} {shown(other):>8}  {point(at)}")
    write_page(swiftgrad, results)
    write_source(results)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
