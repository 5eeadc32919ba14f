"""Writes snippets.json: programs as they are pasted from notebooks, and what they give.

Each file of `../Snippets` is executed as it stands, in double precision, by the libraries that it
imports. Its last statement is the result. Where that is a function, it is called with the words of
snippet_arguments.py, JAX gives its gradients, and differences confirm them. Where it is an
expression whose free names the words give, SymPy differentiates it and evaluates it at 40 digits.

    pip install -r requirements.txt
    python snippets.py
"""

import ast
import builtins
import json
import math
import multiprocessing
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import sympy  # noqa: E402

from snippet_arguments import ARGUMENTS, TOLERANCES  # noqa: E402

jax.config.update("jax_enable_x64", True)
OUTPUT = Path(__file__).with_suffix(".json")
FOLDER = Path(__file__).parents[1] / "Snippets"
TOLERANCE = 1e-12
NAMED_ARGUMENT = re.compile(r"^([A-Za-z_]\w*)=(?!=)(.*)$", re.DOTALL)
LIBRARIES = {"jax": "jax", "numpy": "numpy", "tensorflow": "tensorflow",
             "tensorflow_probability": "tfp", "torch": "torch", "sympy": "sympy"}


SYMBOLIC = {name: getattr(sympy, name) for name in """exp log sin cos tan sinh cosh tanh asin acos
    atan sqrt erf gamma loggamma""".split()}


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


def parsed(text):
    """The statements of a snippet before the result, and the expression of the result."""
    *statements, last = ast.parse(text).body
    if isinstance(last, ast.FunctionDef):
        return [*statements, last], ast.Name(last.name, ast.Load())
    return statements, last.value


def executed(statements, result, scope, differentiated=False):
    """The value of the last expression of a snippet."""
    scope["__builtins__"] = vars(builtins) | {"__import__": importer(differentiated)}
    body = ast.fix_missing_locations(ast.Module(statements, []))
    last = ast.fix_missing_locations(ast.Expression(result))
    exec(compile(body, "snippet", "exec"), scope)  # pylint: disable=exec-used
    return eval(compile(last, "snippet", "eval"), scope)  # pylint: disable=eval-used


def free_names(statements, result):
    """The parameters of a body: names that nothing binds, in order of first appearance."""
    body = [*statements, result]
    nodes = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Name)]
    bound = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    nodes.sort(key=lambda node: (node.lineno, node.col_offset))
    names = dict.fromkeys(node.id for node in nodes)
    return [name for name in names if name not in bound and name not in SYMBOLIC]


def of_body(statements, result, words):
    """`y` and `dydx` of an expression, by SymPy."""
    parameters = free_names(statements, result)
    named = [NAMED_ARGUMENT.match(word) for word in words]
    names = [match[1] if match else parameters[place] for place, match in enumerate(named)]
    values = [float(match[2] if match else word) for word, match in zip(words, named)]
    if set(names) != set(parameters):
        raise ValueError(f"the parameters are {parameters}")
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    y = executed(statements, result, SYMBOLIC | symbols)
    point = {symbols[name]: sympy.Rational(value) for name, value in zip(names, values)}
    dydx = [float(sympy.diff(y, symbols[name]).subs(point).evalf(40)) for name in names]
    if all(named):
        dydx = dict(zip(names, dydx))
    elif len(dydx) == 1:
        dydx = dydx[0]
    return {"y": float(y.subs(point).evalf(40)), "dydx": dydx}


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
    statements, result = parsed(text)
    if words and path.stem.startswith("sympy"):
        expected = of_body(statements, result, words)
    else:
        value = executed(statements, result, {}, differentiated=bool(words))
        expected = called(value, words) if callable(value) else {"y": plain(value)}
    small = noise(list(expected.values()))
    if small:
        print(f"{path.stem}: {small} beside larger numbers")
    libraries = {LIBRARIES[name] for name in re.findall(r"^(?:import|from) (\w+)", text, re.M)
                 if name in LIBRARIES}
    if words:
        libraries.add("sympy" if path.stem.startswith("sympy") else "jax")
    tolerance, *why = TOLERANCES.get(path.stem, (TOLERANCE,))
    fields = {"source": "+".join(sorted(libraries)) or "python", "expected": expected,
              "tolerance": tolerance}
    if why:
        fields["why"] = why[0]
    command = ["eval", "-f", f"Tests/Snippets/{path.name}", *words, "--json"]
    return {"name": name, "command": command, **fields}


def cases_of(paths):
    """The cases of some snippets."""
    cases = []
    for path in paths:
        for number, words in enumerate(ARGUMENTS.get(path.stem, [[]]), 1):
            name = path.stem.replace("_", " ") + (f", call {number}" if words else "")
            try:
                cases.append(case(path, words, name))
            except Exception as error:  # pylint: disable=broad-except
                print(f"{path.stem}: {type(error).__name__}: {str(error)[:300]}")
    return cases


def main():
    """Executes every snippet and writes the file."""
    paths = sorted(FOLDER.glob("*.py"))
    unknown = {*ARGUMENTS, *TOLERANCES} - {path.stem for path in paths}
    if unknown:
        print(f"no snippets: {unknown}")
    # PyTorch and TensorFlow cannot live in one process.
    torch = [path for path in paths if path.stem.startswith("torch")]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        ready = pool.submit(cases_of, torch).result()
    ready += cases_of([path for path in paths if path not in torch])
    cases = sorted(ready, key=lambda one: one["name"])
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases)
    OUTPUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases of {len(paths)} snippets")


if __name__ == "__main__":
    main()
