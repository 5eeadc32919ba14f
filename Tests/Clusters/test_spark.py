"""Rows by Apache Spark, on this machine in threads and in processes of a cluster of its own."""

import os
import shlex
import sys
import unittest

from rows import BINARY, COLUMNS, EXPRESSION, RESULTS, Rows
from spark_functions import in_arrow, in_pandas

PARTITIONS = 4
SCHEMA = ", ".join(f"`{name}` double" for name in RESULTS)


class SparkCases:
    """What holds for every master."""

    @classmethod
    def setUpClass(cls):
        from pyspark.sql import SparkSession

        cls.rows = cls.enterClassContext(Rows())
        os.environ["PYSPARK_PYTHON"] = sys.executable
        cls.spark = (
            SparkSession.builder.master(cls.master).appName("swiftgrad")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "OFF")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000").getOrCreate())
        # The functions for tables travel to the workers as a file.
        cls.spark.sparkContext.addPyFile(
            os.path.join(os.path.dirname(__file__), "spark_functions.py"))
        cls.wanted = [
            tuple(map(float, line.split(",")))
            for line in cls.rows.results_csv.splitlines()[1:]]

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def lines(self):
        return self.spark.sparkContext.textFile(str(self.rows.ndjson), PARTITIONS)

    def frame(self):
        schema = ", ".join(f"{name} double" for name in COLUMNS)
        # Lines keep their order from partition to partition, which files read as tables need not.
        lines = self.spark.sparkContext.textFile(str(self.rows.csv), PARTITIONS)
        return self.spark.read.csv(lines, header=True, schema=schema)

    def test_pipe(self):
        command = shlex.join([BINARY, "map", EXPRESSION, "--quiet"])
        found = self.lines().pipe(command, checkCode=True).collect()
        self.assertEqual(found, self.rows.results_ndjson.splitlines())

    def test_pipe_tells_bad_rows(self):
        from pyspark.errors import PySparkException

        command = shlex.join([BINARY, "map", EXPRESSION, "--quiet"])
        bad = self.lines().union(self.spark.sparkContext.parallelize(['{"x": 1}'], 1))
        with self.assertRaisesRegex(PySparkException, "exited with error code 1"):
            bad.pipe(command, checkCode=True).collect()

    def test_map_in_pandas(self):
        found = self.frame().mapInPandas(in_pandas(BINARY, EXPRESSION), SCHEMA).collect()
        self.assertEqual([tuple(row) for row in found], self.wanted)

    def test_map_in_arrow(self):
        function = in_arrow(BINARY, EXPRESSION, RESULTS)
        found = self.frame().mapInArrow(function, SCHEMA).collect()
        self.assertEqual([tuple(row) for row in found], self.wanted)


    def test_whole_numbers_stay_doubles(self):
        frame = self.spark.createDataFrame([(2.0, 1.0), (3.0, 1.0)], "x double, y double")
        schema = "y double, `dydx.x` double, `dydx.y` double"
        wanted = [(2.0, 1.0, 2.0), (3.0, 1.0, 3.0)]
        functions = {
            frame.mapInPandas: in_pandas(BINARY, "x * y"),
            frame.mapInArrow: in_arrow(BINARY, "x * y", ["y", "dydx.x", "dydx.y"])}
        for apply, function in functions.items():
            found = apply(function, schema).collect()
            self.assertEqual([tuple(row) for row in found], wanted)

    def test_a_bad_row_of_a_table_ends_the_job(self):
        from pyspark.errors import PySparkException

        frame = self.spark.createDataFrame([(2.0, 1.0), (3.0, None)], "x double, y double")
        with self.assertRaisesRegex(PySparkException, "non-zero exit status 1"):
            frame.mapInPandas(
                in_pandas(BINARY, "x * y"), "y double, `dydx.x` double, `dydx.y` double").collect()


class LocalTests(SparkCases, unittest.TestCase):
    master = "local[2]"


class ClusterTests(SparkCases, unittest.TestCase):
    """Two workers, each a process with a folder of its own, under a master."""

    master = "local-cluster[2,1,1024]"

    def test_pipe_with_a_binary_that_travels(self):
        self.spark.sparkContext.addFile(BINARY)
        name = os.path.basename(BINARY)
        command = shlex.join([f"./{name}", "map", EXPRESSION, "--quiet"])
        found = self.lines().pipe(command, checkCode=True).collect()
        self.assertEqual(found, self.rows.results_ndjson.splitlines())


if __name__ == "__main__":
    unittest.main()
