"""The objective of a Gaussian mixture model, as ADBench has it, with its gradient."""

from compared import Program, measure_program
from make_inputs import MIXTURES

# The prior's gamma is 1 and its m is 0, as in ADBench's data.
DEFINITION = (
    "n = x.shape[0]; size = x.shape[1]; K = alphas.shape[0]; "
    "lower(l) = reshape(take(concat([zeros((K, 1)), l], axis=1), places, axis=1), "
    "(K, size, size)); "
    "turned(means, logs, lows, c) = exp(logs)[:, None, :] * c + c @ transpose(lower(lows), "
    "(0, 2, 1)); "
    "inner(alphas, logs, z) = alphas + sum(logs, axis=1) - 0.5 * sum(z**2, axis=2).T; "
    "prior(logs, lows) = 0.5 * (sum(exp(logs)**2) + sum(lows**2)) "
    "- K * (-(size + 1) * size * 0.5 * log(2) - multigammaln(0.5 * (size + 1), size)); "
    "f(alphas, means, logs, lows) = -n * size * 0.5 * log(2 * pi) "
    "+ sum(logsumexp(inner(alphas, logs, turned(means, logs, lows, "
    "x[None, :, :] - means[:, None, :])), axis=1)) - n * logsumexp(alphas) + prior(logs, lows)")
NAMES = ["alphas", "means", "logs", "lows", "places", "x"]
# Twice as fast.
C_LIMIT = 0.5
COMPILE_LIMIT = 100.0


def one(bench, size, components, points):
    paths = {name: f"{bench.folder}/mixture{size}_{name}.npy" for name in NAMES}
    inputs = [paths[name] for name in NAMES if name != "places"]
    below = size * (size - 1) // 2
    return measure_program(bench, Program(
        name="gmm", title=f"A mixture of {components} Gaussians in {size} dimensions",
        about=(
            f"ADBench's objective for {points:,} points with the gradient by all "
            f"{components * (1 + 2 * size + below):,} parameters, beside JAX\n"
            "and formulas by hand in C on one thread; medians of 5 turns of 5 runs each after\n"
            f"compilation. Limits: JAX's time, {C_LIMIT:g} times C's."),
        definition=DEFINITION, arguments=paths, differentiated=4, printed=True,
        shapes=[(), (components,), (components, size), (components, size), (components, below)],
        jax_limit=1.0, compile_limit=COMPILE_LIMIT,
        c=[("C, 1 thread", lambda repeat: [bench.folder / "gmm", repeat, *inputs], C_LIMIT, [])]))


def measure(bench):
    texts, data = [], {}
    for size, components, points in MIXTURES:
        text, data[f"{size} dimensions"] = one(bench, size, components, points)
        texts.append(text)
    return "\n".join(texts), data
