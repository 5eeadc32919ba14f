"""Whether time for a row and memory of `swiftgrad map` are the same for any number of rows."""

import itertools
import os
import statistics
import subprocess
import time

from bench import TIMEOUT_SECONDS, exponent, milliseconds, table
from workloads.rows import EXPRESSION

ROWS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000]
ROUNDS = 3
# What is written at a time; larger inputs are this again and again.
BLOCK = 1_000
MEMORY_LIMIT = 64
FIRST_LIMIT = 0.010
FIRST_RUNS = 30
# Ten times the rows may take at most this many times the time.
LIMIT = 13.0


def stream(bench, block, rows):
    """The seconds and the peak bytes of a map whose rows come through a pipe."""
    file = bench.folder / "peak.txt"
    start = time.perf_counter()
    process = subprocess.Popen(
        ["/usr/bin/time", "-f", "%M", "-o", file, bench.binary, "map", EXPRESSION, "--quiet"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    for _ in range(rows // BLOCK):
        process.stdin.write(block)
    process.stdin.close()
    if process.wait(timeout=TIMEOUT_SECONDS):
        raise RuntimeError(f"a map of {rows} rows ended with {process.returncode}")
    return time.perf_counter() - start, int(file.read_text()) * 1024


def first_result(bench, line):
    """The seconds from the start of a process to its first result, and from a second row to its own.

    The pipe stays open, so the process cannot wait for its end.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [bench.binary, "map", EXPRESSION, "--quiet"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, bufsize=0)
    times = []
    for _ in range(2):
        process.stdin.write(line)
        answer = b""
        while not answer.endswith(b"\n"):
            answer += os.read(process.stdout.fileno(), 1 << 16)
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
    process.stdin.close()
    process.wait()
    process.stdout.close()
    return times


def measure(bench):
    with open(bench.folder / "rows.ndjson", "rb") as file:
        lines = list(itertools.islice(file, BLOCK))
    block = b"".join(lines)
    runs = {rows: [] for rows in ROWS}
    for _ in range(ROUNDS):
        for rows in ROWS:
            runs[rows].append(stream(bench, block, rows))
    seconds = {rows: statistics.median(run[0] for run in found) for rows, found in runs.items()}
    peaks = {rows: max(run[1] for run in found) for rows, found in runs.items()}
    table_rows, previous = [], None
    for rows in ROWS:
        growth = "" if previous is None else f"{seconds[rows] / previous:.2f}"
        fine = previous is None or seconds[rows] / previous <= LIMIT
        small = peaks[rows] <= MEMORY_LIMIT * 2**20
        verdict = bench.judge(
            fine and small, f"a map of {rows:,} rows: growth {growth}, {peaks[rows] >> 20} MB")
        table_rows.append([
            f"{rows:,}", milliseconds(seconds[rows]), f"{seconds[rows] / rows * 1e9:,.0f} ns",
            growth, f"{peaks[rows] / 2**20:.1f} MB", verdict])
        previous = seconds[rows]
    power = exponent(seconds.items())
    pairs = [first_result(bench, lines[0]) for _ in range(FIRST_RUNS)]
    first, later = ([pair[which] for pair in pairs] for which in (0, 1))
    worst = sorted(first)[int(0.9 * FIRST_RUNS)]
    verdict = bench.judge(worst <= FIRST_LIMIT, f"the first result of a map: {milliseconds(worst)}")
    waits = [milliseconds(statistics.median(times), 2) for times in (first, later)]
    columns = [
        ">rows", ">time", ">a row", ">times the one before", ">peak memory", "within the limits"]
    text = f"""## Rows without end

`{EXPRESSION}` with its derivatives, NDJSON through a pipe, which is written {BLOCK:,} rows at a time and
not stored; the results are thrown away. Medians of {ROUNDS} turns, the largest peak of them. Limits:
{MEMORY_LIMIT} MB, and {LIMIT:g} times the time for ten times the rows.

{table(columns, table_rows)}

The time grows as the rows to the power of {power:.3f}. From the start of the process to the result of
a first row, while the pipe stays open: {waits[0]}, nine of ten within {milliseconds(worst, 2)};
limit {milliseconds(FIRST_LIMIT, 0)}: {verdict}. From a second row to its result: {waits[1]}.
"""
    return text, {
        "seconds": seconds, "peaks": peaks, "exponent": power, "first result": first,
        "second result": later}
