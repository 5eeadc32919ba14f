"""Rows from DuckDB through a pipe and back into it."""

import json
import unittest

from rows import Rows, command

WRITE = """python3 -c "
import duckdb
duckdb.execute('''
    COPY (SELECT x, y, z FROM 'rows.csv') TO '/dev/stdout' (FORMAT json)
''')" """
READ = """python3 -c "
import duckdb
duckdb.execute('''
    CREATE TABLE slopes AS SELECT y, dydx.x AS by_x, dydx.y AS by_y, dydx.z AS by_z
    FROM read_json('/dev/stdin', columns = {
        y: 'DOUBLE', dydx: 'STRUCT(x DOUBLE, y DOUBLE, z DOUBLE)'})''')
for row in duckdb.execute('FROM slopes').fetchall():
    print(list(row))" """


class DuckDBTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = cls.enterClassContext(Rows())

    def test_out(self):
        found = command(f"{WRITE} | swiftgrad map '$EXPR' --quiet", self.rows)
        self.assertEqual(found, self.rows.results_ndjson)

    def test_out_and_in(self):
        found = command(f"{WRITE} | swiftgrad map '$EXPR' --quiet | {READ}", self.rows)
        wanted = [
            [row["y"], *row["dydx"].values()]
            for row in map(json.loads, self.rows.results_ndjson.splitlines())]
        self.assertEqual([json.loads(line) for line in found.splitlines()], wanted)

    def test_parquet(self):
        found = command(
            """python3 -c "
import duckdb
duckdb.execute('''COPY (FROM 'rows.csv') TO 'rows.parquet' ''')
duckdb.execute('''COPY (FROM 'rows.parquet') TO '/dev/stdout' (FORMAT csv, HEADER)''')
" | swiftgrad map '$EXPR' --from csv --quiet""", self.rows)
        self.assertEqual(found, self.rows.results_csv)


if __name__ == "__main__":
    unittest.main()
