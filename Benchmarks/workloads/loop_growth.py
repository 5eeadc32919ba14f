"""Whether the time of a loop's gradient is linear in its steps."""

import statistics

from bench import exponent, milliseconds, table, time_of_run
from workloads.loop import words_of

STEPS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000]
ROUNDS = 5
# Short runs are repeated until they take about as long as this many steps.
REPEATED_STEPS = 1_000_000
# Ten times the steps may take at most this many times the time.
LIMIT = 13.0


def measure(bench):
    times = {steps: [] for steps in STEPS}
    for _ in range(ROUNDS):
        for steps in STEPS:
            repeat = min(200, max(1, REPEATED_STEPS // steps))
            times[steps].append(time_of_run(bench.binary, *words_of(steps), repeat=repeat))
    medians = {steps: statistics.median(seconds) for steps, seconds in times.items()}
    rows, previous = [], None
    for steps, seconds in medians.items():
        growth = "" if previous is None else f"{seconds / previous:.2f}"
        verdict = "" if previous is None else bench.judge(
            seconds / previous <= LIMIT, f"loop of {steps:,} steps: growth {growth}")
        rows.append([
            f"{steps:,}", milliseconds(seconds, 3), f"{seconds / steps * 1e9:.1f} ns", growth,
            verdict])
        previous = seconds
    power = exponent(medians.items())
    columns = [">steps", ">time", ">per step", ">times the one before", "within the limit"]
    text = f"""## A loop's time by its steps

The loop above with its gradients, `time.run`, medians of {ROUNDS} turns. Ten times the steps may
take {LIMIT:g} times the time.

{table(columns, rows)}

The time grows as the steps to the power of {power:.3f}.
"""
    return text, {"seconds": medians, "exponent": power, "limit": LIMIT}
