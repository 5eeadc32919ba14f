"""What a gradient costs beside the value alone."""

from bench import milliseconds, table, time_of_run

LIMIT = 5.0
REPEAT = 20
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


def measure(bench):
    arrays = [f"x=@{bench.folder}/x.npy", f"y=@{bench.folder}/y.npy"]
    captured = [word for array in arrays for word in ("--let", array)]
    rows, data = [], {}
    for expression in EXPRESSIONS:
        # Without arguments there is nothing to differentiate by: only the value is computed.
        value = time_of_run(bench.binary, expression, *captured, repeat=REPEAT)
        both = time_of_run(bench.binary, expression, *arrays, repeat=REPEAT)
        ratio = both / value
        verdict = bench.judge(ratio <= LIMIT, f"{expression}: gradient ratio {ratio:.2f}")
        rows.append([
            f"`{expression}`", milliseconds(value, 2), milliseconds(both, 2), f"{ratio:.2f}",
            verdict])
        data[expression] = {"value": value, "gradient": both, "ratio": ratio, "limit": LIMIT}
    columns = [
        "expression", ">value", ">value and gradient by x and y", ">ratio", "within the limit"]
    text = f"""## The cost of a gradient

Arrays of 1,000,000 elements, medians of {REPEAT} runs of the compiled program. The limit is
{LIMIT:g} times the value alone. A gradient that is an argument itself, as those of `sum(x * y)`,
costs nothing; the difference of its two times is noise.

{table(columns, rows)}
"""
    return text, data
