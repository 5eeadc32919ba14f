"""A deeply nested expression from its source to its gradient, beside CasADi and SymPy."""

import importlib.util
import json
import statistics
import sys

from bench import (
    HERE, command_output, milliseconds, range_of_ratios, require_agreement, table)
from make_inputs import nested_sines

LEVELS = 50_000
# SymPy's text of more levels is more than Python reads.
SYMPY_LEVELS = 50
X = 0.3
LIMIT = 0.1
ROUNDS = 3
RUNS = 5


def measure(bench):
    sizes = {"casadi": LEVELS, "sympy": SYMPY_LEVELS}
    titles = {"casadi": "CasADi", "sympy": "SymPy, `diff` and `lambdify`"}
    peers = [name for name in sizes if importlib.util.find_spec(name)]
    for name in sizes.keys() - peers:
        bench.notes.append(f"{titles[name]} is missing: deep expressions are not compared with it.")
    own, others, versions = {LEVELS: [], SYMPY_LEVELS: []}, {name: [] for name in peers}, {}
    for _ in range(ROUNDS):
        for levels, times in own.items():
            file = bench.folder / f"nested{levels}.txt"
            file.write_text(nested_sines(levels))
            words = [bench.binary, "eval", "-f", file, f"x={X}", "--json"]
            answer = json.loads(command_output(*words))
            times.append(statistics.median(bench.process_times(words, runs=RUNS)[0]))
        for name in peers:
            peer = json.loads(command_output(
                sys.executable, HERE / "peers" / "deep_peer.py", name, sizes[name], X))
            others[name].append(peer["seconds"])
            versions[name] = peer["version"]
            # So deep, the outermost levels are all that counts: every size has these results.
            require_agreement(titles[name], peer["y"], [answer["y"], answer["dydx"]["x"]])
    rows, data = [], {"swiftgrad": own, "others": others, "ratios": {}}
    for levels, times in own.items():
        rows.append([
            "`swiftgrad eval -f`, the process", f"{levels:,}",
            milliseconds(statistics.median(times)), "", "", "", ""])
        for name in peers:
            if sizes[name] != levels:
                continue
            ratio = statistics.median(times) / statistics.median(others[name])
            verdict = bench.judge(
                ratio <= LIMIT, f"{levels} nested levels: {ratio:.3f} times {titles[name]}")
            rows.append([
                f"{titles[name]} {versions[name]}", f"{levels:,}",
                milliseconds(statistics.median(others[name])), f"{ratio:.3f}",
                range_of_ratios(times, others[name], 3), f"{LIMIT:g}", verdict])
            data["ratios"][name] = ratio
    columns = [
        "program", ">levels", ">time", ">ratio", ">in the single turns", ">limit",
        "within the limit"]
    text = f"""## A deep expression

`sin(x+sin(x+...))`, two operations a level, once from its source to its value and gradient; medians of
{ROUNDS} turns. For swiftgrad it is a text in a file, and its time that of the whole process, the median
of {RUNS} runs a turn by hyperfine; the others build the levels in Python, once a turn in a new
process, whose start is not counted. SymPy's way takes the square of the levels and
ends in an error before 200. Limit: a tenth of the other's time.

{table(columns, rows)}
"""
    return text, data
