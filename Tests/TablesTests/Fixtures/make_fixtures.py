"""Makes the files beside it, with Python's own JSON and number parsing and with NumPy.

    python3 make_fixtures.py

numbers.tsv    a number, a tab, and the bits of the double that Python reads from it ("range" if
               it overflows)
documents.tsv  a JSON text without line breaks, a tab, and the same value spelled out by `spell`
*.npy          one array each; arrays.tsv has a line for each: file, element, shape, bits of the
               values in row-major order; for a file to be refused: file, "refused", error code
"""

import json
import math
import pathlib
import random
import struct

import numpy as np

FOLDER = pathlib.Path(__file__).parent


def bits(x):
    return struct.pack(">d", x).hex()


def midpoints(generator):
    """Exact decimals half way between two doubles, and their neighbours in the last digit."""
    from decimal import Decimal, getcontext

    getcontext().prec = 1200
    for _ in range(40):
        x = struct.unpack(">d", generator.randbytes(8))[0]
        if not math.isfinite(x) or x == 0:
            continue
        x = abs(x)
        above = math.nextafter(x, math.inf)
        if math.isinf(above):
            continue
        middle = (Decimal(x) + Decimal(above)) / 2
        text = f"{middle:e}".replace("e+", "e")
        mantissa, exponent = text.split("e")
        mantissa = mantissa.rstrip("0")
        yield f"{mantissa}e{exponent}"
        yield f"{mantissa}0001e{exponent}"
        yield f"{mantissa[:-1]}{int(mantissa[-1]) - 1}9e{exponent}"


def numbers():
    generator = random.Random(20240501)
    texts = """0 -0 0.0 -0.0 0e5 0e-5 0.000 1 -1 10 1e0 1E+0 1e-0 1e00 0.1 0.2 0.3 1e22 1e23 1e-22
        1e-23 1e27 1e28 1e-27 1e-28 123456789012345678 9007199254740991 9007199254740992
        9007199254740993 9007199254740994 9007199254740995 9007199254740993.0000000000000000001
        18446744073709551615 18446744073709551616 9999999999999999999 99999999999999999999
        1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e308 1e309 1e400
        -1e400 179769313486231570000e289 2.2250738585072014e-308 2.2250738585072011e-308
        2.2250738585072012e-308 5e-324 4.9406564584124654e-324 2.4703282292062328e-324
        2.4703282292062327e-324 2.4703282292062329e-324 1e-323 1e-324 1e-400 1e-99999999999999999999
        0e99999999999999999999 1e99999999999999999999 0.000000000000000000000000000001e30
        6929495644600919.5 3.5844466002796428e298 1.00000000000000011102230246251565
        1.00000000000000011102230246251566 0.500000000000000166533453693773481063544750213623046875
        8.988465674311582e307 1448997445238699 0.10000000000000000000000000000000000000001
        7.2057594037927933e16 7.2057594037927945e16 36028797018963965 1e-5 12345.678e-3""".split()
    texts.append("0." + "0" * 400 + "1e400")
    texts.append("1" + "0" * 400 + "e-400")
    texts.append("1" + "0" * 400)
    texts.append("0." + "3" * 1000)
    texts.append("1" * 800 + "e-800")
    texts.append("2.4703282292062327208299397" + "0" * 900 + "1e-324")
    texts += midpoints(generator)
    for _ in range(60):
        texts.append(repr(struct.unpack(">d", generator.randbytes(8))[0]))
    for _ in range(120):
        digits = "".join(generator.choice("0123456789") for _ in range(generator.randint(1, 25)))
        point = generator.randint(0, len(digits) - 1)
        whole = digits[:point].lstrip("0") or "0"
        texts.append(f"{whole}.{digits[point:]}e{generator.randint(-45, 45)}")
    with open(FOLDER / "numbers.tsv", "w") as file:
        for text in texts:
            if "nan" in text or "inf" in text:
                continue
            x = float(text)
            print(text, "range" if math.isinf(x) else bits(x), sep="\t", file=file)


def tree(generator, depth):
    kind = generator.randint(0, 8 if depth > 0 else 5)
    if kind == 0:
        return None
    if kind == 1:
        return generator.random() < 0.5
    if kind == 2:
        return float(generator.randint(-1000, 1000))
    if kind == 3:
        return generator.uniform(-1, 1) * 10.0 ** generator.randint(-30, 30)
    if kind in (4, 5):
        letters = ["a", "Z", '"', "\\", "/", "\n", "\t", "\x7f", "é", "\u2028", "\U0001d70b", " "]
        return "".join(generator.choice(letters) for _ in range(generator.randint(0, 8)))
    if kind == 6:
        return {f"k{i}": tree(generator, depth - 1) for i in range(generator.randint(0, 4))}
    if kind == 7:
        rows, columns = generator.randint(1, 3), generator.randint(1, 3)
        return [[generator.uniform(-9, 9) for _ in range(columns)] for _ in range(rows)]
    return [tree(generator, depth - 1) for _ in range(generator.randint(0, 4))]


