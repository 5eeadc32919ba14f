import Calculator
import Glibc
import Rendering
import Syntax
import Tables
import Tensors

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
      they come, in order, whatever their number.

      A row that cannot be read has an error in its place, and the others go on; the exit status is 1
      then.
      """,
    examples: [
      ("echo '{\"x\": 2, \"y\": 3}' | swiftgrad map 'x * log(y)'", "lines of JSON in and out"),
      ("printf 'x,y\\n2,3\\n4,5\\n' | swiftgrad map 'x * log(y)' --from csv", "CSV in and out"),
      (
        "swiftgrad map 'a * x^2' a=3 --wrt x --input rows.csv --output slopes.csv",
        "files by their names"
      ),
    ],
    options: [
      Option("--input", value: "FILE", help: "Where the rows are read from; - is standard input."),
      Option("--output", value: "FILE", help: "Where they are written to; - is standard output."),
      Option(
        "--from", choices: Form.allCases.map(\.rawValue),
        help: "The form of the input, else by its name: .csv, .tsv, .ndjson, .jsonl."),
      Option(
        "--to", choices: Form.allCases.map(\.rawValue),
        help: "That of the output, else as the input."),
      Option(
        "--columns", value: "NAMES", help: "The names of the columns of CSV without a header, x,y."),
      Option("--wrt", value: "NAMES", help: "What is differentiated by, x,y; else every column."),
      Option(
        "--on-error", choices: RowRun.FaultPolicy.allCases.map(\.rawValue),
        help:
          "What happens to a row that cannot be read: an error in its place, nothing, nulls; or that is the end."
      ),
      Option("--quiet", help: "No summary on standard error."),
      Option(
        "--nonfinite", choices: ["string", "null"],
        help: "How JSON spells NaN and the infinities, which it has no numbers for."),
    ]
      + Option.inputs.filter {
        ["let", "params", "file", "has-aux", "unconnected-gradients", "dtype"].contains($0.key)
      } + Option.limits + [Option.colour, Option.help])

  /// The form of a table.
  enum Form: String, CaseIterable {
    case ndjson, csv, tsv

    init?(path: String) {
      switch path.split(separator: ".").last {
      case "csv": self = .csv
      case "tsv", "tab": self = .tsv
      case "ndjson", "jsonl": self = .ndjson
      default: return nil
      }
    }

    var separator: UInt8 { UInt8(ascii: self == .tsv ? "\t" : ",") }
  }

  static func run(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) -> ExitStatus {
    var reader = ArgumentReader()
    let request = try reader.request(arguments)
    let calculation = try RowCalculation(
      request, wrt: arguments.value("wrt").map(ArgumentReader.names))
    let (inputPath, outputPath) = (
      arguments.value("input") ?? "-", arguments.value("output") ?? "-"
    )
    let form =
      arguments.value("from").flatMap(Form.init(rawValue:)) ?? Form(path: inputPath) ?? .ndjson
    let target =
      arguments.value("to").flatMap(Form.init(rawValue:)) ?? Form(path: outputPath) ?? form
    let nonFinite =
      arguments.value("nonfinite").flatMap(JSONReport.NonFinite.init(rawValue:)) ?? .string
    let format: any RowFormat =
      switch target {
      case .ndjson: RowJSON(gradients: calculation.differentiated, nonFinite: nonFinite)
      case .csv, .tsv: RowCSV(gradients: calculation.differentiated, separator: target.separator)
      }
    if target != .ndjson { try calculation.requireNumbers() }

    var input = try RowInput(path: inputPath, hasQuotes: form != .ndjson)
    let run = RowRun(
      calculation: calculation, format: format,
      policy: arguments.value("on-error").flatMap(RowRun.FaultPolicy.init(rawValue:)) ?? .report,
      read: try rows(
        of: form, &input, calculation.columns, arguments.value("columns").map(ArgumentReader.names))
    )
    let output = try RowOutput(path: outputPath)
    let summary: RowRun.Summary
    do throws(Diagnostic) {
      summary = try run.run(from: &input, to: output)
      if !summary.readerIsGone { try output.finish() }
    } catch {
      output.discard()
      throw error
    }
    if !arguments.has("quiet") { report(summary, terminal) }
    return summary.faulty > 0 ? .checkFailed : .success
  }

  /// What reads the rows of a form; takes the header of CSV from the input.
  private static func rows(
    of form: Form, _ input: inout RowInput, _ columns: [String], _ names: [String]?
  ) throws(Diagnostic) -> @Sendable (UnsafeBufferPointer<UInt8>) -> RowBlock {
    switch form {
    case .ndjson:
      let rows = NDJSONRows(columns: columns)
      return { rows.read($0) }
    case .csv, .tsv:
      let separator = form.separator
      let record = names == nil ? try input.takeRecord() : nil
      if names == nil, record == nil {
        throw Diagnostic("csv-header", "there is no header: the input is empty")
      }
      do throws(TableError) {
        let header =
          if let names { names } else { try CSVRows.fields(record ?? [], separator: separator) }
        let rows = try CSVRows(header: header, columns: columns, separator: separator)
        return { rows.read($0) }
      } catch {
        throw Diagnostic(error.code, error.message, hint: error.hint)
      }
    }
  }

  private static func report(_ summary: RowRun.Summary, _ terminal: Terminal) {
    if let (row, diagnostic) = summary.firstFault {
      let what =
        "\(summary.faulty) of \(summary.rows) row\(summary.rows == 1 ? "" : "s") could not be read"
      terminal.report(
        Diagnostic(
          "faulty-rows", "\(what), the first of them row \(row): \(diagnostic.message)",
          hint: diagnostic.hint, severity: .warning))
    }
    if let row = summary.firstNonFinite {
      terminal.report(
        Diagnostic(
          "nonfinite-rows",
          "\(summary.nonFinite) of \(summary.rows) rows gave NaN or infinities, the first of them row \(row)",
          severity: .warning))
    }
  }
}
