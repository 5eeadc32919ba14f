"""Rows of text through `swiftgrad map`, beside DuckDB, jq and Miller with derivatives by hand."""

import importlib.util
import itertools
import json
import os
import shutil
import statistics
import sys

from bench import (
    HERE, command_output, milliseconds, range_of_ratios, require_agreement, table, wall_time)
from make_inputs import COLUMNS, ROWS

EXPRESSION = "v*log(w) + sin(x)*exp(-y*z)"
DUCKDB_LIMIT = 1 / 3
JQ_LIMIT = 1 / 50
ROUNDS = 5
# jq and Miller take long: their time for these rows is scaled to all.
FEW = 50_000
THREADS = os.cpu_count()
JQ = (
    "(.w | log) as $log | (-.y * .z | exp) as $decay | ((.x | sin) * $decay) as $wave"
    " | {y: (.v * $log + $wave), dydx: {v: $log, w: (.v / .w), x: ((.x | cos) * $decay),"
    " y: (-.z * $wave), z: (-.y * $wave)}}")
MILLER = (
    "log = log($w); decay = exp(-$y * $z); wave = sin($x) * decay;"
    ' $* = {"y": $v * log + wave, "dydx.v": log, "dydx.w": $v / $w, "dydx.x": cos($x) * decay,'
    ' "dydx.y": -$z * wave, "dydx.z": -$y * wave}')


def numbers(path, form, count):
    """All numbers of the first and of the last rows of an output."""
    size = os.path.getsize(path)
    with open(path) as file:
        first = list(itertools.islice(file, count + (form == "csv")))[form == "csv":]
        file.seek(max(0, size - 400 * count))
        last = file.read().splitlines()[-count:]
    if form == "csv":
        return [float(cell) for line in first + last for cell in line.split(",")]
    rows = map(json.loads, first + last)
    return [number for row in rows for number in (row["y"], *row["dydx"].values())]


def head(bench, form):
    """A file of the first rows."""
    path = bench.folder / f"few.{form}"
    with open(bench.folder / f"rows.{form}") as source, open(path, "w") as target:
        target.writelines(itertools.islice(source, FEW + (form == "csv")))
    return path


def measure_form(bench, form, has_duckdb):
    source = bench.folder / f"rows.{form}"
    outputs = {name: bench.folder / f"{name}.{form}" for name in ["swiftgrad", "duckdb"]}
    few = head(bench, form)
    other = {"ndjson": ("jq", ["jq", "-c", JQ, few]),
             "csv": ("Miller", ["mlr", "--csv", "--ofmt", "%.17g", "put", MILLER, few])}[form]
    own, duckdb, slow, version = [], [], [], ""
    has_other = shutil.which(other[1][0]) is not None
    if not has_other:
        bench.notes.append(f"{other[0]} is missing: rows are not compared with it.")
    for _ in range(ROUNDS):
        for path in outputs.values():
            path.unlink(missing_ok=True)
        own.append(wall_time(
            bench.binary, "map", EXPRESSION, "--input", source, "--output", outputs["swiftgrad"],
            "--quiet")[0])
        if has_duckdb:
            answer = json.loads(command_output(
                sys.executable, HERE / "peers" / "duckdb_peer.py", form, source,
                outputs["duckdb"], THREADS))
            duckdb.append(answer["seconds"])
            version = answer["version"]
        if has_other:
            slow.append(wall_time(*other[1])[0] * ROWS / FEW)
    wanted = numbers(outputs["swiftgrad"], form, 100)
    if has_duckdb:
        require_agreement(f"DuckDB's {form}", numbers(outputs["duckdb"], form, 100), wanted)
    if has_other:
        checked = bench.folder / f"other.{form}"
        checked.write_text(command_output(*other[1]))
        require_agreement(
            other[0], numbers(checked, form, 100)[: 100 * (1 + len(COLUMNS))],
            wanted[: 100 * (1 + len(COLUMNS))])
        checked.unlink()
    for path in outputs.values():
        path.unlink(missing_ok=True)

    seconds = statistics.median(own)
    rows = [["`swiftgrad map`, the process", milliseconds(seconds, 0),
             f"{seconds / ROWS * 1e9:,.0f} ns", "", "", "", ""]]
    data = {"seconds": own}
    compared = ([(f"DuckDB {version}, {THREADS} threads", duckdb, DUCKDB_LIMIT)]
                if has_duckdb else [])
    if has_other:
        limit = JQ_LIMIT if form == "ndjson" else None
        compared.append((f"{other[0]}, scaled from {FEW:,} rows", slow, limit))
    for title, times, limit in compared:
        ratio = seconds / statistics.median(times)
        verdict = "" if limit is None else bench.judge(
            ratio <= limit, f"rows of {form}: {ratio:.3f} times {title}, limit {limit:.3f}")
        rows.append([
            title, milliseconds(statistics.median(times), 0),
            f"{statistics.median(times) / ROWS * 1e9:,.0f} ns", f"{ratio:.3f}",
            range_of_ratios(own, times), "" if limit is None else f"{limit:.3f}", verdict])
        data[title] = {"seconds": times, "ratio": ratio, "limit": limit}
    columns = [
        "program", ">time", ">a row", ">ratio", ">in the single turns", ">limit",
        "within the limit"]
    return table(columns, rows), data


def measure(bench):
    has_duckdb = importlib.util.find_spec("duckdb") is not None
    if not has_duckdb:
        bench.notes.append("DuckDB is missing: rows are not compared with it.")
    objects, object_data = measure_form(bench, "ndjson", has_duckdb)
    lines, line_data = measure_form(bench, "csv", has_duckdb)
    text = f"""## Rows of text

`{EXPRESSION}` with its five derivatives for {ROWS:,} rows of five numbers of 17 digits, from
a file to a new file; medians of {ROUNDS} turns. The others compute derivatives that were written by hand.
DuckDB's time is that of its statement, without its start. Limits: a third of DuckDB's time, a
fiftieth of jq's.

NDJSON to NDJSON:

{objects}

CSV to CSV:

{lines}
"""
    return text, {"ndjson": object_data, "csv": line_data}
