"""The gradient of a small neural network's loss."""

from compared import Program, measure_program
from make_inputs import PERCEPTRON

BATCH, *SIZES = PERCEPTRON


def measure(bench):
    inputs, hidden, outputs = SIZES
    names = ["W1", "b1", "W2", "b2", "x", "t"]
    paths = {name: f"{bench.folder}/perceptron_{name}.npy" for name in names}
    return measure_program(bench, Program(
        name="perceptron", title="A multilayer perceptron",
        about=(
            f"{inputs}-{hidden}-{outputs} with `relu` and the cross entropy of a batch of {BATCH:,}, "
            "with the gradient by all weights;\nmedians of 5 turns of 11 runs each after compilation. "
            "Limit: JAX's time."),
        definition=(
            "loss(z) = mean(logsumexp(z, axis=1) - sum(z*t, axis=1)); "
            "f(W1, b1, W2, b2) = loss(relu(x @ W1 + b1) @ W2 + b2)"),
        arguments=paths, differentiated=4, printed=True,
        shapes=[(), (inputs, hidden), (hidden,), (hidden, outputs), (outputs,)], jax_limit=1.0,
        repeat=11))
