"""The gradient of a sum of several functions over a large array."""

import statistics

from bench import command_output, milliseconds
from compared import Program, measure_program

ELEMENTS = 10_000_000


def program(bench):
    return Program(
        name="waves", title="A sum of products of functions",
        about=(
            "`sum(tanh(x)*sin(3x) + exp(-x^2))` over 10,000,000 elements with its gradient; medians\n"
            "of 5 turns of 5 runs each after compilation. Limit: a quarter of JAX's time."),
        definition="f(x) = sum(tanh(x)*sin(3x) + exp(-x^2))",
        arguments={"x": f"{bench.folder}/normal.npy"}, differentiated=1,
        shapes=[(), (ELEMENTS,)], jax_limit=0.25)


def measure(bench):
    text, data = measure_program(bench, program(bench))
    copies = [float(command_output(bench.folder / "copy", ELEMENTS)) for _ in range(5)]
    copy = statistics.median(copies)
    # As much is read and written as the gradient needs at least.
    text += f"\nCopying as many numbers with `memcpy` takes {milliseconds(copy, 2)} on one core.\n"
    return text, data | {"copy": copy}
