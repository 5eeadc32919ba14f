"""The arguments of snippets whose result is a function or a body, and tolerances with a reason.

`ARGUMENTS` are the words after the file's name, one list for each call; a snippet that is not here
takes none. `TOLERANCES` are (tolerance, why); the others have `snippets.TOLERANCE`.
"""

ARGUMENTS = {
    "jax_logistic_loss_function": [
        ["W=[0.1, -0.4, 0.6]", "b=0.25", "inputs=[[0.5, 1.1, 0.8], [0.9, -1.0, 0.2]]",
         "targets=[1.0, 0.0]"],
    ],
    "python_compound_interest": [["deposit=100.0", "rate=0.03"], ["50.0", "0.1"]],
    "numpy_gaussian_density": [["0.7"], ["x=1.625", "mu=1.0", "sigma=0.5"],
                               ["x=[-1.0, 0.25, 2.0]"]],
    "numpy_haversine": [["lat1=48.85", "lon1=2.35", "lat2=40.71", "lon2=-74.01"]],
    "python_tax_brackets": [["8000.0"], ["25000.0"], ["90000.0"]],
    "numpy_van_der_waals": [["T=300.0", "V=0.5", "a=3.64", "b=0.04267"],
                            ["350.0", "1.25", "3.64", "0.04267"]],
    "sympy_quintic": [["x=1.5"], ["x=-2.0"], ["0.0"]],
    "sympy_rational": [["x=0.5"], ["-3.0"]],
    "sympy_two_variables": [["x=1.25", "y=-0.5"], ["2.0", "3.0"]],
    "sympy_imports": [["x=0.3"]],
    "sympy_nested_logs": [["x=7.5"]],
    "sympy_hyperbolic": [["x=0.4", "y=1.5"]],
    "sympy_inverse_trigonometric": [["x=0.8"], ["x=-1.5"]],
    "sympy_power_tower": [["x=1.5", "y=2.0", "z=0.75"]],
    "sympy_multi_line": [["a=2.0", "x=3.0", "b=-1.0", "c=0.5"]],
    "sympy_legendre": [["x=0.35"]],
    "sympy_special": [["x=2.5", "y=0.75"]],
    "sympy_planck": [["h=6.62607015", "nu=0.8", "c=2.99792458", "k=1.380649", "T=5.8"]],
    "sympy_lennard_jones": [["epsilon=1.5", "sigma=0.9", "r=1.1"]],
    "sympy_quadratic_formula": [["b=3.0", "a=0.5", "c=-2.0"]],
}

TOLERANCES = {}
