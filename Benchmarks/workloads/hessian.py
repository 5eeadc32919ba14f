"""Hessians of Rosenbrock's function: a dense one beside JAX, and a large sparse one."""

import json
import statistics

from bench import (
    milliseconds, range_of_ratios, require_agreement, stage_times, table, wall_time)
from make_inputs import ROSENBROCK, rosenbrock_point

EXPRESSION = "sum(100*(x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2)"
DENSE, LARGE = ROSENBROCK
ROUNDS = 9
RUNS = 5
STAGES = ["trace", "compile", "run"]
# A twentieth of the time that JAX takes from the function to the matrix: for the same, and for the
# process that also starts, reads the point and writes the matrix, which JAX's time does not hold.
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
    own, matrices, large, peers = [], [], [], []
    # In turns, so that a change in the load of the machine meets all.
    for _ in range(ROUNDS):
        times = bench.process_times(dense, sparse, runs=RUNS, output="pipe")
        own.append(statistics.median(times[0]))
        large.append(statistics.median(times[1]))
        matrices.append(statistics.median(
            sum(stage_times(wall_time(*dense, "--time")[1]).values()) for _ in range(RUNS)))
        if jax:
            peers.append(bench.jax("hessian", path=path, matrix=False))

    seconds, matrix_seconds, large_seconds = map(statistics.median, (own, matrices, large))
    rows = [
        [f"`swiftgrad eval --transform hessian`, {DENSE} variables: the process",
         milliseconds(seconds)],
        ["- of it from the function to the matrix: all stages of `--time`",
         milliseconds(matrix_seconds)]]
    data = {
        "dense": seconds, "dense, stages": matrix_seconds, "sparse": large_seconds,
        "limit by JAX": JAX_LIMIT, "limit of sparse": SPARSE_LIMIT_SECONDS}
    if jax:
        totals = [peer["total"] for peer in peers]
        peer = {stage: statistics.median(entry[stage] for entry in peers) for stage in peers[0]}
        rows += [
            ["JAX `jit(hessian)`: trace, compile and run", milliseconds(peer["total"])],
            *([f"- of it {stage}", milliseconds(peer[stage])] for stage in STAGES),
            ["`import jax`, once, not counted", milliseconds(about["import"])]]
        against = ""
        for what, times in [("From the function to the matrix", matrices), ("The process", own)]:
            ratio = statistics.median(times) / peer["total"]
            verdict = bench.judge(
                ratio <= JAX_LIMIT, f"Hessian: {what.lower()}: {ratio:.3f} times JAX")
            against += (
                f"{what}: ratio {ratio:.3f}, in the single turns "
                f"{range_of_ratios(times, totals, 3)}; limit {JAX_LIMIT:g}: {verdict}.\n")
            data[f"ratio, {what.lower()}"] = ratio
        data |= {"JAX": peer, "JAX import": about["import"]}
    else:
        against = "JAX is missing, so there is nothing to judge by.\n"
    rows.append([
        f"`swiftgrad eval --transform hessian --sparse`, {LARGE:,} variables: the process",
        milliseconds(large_seconds)])
    sparse_verdict = bench.judge(
        large_seconds < SPARSE_LIMIT_SECONDS, f"sparse Hessian: {large_seconds:.2f} s")
    text = f"""## Hessians

Of `{EXPRESSION}`. Wall time of the whole process, which
reads the point and writes the matrix as JSON into a pipe, by hyperfine; and of it what JAX's time
holds: from the function to the matrix in memory. JAX runs in a process that has started, its caches
emptied before each turn. Medians of {ROUNDS} turns of {RUNS} runs (JAX: one). All entries agree with
the formula to a relative 1e-9.

{table(["program", ">time"], rows)}

{against}The sparse one within {SPARSE_LIMIT_SECONDS:g} s: {sparse_verdict}.
"""
    return text, data
