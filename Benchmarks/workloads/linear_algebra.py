"""Products, systems and factors of large matrices with their gradients, beside jitted JAX."""

import statistics

from bench import milliseconds, range_of_ratios, require_agreement, table, time_of_run

SIZE = 1000
A = f"reshape(x, ({SIZE}, {SIZE}))"
B = f"reshape(y, ({SIZE}, {SIZE}))"
# Far from singular: the elements of A are between 0.5 and 2.5.
EXPRESSIONS = {
    "matmul": f"sum({A} @ {B})",
    "solve": f"sum(solve({A} + 2 * {SIZE} * eye({SIZE}), y[:{SIZE}]))",
    "cholesky": f"a = {A}; sum(cholesky((a + a.T) / 2 + 2 * {SIZE} * eye({SIZE})))",
}
ROUNDS = 5
# The first runs of a process still fetch their memory; JAX's process has lived for long.
REPEAT = 11
JAX_LIMIT = 1.0


def measure(bench):
    arguments = [f"{name}=@{bench.folder}/{name}.npy" for name in "xy"]
    jax = bench.has_jax("linear algebra")
    paths = {name: str(bench.folder / f"{name}.npy") for name in "xy"}
    rows, data = [], {"limit by JAX": JAX_LIMIT}
    for name, expression in EXPRESSIONS.items():
        words = [expression, *(arguments if name != "cholesky" else arguments[:1])]
        own, peers = [], []
        # In turns, so that a change in the load of the machine meets all.
        for _ in range(ROUNDS):
            own.append(time_of_run(bench.binary, *words, repeat=REPEAT))
            if jax:
                peers.append(bench.jax("matrices", name=name, size=SIZE, repeat=REPEAT, **paths))
        row = [f"`{name}`", milliseconds(statistics.median(own))]
        data[name] = {"seconds": statistics.median(own)}
        if jax:
            require_agreement(
                name, [bench.evaluate(*words)["y"]], [peers[0]["y"]])
            times = [statistics.median(peer["times"]) for peer in peers]
            ratio = statistics.median(own) / statistics.median(times)
            verdict = bench.judge(ratio <= JAX_LIMIT, f"{name}: {ratio:.2f} times JAX")
            row += [
                milliseconds(statistics.median(times)), f"{ratio:.2f}",
                range_of_ratios(own, times), verdict]
            data[name] |= {"JAX": statistics.median(times), "ratio": ratio}
        rows.append(row)
    columns = ["function", ">time"]
    if jax:
        columns += [">JAX", ">ratio", ">in single turns", "within the limit"]
    text = f"""## Large matrices

Value and all gradients of `sum(A @ B)`, `sum(solve(A, b))` and `sum(cholesky(A))` for matrices of
{SIZE} rows in float64: medians of {ROUNDS} turns, each the median of {REPEAT} runs after compilation. Limit:
{JAX_LIMIT:g} times jitted JAX.

{table(columns, rows)}
"""
    return text, data
