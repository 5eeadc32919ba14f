"""A deep expression and its gradient by CasADi or SymPy: `deep_peer.py casadi|sympy LEVELS X`.

Neither reads such a text without recursion, so it is built level by level, which is less than
swiftgrad does. Prints the seconds from there to value and gradient, as JSON.
"""

import json
import sys
import time


def by_casadi(levels, x0):
    import casadi

    start = time.perf_counter()
    x = casadi.SX.sym("x")
    y = x
    for _ in range(levels):
        y = casadi.sin(x + y)
    function = casadi.Function("f", [x], [y, casadi.gradient(y, x)])
    results = [float(part) for part in function(x0)]
    return time.perf_counter() - start, results, casadi.__version__


def by_sympy(levels, x0):
    import sympy

    sys.setrecursionlimit(1_000_000)
    start = time.perf_counter()
    x = sympy.Symbol("x")
    y = x
    for _ in range(levels):
        y = sympy.sin(x + y)
    function = sympy.lambdify(x, [y, sympy.diff(y, x)], "math", cse=True)
    results = function(x0)
    return time.perf_counter() - start, results, sympy.__version__


seconds, results, version = {"casadi": by_casadi, "sympy": by_sympy}[sys.argv[1]](
    int(sys.argv[2]), float(sys.argv[3]))
print(json.dumps({"seconds": seconds, "y": results, "version": version}))
