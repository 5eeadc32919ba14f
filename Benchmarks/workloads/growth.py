"""Whether time and memory of a gradient grow as the elements of its argument."""

import statistics

from bench import exponent, milliseconds, table, time_of_run
from compared import megabytes, own_peak
from make_inputs import GROWTH

EXPRESSION = "sum(tanh(x)*sin(3x) + exp(-x^2))"
# The same without printing the gradient whole, for the memory that the computation takes.
SHORT = f"y, d = value_and_grad(lambda x: {EXPRESSION})(x); [y, d[0], d[-1]]"
ROUNDS = 3
# Short runs are repeated until they take about as long as so many elements.
REPEATED_ELEMENTS = 10_000_000
# Ten times the elements may take at most so many times the time.
LIMIT = 13.0
# The array and its gradient are 16 bytes an element; as much again may be used on the way.
BYTES_LIMIT = 32.0


def measure(bench):
    arrays = {count: f"x=@{bench.folder}/growth{count}.npy" for count in GROWTH}
    times = {count: [] for count in GROWTH}
    for _ in range(ROUNDS):
        for count in GROWTH:
            repeat = min(1000, max(5, REPEATED_ELEMENTS // count))
            times[count].append(time_of_run(
                bench.binary, EXPRESSION, arrays[count], repeat=repeat))
    medians = {count: statistics.median(found) for count, found in times.items()}
    peaks = {
        count: statistics.median(
            own_peak(bench, [SHORT, "--let", arrays[count]]) for _ in range(3))
        for count in GROWTH}
    base = peaks[GROWTH[0]]
    rows, previous = [], None
    for count, seconds in medians.items():
        growth = "" if previous is None else f"{seconds / previous:.2f}"
        each = (peaks[count] - base) / count
        # What a process takes at all hides what few elements take.
        fine = each <= BYTES_LIMIT or peaks[count] - base < 4 << 20
        verdict = bench.judge(
            fine and (previous is None or seconds / previous <= LIMIT),
            f"{count:,} elements: growth {growth}, {each:.1f} bytes an element")
        rows.append([
            f"{count:,}", milliseconds(seconds, 4), f"{seconds / count * 1e9:.2f} ns", growth,
            megabytes(peaks[count]), f"{each:.1f}" if count >= 100_000 else "", verdict])
        previous = seconds
    power = exponent(medians.items())
    columns = [
        ">elements", ">time", ">an element", ">times the one before", ">peak memory",
        ">bytes an element", "within the limits"]
    text = f"""## A gradient's time by its elements

`{EXPRESSION}` with its gradient, `time.run`, medians of {ROUNDS} turns, and the peak
of a whole process. Limits: {LIMIT:g} times the time for ten times the elements, {BYTES_LIMIT:g} bytes an
element beyond the peak of {GROWTH[0]} elements, of which the array and its gradient take 16.

{table(columns, rows)}

The time grows as the elements to the power of {power:.3f}.
"""
    return text, {"seconds": medians, "peaks": peaks, "exponent": power}
