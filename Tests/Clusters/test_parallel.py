"""Blocks of rows by GNU parallel."""

import unittest

from rows import Rows, command

# Small blocks, so that there are many.
BLOCK = "100k"


class ParallelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = cls.enterClassContext(Rows())

    def test_pipe(self):
        found = command(
            f"parallel --pipe -k --block {BLOCK} \"swiftgrad map '$EXPR' --quiet\" < rows.ndjson",
            self.rows)
        self.assertEqual(found, self.rows.results_ndjson)

    def test_parts_of_a_file(self):
        found = command(
            f"parallel --pipe-part -a rows.ndjson -k --block {BLOCK} "
            "\"swiftgrad map '$EXPR' --quiet\"", self.rows)
        self.assertEqual(found, self.rows.results_ndjson)

    def test_parts_of_csv(self):
        # Each block has the header; lines of JSON come out, which need none.
        found = command(
            f"parallel --pipe-part -a rows.csv --header : -k --block {BLOCK} "
            "\"swiftgrad map '$EXPR' --from csv --to ndjson --quiet\"", self.rows)
        self.assertEqual(found, self.rows.results_ndjson)

    def test_named_machines(self):
        # ":" is this machine; others would be written host1,host2.
        found = command(
            f"parallel -S 2/: --pipe -k --block {BLOCK} \"swiftgrad map '$EXPR' --quiet\" "
            "< rows.ndjson", self.rows)
        self.assertEqual(found, self.rows.results_ndjson)

    def test_a_bad_row_ends_in_a_status(self):
        found = command(
            "{ cat rows.ndjson; echo '{\"x\": 1}'; } | "
            f"parallel --pipe -k --block {BLOCK} \"swiftgrad map '$EXPR' --quiet\" "
            "2>/dev/null || echo \"status $?\"", self.rows).splitlines()
        # GNU parallel's status is how many blocks had one.
        self.assertEqual(found[-1], "status 1")
        self.assertEqual(found[:-2], self.rows.results_ndjson.splitlines())
        self.assertIn("error", found[-2])


if __name__ == "__main__":
    unittest.main()
