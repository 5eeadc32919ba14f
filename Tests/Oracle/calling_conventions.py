"""Writes calling_conventions.json: command lines of `swiftgrad eval` and what they must give.

The expected values come from `tfp.math.value_and_gradient` in float64, run three ways: eagerly
(always a tape), and inside a graph with `tf.gradients` and with a tape. The three must agree,
unless TensorFlow refuses the graph: then `tfp_in_graph` holds its error. Where the contract differs
on purpose, the case has "source": "contract" and says why; `tfp` then holds what TensorFlow
Probability itself gives, when that is a value.

    pip install -r requirements.txt
    python calling_conventions.py
"""

import json
import math
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from calling_cases import ANSWERS, CASES, ERRORS  # noqa: E402
from calling_command import call  # noqa: E402

OUTPUT = Path(__file__).with_suffix(".json")


def plain(value):
    """Tensors as nested lists, None as null, NaN and the infinities as the contract's strings."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    value = np.asarray(value).tolist()
    if isinstance(value, list):
        return [plain(part) for part in value]
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def eagerly(words, reading):
    """The answer with a tape and at once."""
    return plain(call(words, reading, use_gradient_tape=False))


def in_graph(words, reading, use_gradient_tape):
    """The answer by way of a graph; None cannot leave a graph, so it travels beside it."""
    leaves, packing = [], None

    def build():
        nonlocal packing
        answer = call(words, reading, use_gradient_tape)

        def collect(value):
            if value is None:
                return None
            if isinstance(value, dict):
                return {name: collect(part) for name, part in value.items()}
            if isinstance(value, (list, tuple)):
                return [collect(part) for part in value]
            leaves.append(tf.convert_to_tensor(value))
            return len(leaves) - 1

        packing = collect(answer)
        return list(leaves)

    values = tf.function(build, autograph=False)()

    def fill(pattern):
        if pattern is None:
            return None
        if isinstance(pattern, dict):
            return {name: fill(part) for name, part in pattern.items()}
        if isinstance(pattern, list):
            return [fill(part) for part in pattern]
        return values[pattern].numpy()

    return plain(fill(packing))


def close(one, other):
    """Whether two answers agree to the last few bits, with equal structure."""
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(
            close(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-14, abs_tol=0)
    return one == other


def attempt(run, *arguments):
    """The answer of a run, or the error it raised."""
    try:
        return run(*arguments)
    except Exception as error:  # pylint: disable=broad-except
        return f"{type(error).__name__}: {error}".splitlines()[0]


def computed(name, words):
    """The case of a command that gives a result."""
    command = ["eval", *words]
    expected = eagerly(command, "tensor")
    # A Python list has no arithmetic: where `f` needs it, TFP can only be given the tensor.
    literal = attempt(eagerly, command, "literal")
    reading = "tensor" if isinstance(literal, str) else "literal"
    runs = {
        "eager": expected if reading == "tensor" else literal,
        "graph": attempt(in_graph, command, reading, False),
        "graph with a tape": attempt(in_graph, command, reading, True),
    }
    refused = isinstance(runs["graph"], str) and runs["graph"]
    if refused:
        runs = {"eager": runs["eager"]}
    differing = [way for way, answer in runs.items() if not close(answer, expected)]
    for way in differing:
        print(f"{name}: {way}: {str(runs[way])[:150]}")
        print(f"{'':{len(name)}}  expected {json.dumps(expected)[:150]}")
    return expected, runs["eager"], refused, differing


def main():
    """Runs every case and writes the file."""
    cases, unexplained = [], []

    def add(name, words, **fields):
        for suffix, flag in (("", []), (", tape", ["--use-gradient-tape"])):
            command = ["eval", *words, *flag, "--json"]
            cases.append({"name": name + suffix, "command": command, **fields})

    for name, words, *why in CASES:
        expected, eager, refused, differing = computed(name, words)
        if differing and not why:
            unexplained.append(name)
        fields = {"source": "contract" if why else "tfp", "expected": expected}
        if why:
            fields |= {"why": why[0], "tfp": eager}
        if refused:
            fields["tfp_in_graph"] = refused.split(" You can")[0]
        add(name, words, **fields)
    for name, words, source, why in ERRORS:
        answer = attempt(lambda words=words: plain(
            call(["eval", *words], "literal", False, convert_weights=False)))
        if source == "tfp" and not isinstance(answer, str):
            print(f"{name}: TFP gives {answer}")
        fields = {"source": source, "expected": {"expected_error": True, "exit": 65}, "why": why}
        if not isinstance(answer, str):
            fields["tfp"] = answer
        add(name, words, **fields)
    for name, words, expected, why in ANSWERS:
        add(name, words, source="contract", expected=expected, why=why)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases; {len(unexplained)} unexplained differences: {unexplained}")


if __name__ == "__main__":
    main()
