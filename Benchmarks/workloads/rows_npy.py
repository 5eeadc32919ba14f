"""Rows of an array through `swiftgrad map`: prices of options with their derivatives."""

import statistics
from array import array

from bench import milliseconds, range_of_ratios, require_agreement, table, wall_time
from make_inputs import ELEMENTS
from workloads.black_scholes import DEFINITION, NAMES

JAX_LIMIT = 0.25
C_LIMIT = 1.5
ROUNDS = 5


def ends(path):
    """The first and the last row of a .npy file, as price, price, delta, delta and so on."""
    data = path.read_bytes()
    start = 10 + int.from_bytes(data[8:10], "little")
    values = array("d", data[start:])
    width = len(values) // ELEMENTS
    return [value for pair in zip(values[:width], values[-width:]) for value in pair]


def measure(bench):
    source, target = bench.folder / "options.npy", bench.folder / "greeks.npy"
    columns = [str(bench.folder / f"option_{name}.npy") for name in NAMES]
    expression = f"{DEFINITION}; f({', '.join(NAMES)})"

    def ours(threads):
        return wall_time(
            bench.binary, "map", expression, "--input", source, "--columns", ",".join(NAMES),
            "--output", target, "--quiet", "--threads", threads)[0]

    has_jax = bench.has_jax("rows of arrays")
    if has_jax:
        bench.jax("compile_program", name="black_scholes", paths=columns)
    own = {1: [], 2: []}
    jax, by_c = [], {1: [], 2: []}
    program = bench.folder / "black_scholes"
    other, third = bench.folder / "by_c.npy", bench.folder / "by_jax.npy"
    for _ in range(ROUNDS):
        for threads in own:
            for path in (target, other, third):
                path.unlink(missing_ok=True)
            own[threads].append(ours(threads))
            by_c[threads].append(wall_time(program, threads, source, other)[0])
        require_agreement("C", ends(other), ends(target), tiny=1e-12)
        if has_jax:
            jax.append(bench.jax(
                "run_rows", name="black_scholes", source=str(source), target=str(third))["seconds"])
            require_agreement("JAX", ends(third), ends(target), tiny=1e-12)
    if has_jax:
        bench.jax("forget_program", name="black_scholes")
    for path in (target, other, third):
        path.unlink(missing_ok=True)

    rows = [
        [f"`swiftgrad map --threads {threads}`, file to file, the process",
         milliseconds(statistics.median(times)), "", "", "", ""]
        for threads, times in own.items()]
    data = {"seconds": own, "C": by_c, "JAX": jax, "ratios": {}}
    compared = [
        (f"C on {threads} thread{'s' * (threads > 1)}, from file to file", own[threads],
         by_c[threads], C_LIMIT) for threads in own]
    if has_jax:
        compared.insert(0, ("JAX `jit(vmap(value_and_grad))`, from file to file", own[2], jax, JAX_LIMIT))
    for title, mine, others, limit in compared:
        ratio = statistics.median(mine) / statistics.median(others)
        verdict = bench.judge(
            ratio <= limit, f"rows of .npy: {ratio:.2f} times {title}, limit {limit:g}")
        rows.append([
            title, milliseconds(statistics.median(others)), f"{ratio:.2f}",
            range_of_ratios(mine, others), f"{limit:g}", verdict])
        data["ratios"][title] = ratio
    text = f"""## Rows of an array

The price and the five derivatives of {ELEMENTS:,} options, `swiftgrad map` from a .npy file of {ELEMENTS:,}
rows to a new one: the whole process. So it is for C, with formulas by hand. JAX has started and compiled before;
`numpy.load`, its computation and `numpy.save` count. What all of them take in memory is in the section
"Prices and greeks in memory". Medians of {ROUNDS} turns. Limits: a quarter of JAX's time, {C_LIMIT:g} times C's.

{table(["program", ">time", ">ratio", ">in the single turns", ">limit", "within the limit"], rows)}
"""
    return text, data
