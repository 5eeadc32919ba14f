"""Expressions of thousands of terms."""

import statistics

from bench import milliseconds, table, wall_time

LIMIT_SECONDS = 1.0
# Twice the terms may take at most this many times the time.
GROWTH_LIMIT = 2.6
TERMS = [1250, 2500, 5000, 10000]
RUNS = 7


def measure(bench):
    rows, data, previous = [], {}, None
    for terms in TERMS:
        file = f"{bench.folder}/sum{terms}"
        words = ["eval", "-f", f"{file}.txt", "--kwargs", f"@{file}.json", "--json"]
        seconds = statistics.median(wall_time(bench.binary, *words)[0] for _ in range(RUNS))
        growth = "" if previous is None else f"{seconds / previous:.2f}"
        if previous is not None:
            bench.judge(seconds / previous <= GROWTH_LIMIT, f"{terms} terms: growth {growth}")
        rows.append([f"{terms:,}", f"{terms + 1:,}", milliseconds(seconds, 0), growth])
        data[terms] = seconds
        previous = seconds
    verdict = bench.judge(seconds < LIMIT_SECONDS, f"{TERMS[-1]:,} terms: {seconds:.2f} s")
    text = f"""## A sum written out

`x0*x1 + x1*x2 + ...` from a file, the variables by `--kwargs`, with all gradients as JSON: wall
time of the process, median of {RUNS}. Limits: {LIMIT_SECONDS:g} s for {TERMS[-1]:,} terms
({verdict}), and {GROWTH_LIMIT} times the time for twice the terms.

{table([">terms", ">variables", ">time", ">times the one before"], rows)}
"""
    return text, {"seconds": data, "limit": LIMIT_SECONDS, "growth limit": GROWTH_LIMIT}
