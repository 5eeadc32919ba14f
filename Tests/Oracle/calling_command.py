"""Reads the command line of `swiftgrad eval` and makes the same call of TensorFlow Probability.

The expression language is close enough to Python that the very text of a command is evaluated here,
over TensorFlow functions: function and arguments cannot drift apart between the two programs.

A `Command` is what the flags say; `call` performs it. Two readings of a list of numbers exist:

- `literal`: as TensorFlow Probability takes it, a list of separate scalars;
- `tensor`: as swiftgrad takes it, a rectangular list given as one argument is one tensor.
"""

import ast
import inspect
import json
import re
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf
import tensorflow_probability as tfp

FLAGS_WITH_VALUE = {
    "--args", "--kwargs", "--let", "--output-gradients", "--name", "--unconnected-gradients",
    "--params",
}
NAMED_ARGUMENT = re.compile(r"^([A-Za-z_]\w*)=(?!=)(.*)$", re.DOTALL)
ARROW = re.compile(r"^\(?([\w\s,=.*]*?)\)?\s*->\s*(.*)$", re.DOTALL)
FUNCTIONS = {
    "log": tf.math.log, "exp": tf.exp, "sin": tf.sin, "cos": tf.cos, "sqrt": tf.sqrt,
    "square": tf.square, "tanh": tf.tanh, "sigmoid": tf.sigmoid, "abs": tf.abs,
    "floor": tf.floor, "sign": tf.sign, "maximum": tf.maximum, "where": tf.where,
    "sum": tf.reduce_sum, "mean": tf.reduce_mean, "prod": tf.reduce_prod, "max": tf.reduce_max,
    "min": tf.reduce_min, "matmul": tf.matmul, "stack": tf.stack, "reshape": tf.reshape,
    "stop_gradient": tf.stop_gradient, "logsumexp": tf.reduce_logsumexp,
    "pi": np.pi, "e": np.e,
}


@dataclass
class Command:
    """The parts of one command line, still as text or as parsed JSON."""

    expression: str
    positional: list = field(default_factory=list)
    named: dict = field(default_factory=dict)
    captured: dict = field(default_factory=dict)
    flags: dict = field(default_factory=dict)


def parse(words):
    """Splits the words after `swiftgrad` into a `Command`."""
    assert words[0] == "eval"
    flags, captured, rest = {}, {}, []
    words = iter(words[1:])
    for word in words:
        if word == "--let":
            name, value = NAMED_ARGUMENT.match(next(words)).groups()
            captured[name] = value
        elif word in FLAGS_WITH_VALUE:
            flags[word] = next(words)
        elif word.startswith("--"):
            flags[word] = True
        else:
            rest.append(word)
    command = Command(rest[0], captured=captured, flags=flags)
    for word in rest[1:]:
        match = NAMED_ARGUMENT.match(word)
        if match:
            assert match[1] not in command.named
            command.named[match[1]] = match[2]
        else:
            command.positional.append(word)
    return command


def is_rectangular(value):
    """Whether nested lists of numbers have one shape."""
    if isinstance(value, (int, float)):
        return True
    if not isinstance(value, list) or not value:
        return False
    if not all(is_rectangular(part) for part in value):
        return False
    return len({np.shape(part) for part in value}) == 1


def tensors(value, reading):
    """Makes every number of a JSON value a float64 tensor; lists as `reading` says."""
    if isinstance(value, str):
        return tf.constant(float(value), tf.float64)
    if isinstance(value, dict):
        return {name: tensors(part, reading) for name, part in value.items()}
    if isinstance(value, (int, float)) or (reading == "tensor" and is_rectangular(value)):
        return tf.constant(value, tf.float64)
    if isinstance(value, list):
        return [tensors(part, reading) for part in value]
    raise TypeError(value)


