"""Writes snippets.json: programs as they are pasted from notebooks, and what they give.

Each file of `../Snippets` is executed as it stands, in double precision, by the libraries that it
imports; bare names are those of JAX. Its last statement is the result: an expression, or a function
that is called with the words of snippet_arguments.py, whose gradients JAX or, by the snippet's
import, TensorFlow Probability gives. The slopes of such a call are compared with differences.

    pip install -r requirements.txt
    python snippets.py
"""

import ast
import builtins
import json
import math
import os
import re
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

from jax_arrays import NAMES  # noqa: E402
from snippet_arguments import ARGUMENTS, TOLERANCES  # noqa: E402

OUTPUT = Path(__file__).with_suffix(".json")
FOLDER = Path(__file__).parents[1] / "Snippets"
TOLERANCE = 1e-12
NAMED_ARGUMENT = re.compile(r"^([A-Za-z_]\w*)=(?!=)(.*)$", re.DOTALL)
BARE = NAMES | {name: getattr(jax, name) for name in """grad value_and_grad hessian jacfwd jacrev
    jvp vjp vmap linearize""".split()}
BARE |= {name: getattr(jax.lax, name) for name in """cond fori_loop while_loop scan map
    stop_gradient""".split()}
LIBRARIES = {"jax": "jax", "numpy": "numpy", "tensorflow": "tensorflow",
             "tensorflow_probability": "tfp", "torch": "torch"}


class DoubleTensorFlow:
    """TensorFlow whose constants are doubles unless the snippet says otherwise."""

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        return getattr(self.module, name)

    def constant(self, value, dtype=None, **options):
        """A constant, of doubles."""
        return self.module.constant(value, dtype or self.module.float64, **options)


def importer(differentiated):
    """`__import__` for a snippet: of doubles, and of JAX for NumPy where it is differentiated."""
    def load(name, names=None, scope=None, wanted=(), level=0):
        if name == "numpy" and differentiated:
            return jnp
        module = builtins.__import__(name, names, scope, wanted, level)
        if name == "tensorflow":
            return DoubleTensorFlow(module)
        if name.startswith("torch"):
            sys.modules["torch"].set_default_dtype(sys.modules["torch"].float64)
        return module
    return load


def executed(text, differentiated=False):
    """The result of a snippet: the value of its last statement."""
    *statements, last = ast.parse(text).body
    if isinstance(last, ast.FunctionDef):
        statements.append(last)
        last = ast.Expr(ast.Name(last.name, ast.Load()))
    elif isinstance(last, ast.Assign):
        statements.append(last)
        last = ast.Expr(last.targets[0])
        last.value.ctx = ast.Load()
    loader = vars(builtins) | {"__import__": importer(differentiated)}
    scope = {**BARE, "__builtins__": loader}
    body = ast.fix_missing_locations(ast.Module(statements, []))
    result = ast.fix_missing_locations(ast.Expression(last.value))
    exec(compile(body, "snippet", "exec"), scope)  # pylint: disable=exec-used
    return eval(compile(result, "snippet", "eval"), scope)  # pylint: disable=eval-used


