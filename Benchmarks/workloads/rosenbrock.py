"""The gradient of Rosenbrock's function of a million variables."""

from compared import Program, measure_program
from make_inputs import ELEMENTS


def measure(bench):
    return measure_program(bench, Program(
        name="rosenbrock", title="Rosenbrock's function",
        about=(
            f"The chained function of {ELEMENTS:,} variables with its gradient; medians of 5 turns "
            "of 11 runs\neach after compilation. Limit: JAX's time."),
        definition="f(x) = sum(100*(x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2)",
        arguments={"x": f"{bench.folder}/rosenbrock{ELEMENTS}.npy"}, differentiated=1,
        shapes=[(), (ELEMENTS,)], jax_limit=1.0, repeat=11))
