"""Functions of large arrays, value and gradient, beside JAX."""

import statistics

from bench import milliseconds, range_of_ratios, require_agreement, table

LIMIT = 0.5
ROUNDS = 5
REPEAT = 5
ELEMENTS = "10,000,000"
# Where each is computed: numbers of a normal distribution, or between 0.1 and 10.
INPUTS = {
    "exp": "normal", "log": "positive", "sin": "normal", "tanh": "normal", "erf": "normal",
    "lgamma": "positive"}


def expression(function):
    # The gradient is computed whole; printing all of it is not what is measured.
    return f"y, dydx = value_and_grad(lambda x: sum({function}(x)))(x); [y, dydx[0], dydx[-1]]"


def ours(bench, function):
    path = f"{bench.folder}/{INPUTS[function]}.npy"
    return bench.evaluate(
        expression(function), "--let", f"x=@{path}", "--time", "--repeat", str(REPEAT))


def by_jax(bench, function):
    path = f"{bench.folder}/{INPUTS[function]}.npy"
    return bench.jax("elementwise", function=function, path=path, repeat=REPEAT)


def measure(bench):
    has_jax = bench.has_jax("elementwise work")
    columns = ["function", ">swiftgrad", ">an element"]
    if has_jax:
        columns += [">JAX", ">ratio", ">in the single turns", "within the limit"]
    rows, data = [], {}
    for function in INPUTS:
        own, others = [], []
        # In turns, so that a change in the load of the machine meets both.
        for _ in range(ROUNDS):
            answer = ours(bench, function)
            own.append(answer["time"]["run"])
            if has_jax:
                other = by_jax(bench, function)
                others.append(statistics.median(other["times"]))
                require_agreement(f"the sum of {function}", answer["y"], other["y"])
        seconds = statistics.median(own)
        count = int(ELEMENTS.replace(",", ""))
        row = [f"`{function}`", milliseconds(seconds), f"{seconds / count * 1e9:.2f} ns"]
        data[function] = {"seconds": own}
        if has_jax:
            jax = statistics.median(others)
            ratio = seconds / jax
            verdict = bench.judge(ratio <= LIMIT, f"elementwise {function}: ratio {ratio:.2f}")
            row += [milliseconds(jax), f"{ratio:.2f}", range_of_ratios(own, others), verdict]
            data[function] |= {"jax": others, "ratio": ratio, "limit": LIMIT}
        rows.append(row)
    text = f"""## Elementwise work

The sum of a function over {ELEMENTS} elements in float64 with the gradient by all of them, beside JAX's
`jit(value_and_grad)` on the same cores. Each turn takes the median of {REPEAT} runs after
compilation; medians of {ROUNDS} turns. Limit: {LIMIT:g} times JAX.

{table(columns, rows)}
"""
    return text, data
