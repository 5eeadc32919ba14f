"""JAX as a peer: a process that stays, reads a request a line and answers each with a line of JSON.

So its runs can take turns with those of others, and its start is paid, and told, once.
"""

import json
import sys
import time

begin = time.perf_counter()
import jax
import jax.numpy as jnp
import numpy
from jax import lax

from jax_programs import PROGRAMS, ends

IMPORT_SECONDS = time.perf_counter() - begin
jax.config.update("jax_enable_x64", True)

compiled = {}


def loop(form, steps):
    def body(a, b, x):
        return jnp.sin(a * x) + b * x * jnp.exp(-x)

    def scan(a, b, x0):
        return lax.scan(lambda x, _: (body(a, b, x), None), x0, None, length=steps)[0]

    def fori_loop(a, b, x0):
        return lax.fori_loop(0, steps, lambda i, x: body(a, b, x), x0)

    return {"scan": scan, "fori_loop": fori_loop}[form]


def compile_loop(form, steps, arguments):
    function = jax.value_and_grad(loop(form, steps), argnums=(0, 1, 2))
    start = time.perf_counter()
    lowered = jax.jit(function).lower(*map(jnp.float64, arguments))
    traced = time.perf_counter()
    compiled[form] = lowered.compile()
    return {"trace": traced - start, "compile": time.perf_counter() - traced}


def run_loop(form, arguments, repeat):
    arguments = [jnp.float64(argument) for argument in arguments]
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        y, dydx = jax.block_until_ready(compiled[form](*arguments))
        times.append(time.perf_counter() - start)
    return {"times": times, "y": float(y), "dydx": [float(part) for part in dydx]}


FUNCTIONS = {
    "exp": jnp.exp, "log": jnp.log, "sin": jnp.sin, "tanh": jnp.tanh,
    "erf": jax.scipy.special.erf, "lgamma": jax.scipy.special.gammaln}


def elementwise(function, path, repeat):
    """Value and gradient of the sum of a function over an array, compiled and run once before."""
    x = jnp.asarray(numpy.load(path))
    run = jax.jit(jax.value_and_grad(lambda x: jnp.sum(FUNCTIONS[function](x))))
    jax.block_until_ready(run(x))
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        y, dydx = jax.block_until_ready(run(x))
        times.append(time.perf_counter() - start)
    return {"times": times, "y": [float(y), float(dydx[0]), float(dydx[-1])]}


def rosenbrock(x):
    return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def hessian(path, matrix):
    x = numpy.load(path)
    # Otherwise a second request would find what the first one compiled.
    jax.clear_caches()
    start = time.perf_counter()
    lowered = jax.jit(jax.hessian(rosenbrock)).lower(x)
    traced = time.perf_counter()
    run = lowered.compile()
    built = time.perf_counter()
    result = numpy.asarray(run(x))
    end = time.perf_counter()
    answer = {
        "trace": traced - start, "compile": built - traced, "run": end - built,
        "total": end - start}
    return answer | ({"matrix": result.tolist()} if matrix else {})


def matrices(name, size, x, y, repeat):
    def matmul(x, y):
        return jnp.sum(x.reshape(size, size) @ y.reshape(size, size))

    def solve(x, y):
        return jnp.sum(jnp.linalg.solve(
            x.reshape(size, size) + 2 * size * jnp.eye(size), y[:size]))

    def cholesky(x, y):
        a = x.reshape(size, size)
        return jnp.sum(jnp.linalg.cholesky((a + a.T) / 2 + 2 * size * jnp.eye(size)))

    arguments = [jnp.asarray(numpy.load(path)) for path in (x, y)]
    if name not in compiled:
        function = {"matmul": matmul, "solve": solve, "cholesky": cholesky}[name]
        by = (0,) if name == "cholesky" else (0, 1)
        compiled[name] = jax.jit(jax.value_and_grad(function, argnums=by))
        jax.block_until_ready(compiled[name](*arguments))
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        y, _ = jax.block_until_ready(compiled[name](*arguments))
        times.append(time.perf_counter() - start)
    return {"times": times, "y": float(y)}


def compile_program(name, paths):
    """Traces and compiles a program of `jax_programs.py`; its arguments stay in memory."""
    arguments = [jnp.asarray(numpy.load(path)) for path in paths]
    # Otherwise a second request would find what the first one compiled.
    jax.clear_caches()
    start = time.perf_counter()
    lowered = jax.jit(PROGRAMS[name]).lower(*arguments)
    traced = time.perf_counter()
    run = lowered.compile()
    built = time.perf_counter()
    compiled[name] = run, arguments
    return {"trace": traced - start, "compile": built - traced}


def run_program(name, repeat):
    run, arguments = compiled[name]
    jax.block_until_ready(run(*arguments))
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        value = jax.block_until_ready(run(*arguments))
        times.append(time.perf_counter() - start)
    return {"times": times, "y": ends(value)}


def run_rows(name, source, target):
    """The program on the columns of a file of rows, its results as rows of another file."""
    run, _ = compiled[name]
    start = time.perf_counter()
    columns = [jnp.asarray(column) for column in numpy.load(source).T]
    results = jax.tree.leaves(run(*columns))
    numpy.save(target, numpy.column_stack(results))
    return {"seconds": time.perf_counter() - start}


def forget_program(name):
    """Lets go of the arrays of a program."""
    del compiled[name]
    return {}


def peak():
    """The largest resident size of this process so far, in bytes."""
    line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return {"bytes": int(line.split()[1]) * 1024}


def about():
    return {"version": jax.__version__, "import": IMPORT_SECONDS}


ACTIONS = {
    action.__name__: action
    for action in [
        about, compile_loop, compile_program, elementwise, forget_program, hessian, matrices, peak,
        run_loop, run_program, run_rows]}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(ACTIONS[request.pop("action")](**request)), flush=True)
