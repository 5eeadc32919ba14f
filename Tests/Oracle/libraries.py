"""The libraries that swiftgrad is compared with, each in a process of its own.

TensorFlow, JAX and PyTorch do not get along in one process, and talk on standard output. So a script
that imports this one calls itself once for each library: `script.py BINARY LIBRARY` prints, as its last
line, what that library says as JSON.
"""

import json
import os
import subprocess
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

LIBRARIES = {"jax": "JAX", "tensorflow": "TensorFlow", "torch": "PyTorch"}


def columns(script, binary):
    """What each library says, in the order of LIBRARIES."""
    answers = []
    for name in LIBRARIES:
        run = subprocess.run([sys.executable, script, binary, name], capture_output=True, text=True,
                             check=True)
        answers.append(json.loads(run.stdout.splitlines()[-1]))
    return answers
