"""Makes the regression problems of Tests/Data/nist from NIST's certified data sets.

For every NAME.dat (NIST StRD, nonlinear regression, public domain) three files are written:

- NAME.json: the residual sum of squares as an expression, certified and starting parameters, the
  data, and references at 50 digits: the sum, its gradient by every parameter, and per gradient
  component the sum of absolute terms, sum_i |2 r_i dr_i/db|. At the certified minimum the gradient
  is a sum of large terms that cancel: an error is to be judged against that sum. The residuals
  cancel too, so `rounding_scale` holds sum_i 2 (|y_i| + |f_i|) |df_i/db|, and for the sum of
  squares sum_i 2 |r_i| (|y_i| + |f_i|). JAX in float64 stays within 14 * 2^-53 of it (Thurber),
  mostly within 2;
- NAME.x.json, NAME.y.json: the observations, for `--let x=@NAME.x.json`.

References take as input the doubles nearest to the printed decimals, as a program does (and the
double nearest to pi), and are exact from there on. Derivatives are carried by dual numbers.

    pip install -r requirements.txt
    python nist_reference.py
"""

import json
import re
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 50
FOLDER = Path(__file__).resolve().parent.parent / "Data" / "nist"
SOURCE = ("NIST/ITL StRD, nonlinear regression, "
          "https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml")
MODELS = {
    "Chwirut2": "exp(-b1*x)/(b2 + b3*x)",
    "DanWood": "b1*x**b2",
    "ENSO": "b1 + b2*cos(2*pi*x/12) + b3*sin(2*pi*x/12)"
            " + b5*cos(2*pi*x/b4) + b6*sin(2*pi*x/b4)"
            " + b8*cos(2*pi*x/b7) + b9*sin(2*pi*x/b7)",
    "Gauss1": "b1*exp(-b2*x) + b3*exp(-(x - b4)**2/b5**2) + b6*exp(-(x - b7)**2/b8**2)",
    "Kirby2": "(b1 + b2*x + b3*x**2)/(1 + b4*x + b5*x**2)",
    "MGH17": "b1 + b2*exp(-x*b4) + b3*exp(-x*b5)",
    "Misra1a": "b1*(1 - exp(-b2*x))",
    "Thurber": "(b1 + b2*x + b3*x**2 + b4*x**3)/(1 + b5*x + b6*x**2 + b7*x**3)",
}


class Dual:
    """A value with its gradient."""

    def __init__(self, value, gradient):
        self.value, self.gradient = value, gradient

    def chain(self, value, slope):
        """The dual number of a function of this one."""
        return Dual(value, [slope * part for part in self.gradient])

    def lift(self, other):
        """A constant as a dual number."""
        return other if isinstance(other, Dual) else Dual(mpf(other), [mpf(0)] * len(self.gradient))

    def __add__(self, other):
        other = self.lift(other)
        parts = zip(self.gradient, other.gradient)
        return Dual(self.value + other.value, [one + two for one, two in parts])

    def __mul__(self, other):
        other = self.lift(other)
        parts = zip(self.gradient, other.gradient)
        return Dual(self.value * other.value,
                    [one * other.value + two * self.value for one, two in parts])

    def __pow__(self, n):
        if isinstance(n, int):
            return self.chain(self.value**n, n * self.value**(n - 1))
        raise TypeError("only whole powers of a parameter occur")

    def __rpow__(self, base):
        value = mpf(base)**self.value
        return self.chain(value, value * mp.log(base))

    def reciprocal(self):
        """1 over this."""
        return self.chain(1 / self.value, -1 / self.value**2)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + self.lift(other) * -1

    def __rsub__(self, other):
        return self.lift(other) + self * -1

    def __truediv__(self, other):
        return self * self.lift(other).reciprocal()

    def __rtruediv__(self, other):
        return self.reciprocal() * other

    __radd__, __rmul__ = __add__, __mul__


def lifted(function, derivative):
    """An mpmath function for plain and for dual numbers."""
    def call(x):
        if isinstance(x, Dual):
            return x.chain(function(x.value), derivative(x.value))
        return function(x)
    return call


SCOPE = {
    "exp": lifted(mp.exp, mp.exp),
    "cos": lifted(mp.cos, lambda x: -mp.sin(x)),
    "sin": lifted(mp.sin, mp.cos),
    "pi": mpf(float(mp.pi)),
}


def read(path):
    """The parameters (start 1, start 2, certified), the certified sum and the data, as texts."""
    text = path.read_text(encoding="ascii")
    rows = re.findall(r"^\s*(b\d) =\s+(\S+)\s+(\S+)\s+(\S+)\s+\S+\s*$", text, re.MULTILINE)
    sum_of_squares = re.search(r"Residual Sum of Squares:\s+(\S+)", text)[1]
    count = int(re.search(r"Number of Observations:\s+(\d+)", text)[1])
    data = [line.split() for line in text.splitlines()[60:] if line.strip()]
    assert len(data) == count and all(len(pair) == 2 for pair in data)
    return rows, sum_of_squares, data


