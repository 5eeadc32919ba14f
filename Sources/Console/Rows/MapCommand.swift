import Rendering

/// `swiftgrad map`: one expression and its gradients over many rows.
enum MapCommand {
  static let description = CommandDescription(
    name: "map",
    summary: "The value of an expression and its gradients for every row of a table.",
    usage: "swiftgrad map EXPR [NAME=VALUE]...",
    discussion: """
      The free names of EXPR, or the parameters of a function, are columns of the table; NAME=VALUE and
      --let give values that are the same for all rows. What is written for a row is what 'swiftgrad
      eval --json' gives for it, or with CSV the columns y and dydx.NAME. Rows are read and written as
      they come, in order, whatever their number; a cell may be a JSON array.

      A table is lines of JSON objects (ndjson), an array of them (json), CSV or TSV with a header, or
      an array of NumPy's: the columns of an .npy, the arrays by name of an .npz. Input that is
      compressed by gzip or zstd is seen as what it was.

      A column x_sigma beside x is its standard deviation; --sigma gives one that is the same for all
      rows. Each row then has y_sigma and the part of the variance that comes from each column.

      A row that cannot be read or computed has an error in its place, and the others go on; the exit
      status is 1 then.
      """,
    examples: [
      ("echo '{\"x\": 2, \"y\": 3}' | swiftgrad map 'x * log(y)'", "lines of JSON in and out"),
      ("printf 'x,y\\n2,3\\n4,5\\n' | swiftgrad map 'x * log(y)' --from csv", "CSV in and out"),
      (
        "swiftgrad map 'a * x^2' a=3 --wrt x --input rows.csv --output slopes.csv",
        "files by their names"
      ),
      (
        "swiftgrad map 'exp(-k*x)' k=0.5 --wrt k --summary --input rows.csv",
        "a sum over a table, and its gradient by k"
      ),
    ],
    options: [
      Option("--input", value: "FILE", help: "Where the rows are read from; - is standard input."),
      Option("--output", value: "FILE", help: "Where they are written to; - is standard output."),
      Option(
        "--from", choices: RowTable.Form.allCases.map(\.rawValue),
        help: "The form of the input, else by its name, else lines of JSON or one array of them."),
      Option(
        "--to", choices: RowTable.Form.outputs.map(\.rawValue),
        help: "That of the output, else by its name, else as the input."),
      Option(
        "--columns", value: "NAMES",
        help: "The names of the columns where the input has none, x,y: CSV without a header, .npy."),
      Option(
        "--accept", value: "KINDS",
        help:
          "What else is taken for numbers: strings, nan, null, integers; several as strings,null."),
      Option("--wrt", value: "NAMES", help: "What is differentiated by, x,y; else every column."),
      Option("--keep", help: "Carry the input along: its columns with CSV, a key input with JSON."),
      Option(
        "--summary",
        help: "No rows, but sum, mean, min, max and variance of y and of each gradient over them."),
      Option(
        "--on-error", choices: RowRun.FaultPolicy.allCases.map(\.rawValue),
        help:
          "What happens to a faulty row: an error in its place, nothing, nulls; or that is the end."
      ),
      Option(
        "--resume",
        help: "Go on with the output of a run that was ended, from where it was."),
      Option(
        "--unbuffered", help: "Compute and write each row before the next one is read."),
      Option(
        "--progress", choices: RowProgress.Policy.allCases.map(\.rawValue),
        help: "How far it is, on standard error: auto is on a terminal, after a second."),
      Option("--quiet", help: "No summary on standard error, and no progress."),
      Option(
        "--nonfinite", choices: ["string", "null", "error"],
        help: "How JSON spells NaN and the infinities; with error such a row is faulty."),
      Option("--fail-on-nonfinite", help: "Exit with status 1 if a result is NaN or infinite."),
      Option.transform, Option.tangents,
    ]
      + Option.uncertainties
      + Option.inputs.filter {
        [
          "let", "params", "file", "has-aux", "unconnected-gradients", "dtype",
          "use-gradient-tape", "output-gradients",
        ].contains($0.key)
      } + Option.limits + [Option.colour, Option.help])
}
