import Calculator
import Syntax
import Tables
import Tensors

/// How the results of rows are written: a form for each kind of table.
public protocol RowFormat: Sendable {
  /// What stands before all rows.
  func header() -> [UInt8]

  /// Appends the results of some rows.
  func append(_ rows: Range<Int>, of results: RowResults, to bytes: inout [UInt8])

  /// What stands in the place of a row that has none.
  func missing() -> [UInt8]

  /// What stands in the place of a row that could not be computed; nil if only a message says so.
  func fault(_ diagnostic: Diagnostic, row: Int) -> [UInt8]?
}

/// A line of JSON for each row, as `eval --json` writes it.
public struct RowJSON: RowFormat {
  private let nonFinite: JSONReport.NonFinite
  private let keys: [[UInt8]]
  private let template: RowTemplate

  public init(gradients names: [String], nonFinite: JSONReport.NonFinite) {
    self.nonFinite = nonFinite
    keys = names.map { name in
      var key: [UInt8] = []
      JSONText.append(string: name, to: &key)
      return key + Array(": ".utf8)
    }
    var parts = [Array("{\"y\": ".utf8)]
    for (index, key) in keys.enumerated() {
      parts.append(Array((index == 0 ? ", \"dydx\": {" : ", ").utf8) + key)
    }
    parts.append(Array((keys.isEmpty ? ", \"dydx\": {}}\n" : "}}\n").utf8))
    template = RowTemplate(parts) { number in
      var bytes: [UInt8] = []
      nonFinite.append(number, .float64, to: &bytes)
      return bytes
    }
  }

  public func header() -> [UInt8] { [] }

  public func append(_ rows: Range<Int>, of results: RowResults, to bytes: inout [UInt8]) {
    // Nearly every row gives numbers, and they are not to wait for what lists need.
    if let columns = results.columns(missing: "null") {
      withExtendedLifetime(results) { template.append(rows, of: columns, to: &bytes) }
    } else {
      for row in rows { append(row, of: results, to: &bytes) }
    }
  }

  private func append(_ row: Int, of results: RowResults, to bytes: inout [UInt8]) {
    bytes += "{\"y\": ".utf8
    append(results.y, row, to: &bytes)
    bytes += ", \"dydx\": {".utf8
    for (index, gradient) in results.gradients.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      bytes += keys[index]
      append(gradient.gradient, row, to: &bytes)
    }
    bytes += "}}\n".utf8
  }

  public func missing() -> [UInt8] {
    var bytes = Array("{\"y\": null, \"dydx\": {".utf8)
    for (index, key) in keys.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      bytes += key + Array("null".utf8)
    }
    return bytes + Array("}}\n".utf8)
  }

  public func fault(_ diagnostic: Diagnostic, row: Int) -> [UInt8]? {
    Array(DiagnosticReport(diagnostic).json(row: row).utf8)
  }

  private func append(
    _ structure: Structure<RowResults.Cell?>, _ row: Int, to bytes: inout [UInt8]
  ) {
    structure.appendJSON(to: &bytes) { append($0, row, to: &$1) }
  }

  private func append(_ cell: RowResults.Cell?, _ row: Int, to bytes: inout [UInt8]) {
    guard let cell else {
      bytes += "null".utf8
      return
    }
    guard !cell.dimensions.isEmpty else {
      return nonFinite.append(cell.number(0, of: row), cell.elementType, to: &bytes)
    }
    nonFinite.append(dimensions: cell.dimensions, cell.elementType, to: &bytes) {
      cell.number($0, of: row)
    }
  }
}

/// Comma-separated values: the columns `y` and `dydx.NAME`, for results that are numbers.
public struct RowCSV: RowFormat {
  private let names: [String]
  private let separator: UInt8
  private let template: RowTemplate

  public init(gradients names: [String], separator: UInt8 = UInt8(ascii: ",")) {
    self.names = names
    self.separator = separator
    template = RowTemplate(
      [[]] + names.map { _ in [separator] } + [[UInt8(ascii: "\n")]],
      nonFinite: { Array(NumberText.shortest($0).utf8) })
  }

  public func header() -> [UInt8] {
    Array(
      (["y"] + names.map { "dydx." + $0 }).map(CSVText.field).joined(
        separator: String(UnicodeScalar(separator))
      ).utf8) + [UInt8(ascii: "\n")]
  }

  public func append(_ rows: Range<Int>, of results: RowResults, to bytes: inout [UInt8]) {
    guard let columns = results.columns(missing: "") else { return }
    withExtendedLifetime(results) { template.append(rows, of: columns, to: &bytes) }
  }

  public func missing() -> [UInt8] {
    [UInt8](repeating: separator, count: names.count) + [UInt8(ascii: "\n")]
  }

  public func fault(_ diagnostic: Diagnostic, row: Int) -> [UInt8]? { nil }
}

extension RowResults {
  /// `y` and the gradients; nil if there is one that is no number or truth value.
  ///
  /// - Parameter missing: stands for a gradient that is not connected.
  fileprivate func columns(missing: StaticString) -> [RowTemplate.Column]? {
    var columns: [RowTemplate.Column] = []
    for structure in [y] + gradients.map(\.gradient) {
      guard let column = RowTemplate.Column(structure, missing: missing) else { return nil }
      columns.append(column)
    }
    return columns
  }
}
