"""The gradient of a long loop beside JAX and C."""

import importlib.util
import json
import statistics
from functools import partial

from bench import command_output, milliseconds, range_of_ratios, require_agreement, table

STEPS = 1_000_000
# Here a step draws points together, so rounding errors do not grow with the steps.
ARGUMENTS = {"a": 1.1, "b": 0.7, "x0": 0.4}
ROUNDS = 7
REPEAT = 3
# JAX takes one and a half times as long.
JAX_LIMIT = 2 / 3
C_LIMIT = 2.5
FORMS = ["scan", "fori_loop"]
# After few steps the derivative by x0 still counts, after some it is tiny. Each step brings
# points 5 times closer, so that from SETTLED steps on nothing changes.
CHECKED_STEPS = [12, 100]
SETTLED_STEPS = 1000
TITLES = {
    "swiftgrad": "`swiftgrad eval --time`: `time.run`, value and gradients",
    "JAX scan": "JAX `jit(value_and_grad)` of `lax.scan`",
    "JAX fori_loop": "JAX `jit(value_and_grad)` of `lax.fori_loop`",
    "C value": "C, the value alone",
    "C gradient": "C, value and gradients by a reverse loop that stores each x",
}


def expression(steps, checkpoint=False):
    body = "lambda i, x: sin(a*x) + b*x*exp(-x)"
    return f"fori_loop(0, {steps}, {f'checkpoint({body})' if checkpoint else body}, x0)"


def words_of(steps, checkpoint=False):
    return [expression(steps, checkpoint), *(f"{key}={value}" for key, value in ARGUMENTS.items())]


def results_of(answer):
    """The value and its gradients of an answer of swiftgrad, JAX or C, in one order."""
    dydx = answer["dydx"]
    return [answer["y"], *([dydx[key] for key in ARGUMENTS] if isinstance(dydx, dict) else dydx)]


def reference(steps):
    """The same with 60 digits, by forward differentiation."""
    from mpmath import cos, exp, mp, mpf, sin

    mp.dps = 60
    a, b, x = (mpf(str(value)) for value in ARGUMENTS.values())
    da, db, dx = mpf(0), mpf(0), mpf(1)
    for _ in range(steps):
        power = exp(-x)
        slope = a * cos(a * x) + b * power - b * x * power
        da, db, dx = x * cos(a * x) + slope * da, x * power + slope * db, slope * dx
        x = sin(a * x) + b * x * power
    return [float(part) for part in (x, da, db, dx)]


def check(bench):
    """Compares short loops, and gives what the long one should be."""
    if not importlib.util.find_spec("mpmath"):
        bench.notes.append("mpmath is missing: the loop is compared with C alone.")
        return results_of(by_c(bench, "gradient"))
    for steps in CHECKED_STEPS:
        answer = results_of(bench.evaluate(*words_of(steps)))
        require_agreement(f"a loop of {steps} steps", answer, reference(steps))
    return reference(SETTLED_STEPS)


def by_c(bench, what):
    words = [bench.folder / "loop", what, STEPS, *ARGUMENTS.values(), REPEAT]
    return json.loads(command_output(*words))


def take_turns(programs):
    """The last answer of each program, and the median time of its runs in each turn.

    In turns, so that a change in the load of the machine meets all.
    """
    answers, times = {}, {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            answers[name] = program()
            times[name].append(statistics.median(answers[name]["times"]))
    return answers, times


def measure(bench):
    wanted = check(bench)
    arguments = list(ARGUMENTS.values())
    forms = FORMS if bench.has_jax("the loop") else []
    built = {
        f"JAX {form}": bench.jax("compile_loop", form=form, steps=STEPS, arguments=arguments)
        for form in forms}

    def ours():
        answer = bench.evaluate(*words_of(STEPS), "--time", "--repeat", str(REPEAT))
        return answer | {"times": [answer["time"]["run"]]}

    def by_jax(form):
        return bench.jax("run_loop", form=form, arguments=arguments, repeat=REPEAT)

    answers, times = take_turns({
        "swiftgrad": ours, **{f"JAX {form}": partial(by_jax, form) for form in forms},
        "C value": partial(by_c, bench, "value"), "C gradient": partial(by_c, bench, "gradient")})
    for name in ["swiftgrad", *built, "C gradient"]:
        require_agreement(f"the loop by {name}", results_of(answers[name]), wanted)

    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    own = medians["swiftgrad"]
    rows = [
        [TITLES[name], milliseconds(seconds), f"{seconds / STEPS * 1e9:.1f} ns",
         "" if name == "swiftgrad" else f"{own / seconds:.2f}",
         "" if name == "swiftgrad" else range_of_ratios(times["swiftgrad"], times[name])]
        for name, seconds in medians.items()]
    goal = bench.judge(
        own <= C_LIMIT * medians["C value"],
        f"loop: {own / medians['C value']:.2f} times the value in C, limit {C_LIMIT:g}")
    against = "JAX is missing, so there is nothing to judge by."
    if built:
        ratio = own / medians["JAX scan"]
        verdict = bench.judge(
            ratio <= JAX_LIMIT, f"loop: {ratio:.2f} times JAX scan, limit {JAX_LIMIT:.2f}")
        against = f"Beside JAX's scan: ratio {ratio:.2f}, limit {JAX_LIMIT:.2f}: {verdict}."
    before = {
        stage: seconds for stage, seconds in answers["swiftgrad"]["time"].items()
        if stage != "run"}
    ready = [f"swiftgrad {milliseconds(sum(before.values()), 2)}"] + [
        f"{name} {milliseconds(sum(seconds.values()), 0)}" for name, seconds in built.items()]
    settings = ", ".join(f"{key} = {value}" for key, value in ARGUMENTS.items())
    text = f"""## A loop and its gradient

`{expression(STEPS)}`
at {settings}, with the gradients by all three. Medians of {ROUNDS} turns of {REPEAT} runs
each, all after compilation; JAX in float64, C by `cc -O3 -march=native`. All results agree to a
relative 1e-9. The ratio is swiftgrad's time by the other's.

{table(["program", ">time", ">per step", ">ratio", ">in the single turns"], rows)}

{against}
Limit {C_LIMIT:g} times the value in C: {goal}.
Before the first run, tracing and compiling: {", ".join(ready)}.
"""
    return text, {
        "steps": STEPS, "arguments": ARGUMENTS, "seconds": medians, "turns": times,
        "before the first run": {"swiftgrad": before} | built, "limit by JAX": JAX_LIMIT,
        "limit by C": C_LIMIT}
