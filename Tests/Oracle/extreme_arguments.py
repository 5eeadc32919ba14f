"""Calls every function with extreme arguments in each place, in sessions of `swiftgrad repl`.

    python3 extreme_arguments.py BINARY [SEED] [FUNCTION,...]

Each call is made alone, with its gradient by the graph and by the tape, with its Hessian, and for some
calls with `jacfwd`, `vmap` and a third derivative. Told are: ends by a signal or with status 70, calls
that take seconds, and results that differ between the ways. Needs nothing but Python.
"""

import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

SCALARS = [
    "0", "-1", "1", "3", "1000000", "9007199254740991", "-9007199254740991", "4611686018427387904",
    "-4611686018427387904", "9223372036854775807", "-9223372036854775808", "1e18", "1e300", "-1e300",
    "nan", "inf", "-inf", "0.5", "-2.5", "5e-324", "2147483647", "2147483648", "-2147483648",
    "4294967296", "None", "True", "'a'", "''"]
ARRAYS = [
    "[]", "[[]]", "[nan]", "[-inf]", "[inf, 1]", "[-1e300]", "[1e18, 2]", "[1, 2, 3]", "[0, -1, 5]",
    "[9007199254740991]", "[-9007199254740991, 1]", "zeros((0, 0))", "zeros((0, 3))", "zeros((3, 0))",
    "zeros((2, 0, 0))", "zeros((0, 2, 2))", "zeros((0,))", "zeros((1, 0, 2))", "[[nan, 1], [1, 2]]",
    "[[inf, 1], [1, 2]]", "[[0, 0], [0, 0]]", "[[1e300, 1e300], [1e300, -1e300]]", "[[1, 2], [2, 4]]",
    "[[[1, 2], [3, 4]], [[nan, 0], [0, inf]]]", "[[1, 2, 3], [4, 5, 6]]", "[[1], [2]]",
    "(0, 9007199254740991)", "(4294967296, 4294967296)", "(-1, -1)", "(2, 0)",
    "[[5e-324, 0], [0, 1e308]]", "ones((1, 1, 1, 1, 1))"]
SETTINGS = [":set json on", ":set timeout 4", ":set max-steps 1e6", ":set max-memory 400M"]
MARK = 700_000  # numbers from here on are shown between the statements
PAIRS = 25  # calls of a function with several extreme arguments
CALLS_AT_A_TIME = 60
SLOW_SECONDS = 3
ADDRESS_SPACE = 3_000_000  # in kB: a call that wants all memory must not take the machine's


def split(text):
    """The parts between commas that stand outside of brackets and strings."""
    parts, depth, start, quote = [], 0, 0, None
    for place, character in enumerate(text):
        if quote:
            quote = None if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [part for part in [*parts, text[start:].strip()] if part]


def arguments_of_example(function, names):
    """The arguments in the example of a function, by name."""
    name, example = function["name"], function["example"]
    start = example.find(name + "(")
    if start < 0:
        return {}
    start += len(name) + 1
    depth, end = 1, start
    while depth:
        depth += {"(": 1, ")": -1}.get(example[end], 0)
        end += 1
    given = {}
    for place, value in enumerate(split(example[start:end - 1])):
        key, equals, rest = value.partition("=")
        if equals and key.strip().isidentifier() and not rest.startswith("="):
            given[key.strip()] = rest.strip()
        elif place < len(names):
            given[names[place]] = value
    return given


def calls(function, generator):
    """The example with one argument exchanged, and with two or three."""
    signature = function["signature"]
    names = [part.split("=")[0] for part in split(signature[signature.index("(") + 1:-1])]
    example = arguments_of_example(function, names)
    names = [name for name in names if not name.startswith("*")]
    for name in names:
        for value in SCALARS + ARRAYS:
            yield {**example, name: value}
    for _ in range(PAIRS if len(names) > 1 else 0):
        chosen = generator.sample(names, generator.randint(2, min(3, len(names))))
        yield {**example, **{name: generator.choice(SCALARS + ARRAYS) for name in chosen}}


