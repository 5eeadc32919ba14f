"""The memory of a loop's gradient, with and without checkpoints."""

import json
import statistics

from bench import command_output, exponent, milliseconds, require_agreement, table
from workloads.loop import results_of, words_of

STEPS = [10_000, 100_000, 1_000_000, 10_000_000]
# What a process takes that stores next to nothing.
BASE_STEPS = 10
ROUNDS = 3
BYTES_LIMIT = 16
EXPONENT_LIMIT = 0.6
# Growth up to here is too small to tell its law from that of pages and stacks.
SMALL_BYTES = 1 << 20
NOISE_BYTES = 1 << 17


def peak(bench, steps, checkpoint):
    """Peak resident bytes of the process, the seconds of the run, the results."""
    file = bench.folder / "peak.txt"
    output = command_output(
        "/usr/bin/time", "-f", "%M", "-o", file, bench.binary, "eval",
        *words_of(steps, checkpoint), "--time", "--json")
    answer = json.loads(output)
    return int(file.read_text()) * 1024, answer["time"]["run"], results_of(answer)


def measure(bench):
    keys = [(steps, checkpoint) for steps in [BASE_STEPS, *STEPS] for checkpoint in (False, True)]
    peaks, times = {key: [] for key in keys}, {key: [] for key in keys}
    for _ in range(ROUNDS):
        results = {}
        for key in keys:
            size, seconds, results[key] = peak(bench, *key)
            peaks[key].append(size)
            times[key].append(seconds)
        for steps in STEPS:
            require_agreement(
                f"checkpoint, {steps} steps,", results[steps, True], results[steps, False])
    peaks = {key: statistics.median(sizes) for key, sizes in peaks.items()}
    times = {key: statistics.median(seconds) for key, seconds in times.items()}

    def growth(steps, checkpoint):
        return peaks[steps, checkpoint] - peaks[BASE_STEPS, checkpoint]

    last = STEPS[-1]
    slope = growth(last, False) / last
    slope_verdict = bench.judge(
        slope <= BYTES_LIMIT, f"loop: {slope:.1f} bytes for each stored scalar of a step")
    power = exponent([(steps, max(growth(steps, True), NOISE_BYTES)) for steps in STEPS])
    largest = max(growth(steps, True) for steps in STEPS)
    small = largest <= SMALL_BYTES
    checkpoint_verdict = bench.judge(
        small or power <= EXPONENT_LIMIT,
        f"loop with checkpoint: memory grows as the steps to the power of {power:.2f}")
    law = (
        f"by at most {largest / 2**20:.2f} MB" if small
        else f"as the steps to the power of {power:.2f}")
    rows = [
        [f"{steps:,}",
         *(f"{peaks[steps, checkpoint] / 2**20:.1f} MB" for checkpoint in (False, True)),
         f"{growth(steps, False) / steps:.1f}", f"{growth(steps, True) / steps:.3f}",
         *(milliseconds(times[steps, checkpoint], 2) for checkpoint in (False, True)),
         f"{times[steps, True] / times[steps, False]:.2f}"]
        for steps in [BASE_STEPS, *STEPS]]
    for column in (3, 4):
        rows[0][column] = ""
    columns = [
        ">steps", ">peak", ">with checkpoint", ">bytes per step", ">with checkpoint", ">time",
        ">with checkpoint", ">ratio"]
    text = f"""## A loop's memory

Peak resident size of the whole process that computes the loop above with its gradients, and the
same with its body in `checkpoint(...)`; medians of {ROUNDS} turns. Bytes per step are what exceeds
the peak of {BASE_STEPS} steps. A step carries one number.

{table(columns, rows)}

Without checkpoint {slope:.1f} bytes for each of {last:,} steps, limit {BYTES_LIMIT} for a number
carried: {slope_verdict}.
With checkpoint the memory grows {law};
limit {SMALL_BYTES / 2**20:g} MB or a power of {EXPONENT_LIMIT}: {checkpoint_verdict}.
"""
    data = {
        name: {steps: {"peak": peaks[steps, checkpoint], "run": times[steps, checkpoint]}
               for steps in [BASE_STEPS, *STEPS]}
        for name, checkpoint in [("plain", False), ("checkpoint", True)]}
    return text, data | {
        "bytes per step": slope, "limit of bytes": BYTES_LIMIT, "exponent": power,
        "growth with checkpoint": largest, "limit of exponent": EXPONENT_LIMIT}