def evaluate(model, parameters, data):
    """Sum of squares, gradient, sums of absolute terms, rounding scales; inputs are exact mpf."""
    names = list(parameters)
    duals = {
        name: Dual(value, [mpf(name == other) for other in names])
        for name, value in parameters.items()
    }
    code = compile(model, "model", "eval")
    total = mpf(0)
    gradient, absolute, scale = ([mpf(0)] * len(names) for _ in range(3))
    scale_of_total = mpf(0)
    for y, x in data:
        prediction = eval(code, SCOPE, {**duals, "x": x})  # pylint: disable=eval-used
        residual = y - prediction.value
        size = 2 * (abs(y) + abs(prediction.value))
        total += residual**2
        scale_of_total += abs(residual) * size
        for k, slope in enumerate(prediction.gradient):
            term = -2 * residual * slope
            gradient[k] += term
            absolute[k] += abs(term)
            scale[k] += size * abs(slope)
    gradient, absolute, scale = (dict(zip(names, part)) for part in (gradient, absolute, scale))
    return total, gradient, absolute, {"rss": scale_of_total, **scale}


def text_of(value):
    """30 significant digits."""
    return mp.nstr(value, 30, strip_zeros=False)


def agreeing_digits(value, printed):
    """To how many significant digits two numbers agree."""
    error = abs(value - printed) / abs(printed)
    return 30.0 if error == 0 else float(mp.nstr(-mp.log10(error), 3))


def reference(at, model, parameters, data):
    """One entry of "reference"."""
    exact = {name: mpf(value) for name, value in parameters.items()}
    rss, gradient, absolute, scale = evaluate(model, exact, data)
    return {
        "at": at,
        "parameters": parameters,
        "rss": text_of(rss),
        "gradient": {name: text_of(value) for name, value in gradient.items()},
        "absolute_terms": {name: text_of(value) for name, value in absolute.items()},
        "rounding_scale": {name: mp.nstr(value, 6) for name, value in scale.items()},
    }


def problem(name, model):
    """Writes the three files of one problem."""
    rows, certified_text, data = read(FOLDER / f"{name}.dat")
    y, x = ([float(pair[k]) for pair in data] for k in (0, 1))
    points = {
        at: {row[0]: float(row[k]) for row in rows}
        for at, k in (("certified", 3), ("start1", 1), ("start2", 2))
    }
    decimals = [(mpf(one), mpf(two)) for one, two in data]
    doubles = [(mpf(one), mpf(two)) for one, two in zip(y, x)]
    printed = evaluate(model, {row[0]: mpf(row[3]) for row in rows}, decimals)[0]
    digits = agreeing_digits(printed, mpf(certified_text))
    references = [reference(at, model, point, doubles) for at, point in points.items()]
    in_doubles = agreeing_digits(mpf(references[0]["rss"]), mpf(certified_text))
    rounded = mp.nstr(printed, 11, min_fixed=1, max_fixed=0)
    same = mpf(rounded) == mpf(certified_text)
    print(f"{name:9} {len(data):4} observations, certified {certified_text}, computed {rounded},"
          f" {'equal' if same else 'NOT EQUAL'}; digits {digits}, with doubles {in_doubles}")
    expression = f"sum((y - ({model}))**2)"
    files = [f"--let {axis}=@Tests/Data/nist/{name}.{axis}.json" for axis in "xy"]
    values = [f"{key}={value!r}" for key, value in points["certified"].items()]
    fields = {
        "name": name,
        "source": SOURCE,
        "model": expression,
        "prediction": model,
        "command": " ".join(["swiftgrad eval", f"'{expression}'", *files, *values, "--json"]),
        "parameters": points["certified"],
        "start1": points["start1"],
        "start2": points["start2"],
        "certified_rss": float(certified_text),
        "certified_rss_text": certified_text,
        "agreeing_digits": digits,
        "x": x,
        "y": y,
        "reference": references,
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in fields.items()]
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")
    for axis, values in (("x", x), ("y", y)):
        (FOLDER / f"{name}.{axis}.json").write_text(json.dumps(values) + "\n", encoding="ascii")
    # For the demo, which reads no JSON itself: the model and the certified sum of squares as text.
    (FOLDER / f"{name}.model").write_text(fields["model"] + "\n", encoding="ascii")
    (FOLDER / f"{name}.rss").write_text(fields["certified_rss_text"] + "\n", encoding="ascii")
    certified = json.dumps(fields["parameters"])
    (FOLDER / f"{name}.certified.json").write_text(certified + "\n", encoding="ascii")


def main():
    """Writes all problems."""
    for name, model in MODELS.items():
        problem(name, model)


if __name__ == "__main__":
    main()
