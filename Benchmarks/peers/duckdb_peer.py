"""DuckDB as a peer: rows of a file to a file, with derivatives by hand in SQL.

`duckdb_peer.py ndjson|csv INPUT OUTPUT THREADS` prints the version and the seconds of the statement,
which does not count the start of Python.
"""

import json
import sys
import time

import duckdb

# Of v*log(w) + sin(x)*exp(-y*z).
DERIVATIVES = {
    "v": "log", "w": "v / w", "x": "cos(x) * decay", "y": "-(z * wave)", "z": "-(y * wave)"}
QUERY = """
    SELECT v * log + wave AS y, {derivatives}
    FROM (SELECT *, sin(x) * decay AS wave
          FROM (SELECT *, ln(w) AS log, exp(-y * z) AS decay FROM {source}))
"""
TYPES = "{" + ", ".join(f"{name}: 'DOUBLE'" for name in DERIVATIVES) + "}"


def statement(form, source, target):
    if form == "ndjson":
        fields = ", ".join(f"{name}: {formula}" for name, formula in DERIVATIVES.items())
        derivatives = f"{{{fields}}} AS dydx"
        source = f"read_json('{source}', format = 'newline_delimited', columns = {TYPES})"
        options = "FORMAT json"
    else:
        derivatives = ", ".join(
            f'{formula} AS "dydx.{name}"' for name, formula in DERIVATIVES.items())
        source = f"read_csv('{source}', header = true, columns = {TYPES})"
        options = "FORMAT csv, HEADER"
    query = QUERY.format(derivatives=derivatives, source=source)
    return f"COPY ({query}) TO '{target}' ({options})"


def main(form, source, target, threads):
    database = duckdb.connect(config={"threads": int(threads)})
    start = time.perf_counter()
    database.execute(statement(form, source, target))
    seconds = time.perf_counter() - start
    print(json.dumps({"version": duckdb.__version__, "seconds": seconds}))


main(*sys.argv[1:])
