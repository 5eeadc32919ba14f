"""Spark's tables through swiftgrad: functions for `mapInPandas` and `mapInArrow`.

Each batch of rows is CSV for one run of the binary, which answers with CSV in the same order.
"""

import io
import subprocess


def in_pandas(binary, expression):
    """For `frame.mapInPandas(in_pandas(...), schema)`."""
    def run(batches):
        import pandas

        for batch in batches:
            done = subprocess.run(
                [binary, "map", expression, "--from", "csv", "--quiet"], check=True,
                input=batch.to_csv(index=False).encode(), stdout=subprocess.PIPE)
            yield pandas.read_csv(
                io.BytesIO(done.stdout), dtype="float64", float_precision="round_trip")
    return run


def in_arrow(binary, expression, results):
    """For `frame.mapInArrow(in_arrow(...), schema)`; `results` are the names of the schema."""
    def run(batches):
        import pyarrow
        from pyarrow import csv

        # Otherwise a column in which all numbers happen to be whole would be one of integers.
        doubles = csv.ConvertOptions(column_types={name: pyarrow.float64() for name in results})
        for batch in batches:
            rows = io.BytesIO()
            csv.write_csv(pyarrow.Table.from_batches([batch]), rows)
            done = subprocess.run(
                [binary, "map", expression, "--from", "csv", "--quiet"], check=True,
                input=rows.getvalue(), stdout=subprocess.PIPE)
            yield from csv.read_csv(
                io.BytesIO(done.stdout), convert_options=doubles).to_batches()
    return run