def call(name, values):
    arguments = ", ".join(f"{key.lstrip('*')}={value}" for key, value in values.items())
    return f"{name}({arguments})"


def statements(name, values, generator):
    """The ways to compute a call, by what they are."""
    ways = {"value": call(name, values)}
    first = next(iter(values), None)
    if first is None or values[first][0] in "'NT" or "->" in "".join(values.values()):
        return ways
    at, body = values[first], call(name, {**values, first: "q"})
    by = f"value_and_gradient(q -> {body}, {at}, auto_unpack_single_arg=False"
    ways |= {
        "graph": by + ")", "tape": by + ", use_gradient_tape=True)",
        "Hessian": f"hessian(q -> sum({body}))({at})"}
    if generator.random() < 0.3:
        ways |= {
            "jacfwd": f"jacfwd(q -> {body})({at})", "vmap": f"vmap(q -> {body})(stack([{at}, {at}]))",
            "third": f"grad(p -> grad(q -> grad(q -> sum({body}))(q))(p))({at})"}
    return ways


def session(binary, lines):
    """The status and output of a session, and its seconds."""
    begin = time.perf_counter()
    limited = f"ulimit -v {ADDRESS_SPACE}; exec '{binary}' repl --keep-going"
    try:
        run = subprocess.run(
            ["sh", "-c", limited], input="\n".join(SETTINGS + lines) + "\n", capture_output=True,
            text=True, errors="replace", timeout=20 + 0.3 * len(lines))
        return run.returncode, run.stdout, time.perf_counter() - begin
    except subprocess.TimeoutExpired:
        return None, "", time.perf_counter() - begin


def explore(binary, lines, faults, results):
    """Runs statements in one session; halves them until it is known which of them is at fault."""
    marked = [line for number, text in enumerate(lines) for line in (text, str(MARK + number))]
    status, output, seconds = session(binary, marked)
    has_ended_badly = status is None or status < 0 or status >= 128 or status == 70
    if (has_ended_badly or seconds > 2 * SLOW_SECONDS) and len(lines) > 1:
        middle = len(lines) // 2
        explore(binary, lines[:middle], faults, results)
        explore(binary, lines[middle:], faults, results)
        return
    if has_ended_badly or len(lines) == 1 and seconds > SLOW_SECONDS:
        faults.append(f"status {status} after {seconds:.1f} s: {lines[0]}")
    place, last = 0, None
    for line in output.splitlines():
        if line == f'{{"y": {MARK + place}}}':
            results[lines[place]], last, place = last, None, place + 1
        else:
            last = line


def check(binary, group):
    """The faults of a group of calls."""
    faults, results = [], {}
    lines = list(dict.fromkeys(line for ways in group for line in ways.values()))
    explore(binary, lines, faults, results)
    for ways in group:
        found = {way: results.get(line) for way, line in ways.items()}
        if found.get("graph") != found.get("tape"):
            faults.append(f"graph and tape differ: {ways['graph']}")
        if "graph" not in ways or not found["value"]:
            continue
        if not found["graph"]:
            faults.append(f"only the value is there: {ways['graph']}")
        elif json.loads(found["graph"])["y"][0] != json.loads(found["value"])["y"]:
            faults.append(f"another value with a gradient: {ways['graph']}")
    return faults


def main():
    binary = sys.argv[1]
    generator = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    wanted = sys.argv[3].split(",") if len(sys.argv) > 3 else None
    listed = subprocess.run([binary, "functions", "--json"], capture_output=True, check=True).stdout
    work = [
        statements(function["name"], values, generator)
        for function in json.loads(listed) if not wanted or function["name"] in wanted
        for values in calls(function, generator)]
    generator.shuffle(work)
    groups = [work[i:i + CALLS_AT_A_TIME] for i in range(0, len(work), CALLS_AT_A_TIME)]
    count = 0
    with ThreadPoolExecutor(2) as pool:
        for faults in pool.map(lambda group: check(binary, group), groups):
            count += len(faults)
            for fault in faults:
                print(fault, flush=True)
    print(f"{len(work)} calls, {count} faults")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
