"""How long one value takes beside an empty C program."""

import importlib.util
import shutil
import statistics
import sys

from bench import milliseconds, table

LIMIT = 2.5
PAIRS = 10
RUNS = 200
# What others take at least, as a multiple of ours: qalc for a value, JAX for value and gradients.
QALC_GOAL = 30.0
JAX_GOAL = 300.0
JAX = (
    "import jax; jax.config.update('jax_enable_x64', True); "
    "print(jax.value_and_grad(lambda x, y: x * jax.numpy.log(y), argnums=(0, 1))(2.0, 3.0))")


def others(bench, ours):
    """Rows of what else computes this when called once, each in turns with swiftgrad."""
    found = [
        ("qalc", shutil.which("qalc"), "`qalc -t '2 * ln(3)'`, the value alone",
         ["qalc", "-t", "2 * ln(3)"], QALC_GOAL, 10),
        ("JAX", importlib.util.find_spec("jax"), "Python with JAX, `value_and_grad`",
         [sys.executable, "-c", JAX], JAX_GOAL, 3)]
    rows, data = [], {}
    for name, there, title, command, goal, runs in found:
        if not there:
            bench.notes.append(f"{name} is missing: start-up is not compared with it.")
            continue
        times = bench.process_times(*[command, ours] * 5, runs=runs)
        other, own = (statistics.median(sum(times[which::2], [])) for which in (0, 1))
        verdict = bench.judge(
            other / own >= goal, f"start-up: {name} takes {other / own:.0f} times as long")
        rows.append([title, milliseconds(other), f"{other / own:.0f}", f"{goal:g}", verdict])
        data[name] = {"seconds": other, "swiftgrad": own, "times": other / own, "goal": goal}
    return rows, data


def measure(bench):
    ours = [bench.binary, "eval", "x * log(y)", "x=2", "y=3", "--json"]
    # In turns, so that a change in the load of the machine meets both.
    times = bench.process_times(*[[bench.folder / "empty"], ours] * PAIRS, runs=RUNS, warmup=20)
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
    rows, data = others(bench, ours)
    if rows:
        columns = ["called once", ">median", ">times swiftgrad's", ">goal", "reached"]
        text += f"\n{table(columns, rows)}\n"
    return text, {"empty": empty, "swiftgrad": own, "ratio": ratio, "limit": LIMIT} | data
