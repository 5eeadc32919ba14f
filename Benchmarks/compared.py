"""A program beside its peers: JAX, and C by hand. What the workloads of the executor share."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

from bench import (
    HERE, TIMEOUT_SECONDS, command_output, milliseconds, range_of_ratios, require_agreement, table)

ROUNDS = 5


@dataclass
class Program:
    """What is computed, and what it may take beside others.

    `arguments` are the names of the inputs, each with the path of its file: those that are
    differentiated come first, as many as `differentiated` says. `definition` defines `f` of these.
    With `printed`, they are arguments of `eval`, which prints all gradients; without, captured
    values, of whose gradients few elements are printed. That is for large arrays only: what follows
    from few captured numbers is computed once, before the first run.
    The value and each gradient are compared by their first and last elements, as
    `jax_programs.ends` does for JAX and the programs in C print; `shapes` are the shapes of the
    value and of the gradients. `by_row` says that the gradient of each row is taken.
    Limits are ratios of swiftgrad's time to the other's.
    """

    name: str
    title: str
    about: str
    definition: str
    arguments: dict
    differentiated: int
    shapes: list
    by_row: bool = False
    printed: bool = False
    jax_limit: float = 1.0
    jax_arguments: list = None
    compile_limit: float = None
    # Title, words of the command, limit or none, and words for swiftgrad to be compared with it.
    c: list = field(default_factory=list)
    repeat: int = 5

    def expression(self):
        names = list(self.arguments)[: self.differentiated]
        if self.printed:
            return f"{self.definition}; f({', '.join(names)})"
        places = ", ".join(map(str, range(self.differentiated)))
        derivative = f"value_and_grad(f, argnums=({places},))"
        if self.by_row:
            derivative = f"vmap({derivative})"
        ends = ends_of("y", self.shapes[0])
        for place, shape in enumerate(self.shapes[1:]):
            ends += ends_of(f"d[{place}]", shape)
        # The gradients are computed whole; printing all of them is not what is measured.
        return (
            f"{self.definition}; y, d = {derivative}({', '.join(names)}); [{', '.join(ends)}]")

    def words(self):
        given = [f"{name}=@{path}" for name, path in self.arguments.items()]
        count = self.differentiated if self.printed else 0
        return [
            self.expression(), *given[:count],
            *(word for part in given[count:] for word in ("--let", part))]

    def results(self, answer):
        """The first and last elements of an answer, in the order in which the peers have them."""
        if not self.printed:
            return answer["y"]
        parts = [answer["y"], *(answer["dydx"][name] for name in answer["dydx"])]
        return [
            end for part in parts for end in (corners(part) if isinstance(part, list) else [part])]


def corners(part):
    """The first and the last element of nested lists."""
    first, last = part, part
    while isinstance(first, list):
        first, last = first[0], last[-1]
    return [first, last]


def ends_of(name, shape):
    if not shape:
        return [name]
    return [f"{name}[{', '.join([str(place)] * len(shape))}]" for place in (0, -1)]


def own_peak(bench, words):
    """The peak resident bytes of `swiftgrad eval`, reading and printing included."""
    file = bench.folder / "peak.txt"
    command_output(
        "/usr/bin/time", "-f", "%M", "-o", file, bench.binary, "eval", *words, "--json")
    return int(file.read_text()) * 1024


def jax_peak(program):
    """The peak resident bytes of a process that starts JAX for this alone."""
    paths = program.jax_arguments or list(program.arguments.values())
    requests = [
        {"action": "compile_program", "name": program.name, "paths": paths},
        {"action": "run_program", "name": program.name, "repeat": 1}, {"action": "peak"}]
    output = subprocess.run(
        [sys.executable, HERE / "peers" / "jax_peer.py"], check=True, capture_output=True,
        text=True, timeout=TIMEOUT_SECONDS, input="".join(json.dumps(r) + "\n" for r in requests))
    return json.loads(output.stdout.splitlines()[-1])["bytes"]


def megabytes(size):
    return f"{size / 2**20:,.1f} MB"


def measure_program(bench, program):
    """The section of one program: times in turns, compilation, memory."""
    words = program.words()
    has_jax = bench.has_jax(program.title)
    paths = program.jax_arguments or list(program.arguments.values())
    built = {}
    if has_jax:
        built = bench.jax("compile_program", name=program.name, paths=paths)

    own = {(): []}
    for _, _, _, flags in program.c:
        own.setdefault(tuple(flags), [])
    others = {"JAX": []} if has_jax else {}
    others |= {title: [] for title, _, _, _ in program.c}
    stages = []
    for _ in range(ROUNDS):
        # In turns, so that a change in the load of the machine meets all.
        for flags, times in own.items():
            answer = bench.evaluate(
                *words, *flags, "--time", "--repeat", str(program.repeat))
            times.append(answer["time"].pop("run"))
            if not flags:
                stages.append(sum(answer["time"].values()))
        if has_jax:
            other = bench.jax("run_program", name=program.name, repeat=program.repeat)
            others["JAX"].append(statistics.median(other["times"]))
            require_agreement(program.name, program.results(answer), other["y"], tiny=1e-12)
        for title, command, _, _ in program.c:
            other = json.loads(command_output(*command(program.repeat)))
            others[title].append(statistics.median(other["times"]))
            require_agreement(
                f"{program.name} by {title}", other["y"], program.results(answer), tiny=1e-12)
    if has_jax:
        bench.jax("forget_program", name=program.name)

    compiling, seconds = statistics.median(stages), statistics.median(own[()])
    peak = own_peak(bench, words)
    rows = [["swiftgrad" + "".join(f", `{flag}`" for flag in [" ".join(flags)] if flag),
             milliseconds(statistics.median(times), 2), "", "", "", ""]
            for flags, times in own.items()]
    data = {
        "seconds": {" ".join(flags): times for flags, times in own.items()}, "others": others,
        "ready": compiling, "peak": peak, "ratios": {}, "limits": {}}
    limits = ([("JAX", program.jax_limit, [])] if has_jax else []) + [
        (title, limit, flags) for title, _, limit, flags in program.c]
    for title, limit, flags in limits:
        times = own[tuple(flags)]
        ratio = statistics.median(times) / statistics.median(others[title])
        verdict = "" if limit is None else bench.judge(
            ratio <= limit, f"{program.title}: {ratio:.2f} times {title}, limit {limit:g}")
        rows.append([
            title, milliseconds(statistics.median(others[title]), 2), f"{ratio:.2f}",
            range_of_ratios(times, others[title]), "" if limit is None else f"{limit:g}", verdict])
        data["ratios"][title], data["limits"][title] = ratio, limit
    columns = ["program", ">time", ">ratio", ">in the single turns", ">limit", "within the limit"]
    lines = [f"Before the first run: swiftgrad {milliseconds(compiling, 2)}"]
    if has_jax:
        total = sum(built.values())
        data["JAX ready"] = built
        lines[0] += (
            f", JAX {milliseconds(total, 0)} (trace {milliseconds(built['trace'], 0)}, "
            f"XLA {milliseconds(built['compile'], 0)})")
        if program.compile_limit:
            ratio = total / compiling
            verdict = bench.judge(
                ratio >= program.compile_limit, f"{program.title}: compiled {ratio:.0f} times "
                f"faster than by JAX, goal {program.compile_limit:g}")
            lines[0] += f": {ratio:.0f} times, goal {program.compile_limit:g} times: {verdict}"
            data["times faster compiled"] = ratio
    lines[0] += "."
    lines.append(f"Peak memory of the process: swiftgrad {megabytes(peak)}")
    if has_jax:
        other = jax_peak(program)
        data["JAX peak"] = other
        verdict = bench.judge(
            peak < other, f"{program.title}: {megabytes(peak)}, JAX {megabytes(other)}")
        lines[-1] += f", JAX {megabytes(other)}; less than JAX: {verdict}"
    lines[-1] += "."
    text = f"""## {program.title}

{program.about}

{table(columns, rows)}

{chr(10).join(lines)}
"""
    return text, data
