"""Runs the benchmarks, prints a Markdown report and exits with 1 where a limit is passed.

Called by `run` with the binary, an empty C program and the folder of inputs.
"""

import json
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

START_LIMIT = 3.0
START_PAIRS = 10
START_RUNS = 200
GRADIENT_LIMIT = 5.0
SUM_LIMIT_SECONDS = 1.0
# Twice the terms may take at most this many times the time.
GROWTH_LIMIT = 2.6

BINARY, EMPTY, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])

EXPRESSIONS = [
    "sum(x * y)",
    "sum(x**2 + 3*x*y)",
    "sum(x * log(y))",
    "sum(exp(-x**2) * sin(y))",
    "sum(sqrt(x**2 + y**2))",
    "sum(tanh(x) * sigmoid(y))",
    "logsumexp(x * y)",
    "mean((x - y)**2)",
]

failures = []


def judge(passes, what):
    if not passes:
        failures.append(what)
    return "yes" if passes else "**no**"


def command_output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def start_up():
    result = FOLDER / "start.json"
    ours = f"{BINARY} eval 'x * log(y)' x=2 y=3 --json"
    # In turns, so that a change in the load of the machine meets both.
    command_output(
        "hyperfine", "-N", "--style", "none", "--warmup", "20", "--runs", str(START_RUNS),
        "--export-json", str(result), *[EMPTY, ours] * START_PAIRS)
    times = [run["times"] for run in json.loads(result.read_text())["results"]]
    empty, own = (statistics.median(sum(times[which::2], [])) for which in (0, 1))
    ratio = own / empty
    pairs = sorted(
        statistics.median(b) / statistics.median(a) for a, b in zip(times[::2], times[1::2]))
    verdict = judge(ratio <= START_LIMIT, f"start-up: ratio {ratio:.2f}")
    return f"""## Start-up

Medians of whole processes: {START_PAIRS} times {START_RUNS} runs of each command, in turns, in one
hyperfine run.

| command | median |
|---|---:|
| an empty C program, dynamically linked | {empty * 1e3:.2f} ms |
| `swiftgrad eval 'x * log(y)' x=2 y=3 --json` | {own * 1e3:.2f} ms |

Ratio {ratio:.2f}, in the single turns {pairs[0]:.2f} to {pairs[-1]:.2f}; limit {START_LIMIT}: {verdict}.
"""


def time_of_run(*words):
    # The gradients are millions of numbers: only the end of the line is of interest.
    line = command_output(BINARY, "eval", *words, "--time", "--repeat", "20", "--json")
    start = line.rindex('"time": ') + len('"time": ')
    return json.loads(line[start:].rstrip().removesuffix("}"))["run"]


def gradient_cost():
    arrays = [f"x=@{FOLDER}/x.npy", f"y=@{FOLDER}/y.npy"]
    captured = [word for array in arrays for word in ("--let", array)]
    rows = []
    for expression in EXPRESSIONS:
        # Without arguments there is nothing to differentiate by: only the value is computed.
        value = time_of_run(expression, *captured)
        both = time_of_run(expression, *arrays)
        ratio = both / value
        verdict = judge(ratio <= GRADIENT_LIMIT, f"{expression}: gradient ratio {ratio:.2f}")
        rows.append(
            f"| `{expression}` | {value * 1e3:.2f} ms | {both * 1e3:.2f} ms | {ratio:.2f} | {verdict} |")
    table = "\n".join(rows)
    return f"""## The cost of a gradient

Arrays of 1,000,000 elements, medians of 20 runs of the compiled program. The limit is
{GRADIENT_LIMIT:g} times the value alone. A gradient that is an argument itself, as those of `sum(x * y)`, costs nothing; the
difference of its two times is noise.

| expression | value | value and gradient by x and y | ratio | within the limit |
|---|---:|---:|---:|---|
{table}
"""


def wall_time(terms):
    words = [
        BINARY, "eval", "-f", f"{FOLDER}/sum{terms}.txt", "--kwargs", f"@{FOLDER}/sum{terms}.json",
        "--json"]
    times = []
    for _ in range(7):
        start = time.perf_counter()
        command_output(*words)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def long_sum():
    rows, previous = [], None
    for terms in [1250, 2500, 5000, 10000]:
        seconds = wall_time(terms)
        growth = "" if previous is None else f"{seconds / previous:.2f}"
        if previous is not None:
            judge(seconds / previous <= GROWTH_LIMIT, f"{terms} terms: growth {growth}")
        rows.append(f"| {terms:,} | {terms + 1:,} | {seconds * 1e3:.0f} ms | {growth} |")
        previous = seconds
    verdict = judge(seconds < SUM_LIMIT_SECONDS, f"10,000 terms: {seconds:.2f} s")
    table = "\n".join(rows)
    return f"""## A sum written out

`x0*x1 + x1*x2 + ...` from a file, the variables by `--kwargs`, with all gradients as JSON: wall
time of the process, median of 7. Limits: {SUM_LIMIT_SECONDS:g} s for 10,000 terms ({verdict}), and
{GROWTH_LIMIT} times the time for twice the terms.

| terms | variables | time | times the one before |
|---:|---:|---:|---:|
{table}
"""


def machine():
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line),
        platform.machine())
    cores = subprocess.run(["nproc"], capture_output=True, text=True).stdout.strip()
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    swift = command_output("swift", "--version").splitlines()[0]
    tools = ", ".join([
        command_output(BINARY, "--version").strip(), command_output("hyperfine", "--version").strip()])
    return f"""# Results

Written by `make bench` on {date.today()}.

- {model}, {cores} cores, {system}, Linux {platform.release()}
- {swift}
- {tools}
"""


report = "\n".join([machine(), start_up(), gradient_cost(), long_sum()])
print(report, end="")
(Path(__file__).parent / "results.md").write_text(report)
for failure in failures:
    print(f"over the limit: {failure}", file=sys.stderr)
sys.exit(1 if failures else 0)