def spell(value):
    """A value with nothing left to interpretation: numbers by bits, strings by code points."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "#" + bits(value)
    if isinstance(value, str):
        return "'" + ".".join(f"{ord(c):x}" for c in value) + "'"
    if isinstance(value, list):
        return "[" + ",".join(map(spell, value)) + "]"
    return "{" + ",".join(spell(k) + ":" + spell(v) for k, v in value.items()) + "}"


def documents():
    generator = random.Random(20240502)
    with open(FOLDER / "documents.tsv", "w") as file:
        for index in range(150):
            separators = [(",", ":"), (", ", ": "), (" , ", " : "), ("\r,", " :")][index % 3]
            text = json.dumps(
                tree(generator, 4), ensure_ascii=index % 2 == 0, separators=separators)
            print(text, spell(json.loads(text, parse_int=float)), sep="\t", file=file)


def arrays():
    generator = np.random.default_rng(20240503)
    lines = []

    def add(name, array, element, version=None):
        with open(FOLDER / f"{name}.npy", "wb") as file:
            np.lib.format.write_array(file, array, version=version)
        values = array.astype(np.float64).flatten(order="C")
        shape = ",".join(map(str, array.shape))
        lines.append("\t".join([name, element, shape, ",".join(bits(float(x)) for x in values)]))

    special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1.7976931348623157e308, 0.1])
    add("f8_special", special, "float64")
    add("f8_scalar", np.float64(2.5).reshape(()), "float64")
    add("f8_empty", np.zeros((2, 0, 3)), "float64")
    add("f8_matrix", generator.normal(size=(3, 4)), "float64")
    add("f8_big_endian", generator.normal(size=(3, 4)).astype(">f8"), "float64")
    add("f8_fortran", np.asfortranarray(generator.normal(size=(2, 3, 4))), "float64")
    add("f8_fortran_big", np.asfortranarray(generator.normal(size=(3, 2))).astype(">f8"), "float64")
    add("f8_version2", generator.normal(size=(5,)), "float64", (2, 0))
    add("f8_version3", generator.normal(size=(5,)), "float64", (3, 0))
    with np.errstate(over="ignore"):
        add("f4", special.astype("<f4"), "float32")
        add("f4_big_endian", np.asfortranarray(generator.normal(size=(3, 2))).astype(">f4"),
            "float32")
        half = np.array([0, -0.0, 1, 0.1, 65504, 6e-8, 6.1e-5, np.inf, -np.inf, np.nan, 1e9])
        add("f2", half.astype("<f2"), "float32")
        add("f2_big_endian", half.astype(">f2"), "float32")
    add("bool", generator.random((2, 3)) < 0.5, "boolean")
    for kind in "iu":
        for size in (1, 2, 4, 8):
            info = np.iinfo(f"{kind}{size}")
            low, high = max(info.min, -(2**53)), min(info.max, 2**53)
            values = np.array([low, high, 0, 1, high - 1, low + 1], dtype=f"<{kind}{size}")
            add(f"{kind}{size}", values, "integer")
            if size > 1:
                add(f"{kind}{size}_big_endian", values.reshape(2, 3).astype(f">{kind}{size}"),
                    "integer")

    def refuse(name, array, code):
        with open(FOLDER / f"{name}.npy", "wb") as file:
            np.lib.format.write_array(file, array)
        lines.append(f"{name}\trefused\t{code}")

    refuse("complex", np.array([1 + 2j]), "npy-type")
    refuse("object", np.array([None, {}]), "npy-type")
    refuse("structured", np.zeros(2, dtype=[("a", "<f8"), ("b", "<i4")]), "npy-type")
    refuse("string", np.array(["a", "bc"]), "npy-type")
    refuse("bytes", np.array([b"a", b"bc"]), "npy-type")
    refuse("date", np.array(["2024-05-01"], dtype="M8[D]"), "npy-type")
    refuse("long_double", np.zeros(1, dtype=np.longdouble), "npy-type")
    refuse("inexact_i8", np.array([1, 2**53 + 1]), "npy-value")
    refuse("inexact_u8", np.array([2**64 - 1], dtype="<u8"), "npy-value")
    with open(FOLDER / "arrays.tsv", "w") as file:
        print(*lines, sep="\n", file=file)


if __name__ == "__main__":
    numbers()
    documents()
    arrays()
