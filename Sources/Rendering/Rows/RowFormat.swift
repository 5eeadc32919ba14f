import Calculator
import Syntax
import Tables
import Tensors

/// How the results of rows are written: a form for each kind of table.
public protocol RowFormat: Sendable {
  /// What stands before all rows.
  func header() -> [UInt8]

  /// Appends a row's results.
  func append(_ row: Int, of results: RowResults, to bytes: inout [UInt8])

  /// What stands in the place of a row that has none.
  func missing() -> [UInt8]

  /// What stands in the place of a row that could not be computed; nil if only a message says so.
  func fault(_ diagnostic: Diagnostic, row: Int) -> [UInt8]?
}

/// A line of JSON for each row, as `eval --json` writes it.
public struct RowJSON: RowFormat {
  private let nonFinite: JSONReport.NonFinite
  private let names: [String]
  private let keys: [[UInt8]]

  public init(gradients names: [String], nonFinite: JSONReport.NonFinite) {
    self.nonFinite = nonFinite
    self.names = names
    keys = names.map { name in
      var key: [UInt8] = []
      JSONText.append(string: name, to: &key)
      return key + Array(": ".utf8)
    }
  }

  public func header() -> [UInt8] { [] }

  public func append(_ row: Int, of results: RowResults, to bytes: inout [UInt8]) {
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
    // Nearly every row gives numbers, and they are not to wait for what lists need.
    if case .leaf(let cell) = structure { return append(cell, row, to: &bytes) }
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

  public init(gradients names: [String], separator: UInt8 = UInt8(ascii: ",")) {
    self.names = names
    self.separator = separator
  }

  public func header() -> [UInt8] {
    Array(
      (["y"] + names.map { "dydx." + $0 }).map(CSVText.field).joined(
        separator: String(UnicodeScalar(separator))
      ).utf8) + [UInt8(ascii: "\n")]
  }

  public func append(_ row: Int, of results: RowResults, to bytes: inout [UInt8]) {
    append(results.y, row, to: &bytes)
    for gradient in results.gradients {
      bytes.append(separator)
      append(gradient.gradient, row, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  public func missing() -> [UInt8] {
    [UInt8](repeating: separator, count: names.count) + [UInt8(ascii: "\n")]
  }

  public func fault(_ diagnostic: Diagnostic, row: Int) -> [UInt8]? { nil }

  private func append(
    _ structure: Structure<RowResults.Cell?>, _ row: Int, to bytes: inout [UInt8]
  ) {
    guard case .leaf(let cell?) = structure else { return }
    let number = cell.number(0, of: row)
    if cell.elementType == .bool {
      bytes += (number != 0 ? "true" : "false").utf8
    } else {
      NumberText.append(number, to: &bytes)
    }
  }
}