def plain(value):
    """Arrays as nested lists, None as null, NaN and the infinities as the contract's strings."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if hasattr(value, "detach"):
        value = value.detach()
    value = np.asarray(value)
    if value.dtype not in (np.float64, np.int64, np.int32, int):
        raise TypeError(f"{value.dtype} is not double")
    value = value.tolist()
    if isinstance(value, list):
        return [plain(part) for part in value]
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def doubles(tree):
    """JSON with its rectangular lists as arrays."""
    if isinstance(tree, dict):
        return {name: doubles(part) for name, part in tree.items()}
    return jnp.asarray(tree, jnp.float64)


def total(tree):
    """The sum of all parts of a result."""
    return sum(jnp.sum(part) for part in jax.tree.leaves(tree))


def called(f, words):
    """`y` and `dydx` of a function at the arguments of a command."""
    split = [NAMED_ARGUMENT.match(word) for word in words]
    args = [doubles(json.loads(word)) for word, named in zip(words, split) if not named]
    kwargs = {named[1]: doubles(json.loads(named[2])) for named in split if named}
    y = f(*args, **kwargs)
    gradient = jax.grad(lambda both: total(f(*both[0], **both[1])))((args, kwargs))
    compare(lambda both: total(f(*both[0], **both[1])), (args, kwargs), gradient)
    if args and kwargs:
        dydx = {"args": gradient[0][0] if len(args) == 1 else gradient[0], "kwargs": gradient[1]}
    else:
        dydx = gradient[1] if kwargs else gradient[0]
        dydx = dydx[0] if len(args) == 1 else dydx
    ordered = [name[1] for name in split if name]
    if kwargs and not args:
        dydx = {name: dydx[name] for name in ordered}
    return {"y": plain(y), "dydx": plain(dydx)}


def compare(f, point, gradient):
    """Raises where a gradient is far from central differences."""
    leaves, structure = jax.tree.flatten(point)
    for place, (leaf, slopes) in enumerate(zip(leaves, jax.tree.leaves(gradient))):
        for index in np.ndindex(leaf.shape):
            h = 1e-5 * max(1.0, abs(float(leaf[index])))
            ends = []
            for step in (h, -h):
                moved = list(leaves)
                moved[place] = leaf.at[index].add(step)
                ends.append(float(f(jax.tree.unflatten(structure, moved))))
            slope, expected = (ends[0] - ends[1]) / (2 * h), float(slopes[index])
            if abs(slope - expected) > 1e-6 * max(1.0, abs(expected)):
                raise ValueError(f"{expected} by a library, {slope} by a difference")


def noise(value):
    """Numbers of a result that are so small beside its others that they are rounding errors."""
    flat = [abs(x) for x in flattened(value) if isinstance(x, (int, float))]
    return [x for x in flat if 0 < x < 1e-9 * max(flat)]


def flattened(value):
    """All numbers of a result."""
    if isinstance(value, dict):
        value = list(value.values())
    return [x for part in value for x in flattened(part)] if isinstance(value, list) else [value]


def case(path, words, name):
    """The case of one snippet, or of one call of the function that it is."""
    text = path.read_text(encoding="utf-8")
    result = executed(text, differentiated=bool(words))
    expected = called(result, words) if callable(result) else {"y": plain(result)}
    small = noise(list(expected.values()))
    if small:
        print(f"{path.stem}: {small} beside larger numbers")
    libraries = {LIBRARIES[name] for name in re.findall(r"^(?:import|from) (\w+)", text, re.M)
                 if name in LIBRARIES}
    tolerance, *why = TOLERANCES.get(path.stem, (TOLERANCE,))
    fields = {"source": "+".join(sorted(libraries)) or "jax", "expected": expected,
              "tolerance": tolerance}
    if why:
        fields["why"] = why[0]
    command = ["eval", "-f", f"Tests/Snippets/{path.name}", *words, "--json"]
    return {"name": name, "command": command, **fields}


def main():
    """Executes every snippet and writes the file."""
    cases, paths = [], sorted(FOLDER.glob("*.py"))
    unknown = {*ARGUMENTS, *TOLERANCES} - {path.stem for path in paths}
    if unknown:
        print(f"no snippets: {unknown}")
    for path in paths:
        for number, words in enumerate(ARGUMENTS.get(path.stem, [[]]), 1):
            name = path.stem.replace("_", " ") + (f", call {number}" if words else "")
            try:
                cases.append(case(path, words, name))
            except Exception as error:  # pylint: disable=broad-except
                print(f"{path.stem}: {type(error).__name__}: {str(error)[:300]}")
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases of {len(paths)} snippets")


if __name__ == "__main__":
    main()
