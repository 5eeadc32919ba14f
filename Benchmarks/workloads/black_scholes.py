"""Prices of options with five derivatives each."""

from compared import Program, measure_program
from make_inputs import ELEMENTS

NAMES = "SKTrv"
# The language has no blocks: what is used twice is an argument.
DEFINITION = (
    "price(S, K, T, r, s, d1) = S*ndtr(d1) - K*exp(-r*T)*ndtr(d1 - s); "
    "spread(S, K, T, r, v, s) = price(S, K, T, r, s, (log(S/K) + (r + v^2/2)*T)/s); "
    "f(S, K, T, r, v) = spread(S, K, T, r, v, v*sqrt(T))")


def measure(bench):
    paths = {name: f"{bench.folder}/option_{name}.npy" for name in NAMES}

    def by_c(threads):
        return lambda repeat: [
            bench.folder / "black_scholes", threads, repeat, *paths.values()]

    return measure_program(bench, Program(
        name="black_scholes", title="Prices and greeks in memory",
        about=(
            f"Black and Scholes' price of {ELEMENTS:,} calls, each with its derivatives by all five\n"
            "parameters: `vmap(value_and_grad(f))` in both languages, the formulas by hand in C,\n"
            "vectorised with libmvec. Medians of 5 turns of 7 runs each after compilation. Limits: a\n"
            "quarter of JAX's time, and 1.5 times C's on as many threads."),
        definition=DEFINITION, arguments=paths, differentiated=5, shapes=[(ELEMENTS,)] * 6,
        by_row=True, jax_limit=0.25, repeat=7,
        c=[(f"C, {threads} thread{'s' * (threads > 1)}", by_c(threads), 1.5,
            ["--threads", str(threads)]) for threads in (1, 2)]))