def value_of(text, names):
    """A JSON value as it is, or an expression over captured names as a list, dict or tensor."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return eval(text, {**FUNCTIONS, **names})  # pylint: disable=eval-used


def argument(value, reading):
    """A value of the command line as TensorFlow Probability is to receive it."""
    if any(tf.is_tensor(part) for part in tf.nest.flatten(value)):
        return value
    return tensors(value, reading)


def free_names(body, bound):
    """Names of a body that nothing binds, in order of first appearance."""
    nodes = [node for node in ast.walk(ast.parse(body, mode="eval")) if isinstance(node, ast.Name)]
    nodes.sort(key=lambda node: (node.lineno, node.col_offset))
    names = dict.fromkeys(node.id for node in nodes)
    return [name for name in names if name not in bound and name not in FUNCTIONS]


def function_of(command, names):
    """The function an expression means: a function, the name of one, or a body."""
    text = command.expression.strip()
    scope = {**FUNCTIONS, **names}
    arrow = ARROW.match(text)
    if text in FUNCTIONS and "--params" not in command.flags:
        return FUNCTIONS[text]
    if text.startswith("lambda"):
        source = text
    elif arrow:
        source = f"lambda {arrow[1]}: {arrow[2]}"
    else:
        listed = command.flags.get("--params")
        parameters = listed.split(",") if listed else free_names(text.replace("^", "**"), names)
        source = f"lambda {', '.join(parameters)}: {text}"
    return eval(source.replace("^", "**"), scope)  # pylint: disable=eval-used


def returning_tensors(f):
    """`f` with plain numbers of its result as tensors: in the language every number is one.

    TensorFlow raises AttributeError for a Python number among the results.
    """
    def as_tensor(part):
        return part if tf.is_tensor(part) else tf.constant(part, tf.float64)

    def wrapped(*args, **kwargs):
        return tf.nest.map_structure(as_tensor, f(*args, **kwargs))

    wrapped.__signature__ = inspect.signature(f)  # TFP asks whether `f` has parameters.
    return wrapped


def weights_like(y, value):
    """`--output-gradients` with the structure of `y`."""
    if isinstance(y, dict):
        return {name: weights_like(part, value[name]) for name, part in y.items()}
    if isinstance(y, (list, tuple)):
        return type(y)(weights_like(part, one) for part, one in zip(y, value, strict=True))
    return tf.constant(value, tf.float64)


def call(words, reading, use_gradient_tape, convert_weights=True):
    """Performs a command with TensorFlow Probability; gives its JSON as Python values of tensors.

    Without `convert_weights`, output gradients that do not fit reach TensorFlow as they are.
    """
    command = parse(words)
    names = {}
    for name, text in command.captured.items():
        names[name] = tensors(value_of(text, names), "tensor")
    f = returning_tensors(function_of(command, names))
    flags = command.flags
    args = [value_of(text, names) for text in command.positional]
    kwargs = {name: value_of(text, names) for name, text in command.named.items()}
    args += json.loads(flags.get("--args", "[]"))
    kwargs.update(json.loads(flags.get("--kwargs", "{}")))
    unpack = "--no-auto-unpack-single-arg" not in flags
    if unpack and len(args) == 1 and not kwargs and isinstance(args[0], list):
        args = [[argument(part, reading) for part in args[0]]]
    else:
        args = [argument(value, reading) for value in args]
    kwargs = {name: argument(value, reading) for name, value in kwargs.items()}
    options = {
        "use_gradient_tape": use_gradient_tape,
        "auto_unpack_single_arg": unpack,
        "has_aux": "--has-aux" in flags,
        "name": flags.get("--name"),
    }
    if "--output-gradients" in flags:
        value = json.loads(flags["--output-gradients"])
        y = tfp.math.value_and_gradient(f, *args, **options, **kwargs)[0]
        y = y[0] if options["has_aux"] else y
        if convert_weights:
            value = weights_like(y, value)
        else:
            value = tensors(value, "tensor" if tf.is_tensor(y) else "literal")
        options["output_gradients"] = value
    y, *gradients = tfp.math.value_and_gradient(f, *args, **options, **kwargs)
    answer = {"y": y}
    if options["has_aux"]:
        answer["y"], answer["aux"] = y
    answer["dydx"] = gradients[0]
    if args and kwargs:
        answer["dydx"] = {"args": gradients[0], "kwargs": gradients[1]}
    if flags.get("--unconnected-gradients") == "zero":
        zeros = {"args": args, "kwargs": kwargs} if args and kwargs else kwargs or args
        if args and not kwargs and len(args) == 1:
            zeros = args[0]
        elif args and kwargs and len(args) == 1:
            zeros["args"] = args[0]
        answer["dydx"] = fill_with_zeros(answer["dydx"], zeros)
    return answer


def fill_with_zeros(gradient, value):
    """Puts zeros of the argument's shape where there is no gradient."""
    if isinstance(value, dict):
        return {name: fill_with_zeros(gradient[name], part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [fill_with_zeros(one, part) for one, part in zip(gradient, value, strict=True)]
    return tf.zeros_like(value) if gradient is None else gradient
