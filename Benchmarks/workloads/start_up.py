"""How long one value takes beside an empty C program."""

import json
import statistics

from bench import command_output, milliseconds, table

LIMIT = 3.0
PAIRS = 10
RUNS = 200


def measure(bench):
    result = bench.folder / "start.json"
    ours = f"{bench.binary} eval 'x * log(y)' x=2 y=3 --json"
    # In turns, so that a change in the load of the machine meets both.
    command_output(
        "hyperfine", "-N", "--style", "none", "--warmup", "20", "--runs", RUNS,
        "--export-json", result, *[bench.folder / "empty", ours] * PAIRS)
    times = [run["times"] for run in json.loads(result.read_text())["results"]]
    empty, own = (statistics.median(sum(times[which::2], [])) for which in (0, 1))
    ratio = own / empty
    pairs = sorted(
        statistics.median(b) / statistics.median(a) for a, b in zip(times[::2], times[1::2]))
    verdict = bench.judge(ratio <= LIMIT, f"start-up: ratio {ratio:.2f}")
    rows = [
        ["an empty C program, dynamically linked", milliseconds(empty, 2)],
        ["`swiftgrad eval 'x * log(y)' x=2 y=3 --json`", milliseconds(own, 2)]]
    text = f"""## Start-up

Medians of whole processes: {PAIRS} times {RUNS} runs of each command, in turns, in one
hyperfine run.

{table(["command", ">median"], rows)}

Ratio {ratio:.2f}, in the single turns {pairs[0]:.2f} to {pairs[-1]:.2f}; limit {LIMIT}: {verdict}.
"""
    return text, {"empty": empty, "swiftgrad": own, "ratio": ratio, "limit": LIMIT}
