"""What the workloads share: running commands, medians, tables, verdicts, the peers."""

import importlib.util
import json
import math
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
# A command that takes this long hangs.
TIMEOUT_SECONDS = 600
AGREEMENT = 1e-9


class Bench:
    """The binary, the folder of inputs and programs, and what was found to be over a limit."""

    def __init__(self, binary, folder):
        self.binary = binary
        self.folder = Path(folder)
        self.failures = []
        self.notes = []
        self.jax_process = None

    def judge(self, passes, what):
        if not passes:
            self.failures.append(what)
        return "yes" if passes else "**no**"

    def evaluate(self, *words):
        """The answer of `swiftgrad eval --json`."""
        return json.loads(command_output(self.binary, "eval", *words, "--json"))

    def process_times(self, *commands, runs, warmup=1, output="null"):
        """The wall times of whole processes by hyperfine, a list for each of the commands (lists of
        words), which it runs one behind the other."""
        result = self.folder / "processes.json"
        command_output(
            "hyperfine", "-N", "--style", "none", "--output", output, "--warmup", warmup,
            "--runs", runs, "--export-json", result,
            *(shlex.join(map(str, command)) for command in commands))
        return [run["times"] for run in json.loads(result.read_text())["results"]]

    def jax(self, action, **parameters):
        if self.jax_process is None:
            self.jax_process = subprocess.Popen(
                [sys.executable, HERE / "peers" / "jax_peer.py"], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        print(json.dumps({"action": action} | parameters), file=self.jax_process.stdin, flush=True)
        answer = self.jax_process.stdout.readline()
        if not answer:
            raise RuntimeError(f"JAX did not answer {action}")
        return json.loads(answer)

    def has_jax(self, section):
        """Whether JAX is there; if not, a note says what was not compared with it."""
        if importlib.util.find_spec("jax"):
            return True
        self.notes.append(f"JAX is missing: {section} is not compared with it, no limit applies.")
        return False

    def close(self):
        if self.jax_process:
            self.jax_process.stdin.close()
            self.jax_process.wait()


def command_output(*words):
    return subprocess.run(
        [str(word) for word in words], check=True, capture_output=True, text=True,
        timeout=TIMEOUT_SECONDS).stdout


def wall_time(*words):
    """The seconds of a whole process, and what it printed."""
    start = time.perf_counter()
    output = command_output(*words)
    return time.perf_counter() - start, output


def stage_times(line):
    """The stages of `--time` at the end of an answer, of which the rest may be millions of numbers."""
    start = line.rindex('"time": ') + len('"time": ')
    return json.loads(line[start:].rstrip().removesuffix("}"))


def time_of_run(binary, *words, repeat):
    return stage_times(
        command_output(binary, "eval", *words, "--time", "--repeat", repeat, "--json"))["run"]


def table(columns, rows):
    """A Markdown table; a column that begins with '>' is aligned to the right."""
    lines = [
        "| " + " | ".join(column.lstrip(">") for column in columns) + " |",
        "|" + "|".join("---:" if column.startswith(">") else "---" for column in columns) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def milliseconds(seconds, digits=1):
    return f"{seconds * 1e3:,.{digits}f} ms"


def range_of_ratios(own, other, digits=2):
    ratios = sorted(a / b for a, b in zip(own, other))
    return f"{ratios[0]:.{digits}f} to {ratios[-1]:.{digits}f}"


def agree(values, references, tiny=1e-300):
    """Whether all values are close; of what has underflowed, below `tiny`, only the size counts."""
    return len(values) == len(references) and all(
        math.isclose(value, reference, rel_tol=AGREEMENT, abs_tol=tiny)
        for value, reference in zip(values, references))


def require_agreement(name, values, references, tiny=1e-300):
    if not agree(values, references, tiny):
        raise ValueError(f"{name} gives {values[:4]}, not {references[:4]}")


def exponent(points):
    """The slope of the line of least squares through the logarithms of (x, y)."""
    slope, _ = statistics.linear_regression(*zip(*[(math.log(x), math.log(y)) for x, y in points]))
    return slope
