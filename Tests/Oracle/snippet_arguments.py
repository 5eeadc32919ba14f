"""The arguments of snippets whose result is a function, and tolerances that need a reason.

`ARGUMENTS` are the words after the file's name; a snippet that is not here takes none.
`TOLERANCES` are (tolerance, why); the others have `snippets.TOLERANCE`.
"""

ARGUMENTS = {
    "jax_logistic_loss_function": [
        ["W=[0.1, -0.4, 0.6]", "b=0.25", "inputs=[[0.5, 1.1, 0.8], [0.9, -1.0, 0.2]]",
         "targets=[1.0, 0.0]"],
    ],
}

TOLERANCES = {}
