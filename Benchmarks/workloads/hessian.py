"""Hessians of Rosenbrock's function: a dense one beside JAX, and a large sparse one."""

import json
import statistics

from bench import milliseconds, range_of_ratios, require_agreement, table, wall_time
from make_inputs import ROSENBROCK, rosenbrock_point

EXPRESSION = "sum(100*(x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2)"
DENSE, LARGE = ROSENBROCK
ROUNDS = 9
STAGES = ["trace", "compile", "run"]
# A twentieth of the time that JAX takes from the function to the matrix.
JAX_LIMIT = 0.05
SPARSE_LIMIT_SECONDS = 1.0


def words_of(bench, size, *flags):
    return [
        bench.binary, "eval", "--transform", "hessian", *flags, EXPRESSION,
        f"x=@{bench.folder}/rosenbrock{size}.npy", "--no-auto-unpack-single-arg", "--json"]


def reference(size):
    """The entries that are not 0, as (row, column): value, by the formula."""
    x, entries = rosenbrock_point(size), {}
    for i in range(size):
        first = 1200 * x[i] ** 2 - 400 * x[i + 1] + 2 if i + 1 < size else 0
        entries[i, i] = first + (200 if i > 0 else 0)
        if i + 1 < size:
            entries[i, i + 1] = entries[i + 1, i] = -400 * x[i]
    return entries


def hessian_in(line):
    """The matrix of an answer: a list of rows, or of a sparse one the places and values."""
    found = json.loads(line)["hessian"]
    while isinstance(found, dict) and "x" in found:
        found = found["x"]
    return found


def entries_of(found):
    if isinstance(found, dict):
        places = zip(found["rows"], found["columns"])
        return {place: value for place, value in zip(places, found["values"]) if value != 0}
    return {
        (i, j): value for i, row in enumerate(found) for j, value in enumerate(row) if value != 0}


def check(name, found, size):
    entries, wanted = entries_of(found), reference(size)
    if entries.keys() != wanted.keys():
        raise ValueError(
            f"{name} has {len(entries)} entries other than 0, not the {len(wanted)} it should")
    require_agreement(name, [entries[place] for place in wanted], list(wanted.values()))


def measure(bench):
    dense, sparse = words_of(bench, DENSE), words_of(bench, LARGE, "--sparse")
    jax = bench.has_jax("the Hessian")
    path = str(bench.folder / f"rosenbrock{DENSE}.npy")
    check("the dense Hessian", hessian_in(wall_time(*dense)[1]), DENSE)
    check("the sparse Hessian", hessian_in(wall_time(*sparse)[1]), LARGE)
    if jax:
        # The first one also pays for what JAX loads late.
        check("JAX's Hessian", bench.jax("hessian", path=path, matrix=True)["matrix"], DENSE)
        about = bench.jax("about")
    own, large, peers = [], [], []
    # In turns, so that a change in the load of the machine meets all.
    for _ in range(ROUNDS):
        own.append(wall_time(*dense)[0])
        if jax:
            peers.append(bench.jax("hessian", path=path, matrix=False))
        large.append(wall_time(*sparse)[0])

    seconds, large_seconds = statistics.median(own), statistics.median(large)
    rows = [[
        f"`swiftgrad eval --transform hessian`, {DENSE} variables: the process",
        milliseconds(seconds)]]
    data = {
        "dense": seconds, "sparse": large_seconds, "limit by JAX": JAX_LIMIT,
        "limit of sparse": SPARSE_LIMIT_SECONDS}
    if jax:
        totals = [peer["total"] for peer in peers]
        peer = {stage: statistics.median(entry[stage] for entry in peers) for stage in peers[0]}
        rows += [
            ["JAX `jit(hessian)`: trace, compile and run", milliseconds(peer["total"])],
            *([f"- of it {stage}", milliseconds(peer[stage])] for stage in STAGES),
            ["`import jax`, once, not counted", milliseconds(about["import"])]]
        ratio = seconds / peer["total"]
        verdict = bench.judge(ratio <= JAX_LIMIT, f"Hessian: {ratio:.2f} times JAX")
        against = (
            f"Ratio {ratio:.2f}, in the single turns {range_of_ratios(own, totals)}; "
            f"limit {JAX_LIMIT:g}: {verdict}.")
        data |= {"JAX": peer, "JAX import": about["import"], "ratio": ratio}
    else:
        against = "JAX is missing, so there is nothing to judge by."
    rows.append([
        f"`swiftgrad eval --transform hessian --sparse`, {LARGE:,} variables: the process",
        milliseconds(large_seconds)])
    sparse_verdict = bench.judge(
        large_seconds < SPARSE_LIMIT_SECONDS, f"sparse Hessian: {large_seconds:.2f} s")
    text = f"""## Hessians

Of `{EXPRESSION}`. Wall time of the whole process with
the matrix as JSON, beside JAX in a process that has started, its caches emptied before each turn;
medians of {ROUNDS} turns. All entries agree with the formula to a relative 1e-9.

{table(["program", ">time"], rows)}

{against} The sparse one within {SPARSE_LIMIT_SECONDS:g} s: {sparse_verdict}.
"""
    return text, data
