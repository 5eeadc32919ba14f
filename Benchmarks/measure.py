"""Runs the benchmarks, prints a Markdown report and exits with 1 where a limit is passed.

Called by `run` with the binary, the folder of inputs and programs, and perhaps names of sections:
then only those are measured, and the files of results stay as they are.
"""

import importlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from bench import HERE, Bench, command_output

SECTIONS = [
    "start_up", "prompt", "gradient_cost", "elementwise", "long_sum", "loop", "loop_growth",
    "loop_memory", "hessian", "linear_algebra", "waves", "rosenbrock", "black_scholes", "mixture",
    "perceptron", "deep", "growth", "rows", "rows_npy", "rows_growth"]

PYTHON_PEERS = {"duckdb": "DuckDB", "casadi": "CasADi", "sympy": "SymPy"}
COMMAND_PEERS = {
    "jq": ["jq", "--version"], "mlr": ["mlr", "--version"], "qalc": ["qalc", "--version"]}


def machine(bench):
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line),
        platform.machine())
    facts = {
        "date": str(date.today()),
        "load": os.getloadavg()[0],
        "processor": model,
        "cores": int(command_output("nproc")),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "kernel": platform.release(),
        "swift": command_output("swift", "--version").splitlines()[0],
        "swiftgrad": command_output(bench.binary, "--version").strip(),
        "hyperfine": command_output("hyperfine", "--version").strip(),
        "cc": command_output("cc", "--version").splitlines()[0],
        "jax": bench.jax("about")["version"] if importlib.util.find_spec("jax") else None,
        "python": platform.python_version(),
    }
    for name in PYTHON_PEERS:
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            facts[name] = None
    for name, words in COMMAND_PEERS.items():
        facts[name] = (
            command_output(*words).split()[-1].removeprefix(f"{name}-") if shutil.which(words[0])
            else None)
    peers = ", ".join(
        f"{title} {facts[name]}" if facts[name] else f"no {title}" for name, title in
        [("jax", "JAX"), *PYTHON_PEERS.items(), *((name, name) for name in COMMAND_PEERS)])
    text = f"""# Results

Written by `make bench` on {facts["date"]}.

- {facts["processor"]}, {facts["cores"]} cores, {facts["system"]}, Linux {facts["kernel"]}
- {facts["swift"]}
- {facts["swiftgrad"]}, {facts["hyperfine"]}
- {facts["cc"]}
- {peers}, Python {facts["python"]}
- {facts["load"]:.1f} processes wanted to run in the minute before

`make bench` measures all of it again, `Benchmarks/run BINARY SECTION...` some of it.
"""
    return text, facts


def reason(bench, error):
    """What went wrong, in one line, without the paths of this machine."""
    if isinstance(error, subprocess.CalledProcessError):
        said = (error.stderr or "").strip().splitlines()
        text = f"`{shlex.join(error.cmd)}` ended with {error.returncode}"
        text += f": {said[0]}" if said else ""
    else:
        text = f"{type(error).__name__}: {error}"
    return text.replace(bench.binary, "swiftgrad").replace(f"{bench.folder}/", "")


def section(bench, name):
    try:
        return importlib.import_module(f"workloads.{name}").measure(bench)
    # A section that cannot be measured must not keep the others from it, nor pass for one that was.
    except Exception as error:
        said = reason(bench, error)
        bench.failures.append(f"{name} was not measured: {said}")
        return f"## {name}\n\n**Not measured**: {said}\n", {"error": said}


def main(binary, folder, *names):
    unknown = set(names) - set(SECTIONS)
    if unknown:
        sys.exit(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    bench = Bench(binary, folder)
    try:
        head, facts = machine(bench)
        texts, data = [], {}
        for name in names or SECTIONS:
            print(f"measuring {name}", file=sys.stderr)
            text, data[name] = section(bench, name)
            texts.append(text)
    finally:
        bench.close()
    notes = "".join(f"- {note}\n" for note in bench.notes)
    report = "\n".join([head, *([notes] if notes else []), *texts])
    print(report, end="")
    if not names:
        (HERE / "results.md").write_text(report)
        results = {"machine": facts, "notes": bench.notes, "failures": bench.failures} | data
        (HERE / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    for line in bench.notes:
        print(f"note: {line}", file=sys.stderr)
    for failure in bench.failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
