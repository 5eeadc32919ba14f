"""The rows that all engines get, and what swiftgrad makes of them in one process."""

import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

BINARY = os.path.realpath(os.environ["SWIFTGRAD_BINARY"])
EXPRESSION = "x * log(y) + sin(z)"
COLUMNS = ["x", "y", "z"]
RESULTS = ["y", "dydx.x", "dydx.y", "dydx.z"]
# Enough for several blocks and batches of each engine.
COUNT = 20_000


class Rows:
    """The same rows as files of NDJSON and CSV, and the results of one process for each."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        # Under its usual name, whatever the file is called.
        os.symlink(BINARY, Path(self.folder.name) / "swiftgrad")
        self.ndjson = Path(self.folder.name) / "rows.ndjson"
        self.csv = Path(self.folder.name) / "rows.csv"
        generator = random.Random(1)
        rows = [
            [generator.gauss(0, 1), generator.uniform(0.1, 10), 10 ** generator.uniform(-5, 5)]
            for _ in range(COUNT)]
        self.ndjson.write_text(
            "".join(json.dumps(dict(zip(COLUMNS, row))) + "\n" for row in rows))
        lines = [COLUMNS, *([repr(value) for value in row] for row in rows)]
        self.csv.write_text("".join(",".join(line) + "\n" for line in lines))
        self.results_ndjson = command("swiftgrad map '$EXPR' --quiet < rows.ndjson", self)
        self.results_csv = command("swiftgrad map '$EXPR' --quiet --from csv < rows.csv", self)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.folder.cleanup()


def command(line, rows):
    """What a line of the shell prints, in the folder of the rows; `$EXPR` is the expression."""
    path = f"{rows.folder.name}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line.replace("$EXPR", EXPRESSION)], check=True,
        stdout=subprocess.PIPE, text=True, cwd=rows.folder.name,
        env=os.environ | {"PATH": path}).stdout
