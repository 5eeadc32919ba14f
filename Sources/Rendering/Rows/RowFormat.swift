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
    switch structure {
    case .leaf(nil): bytes += "null".utf8
    case .leaf(let cell?):
      let dimensions = cell.dimensions
      guard !dimensions.isEmpty else {
        return append(cell.number(0, of: row, size: 1), cell.elementType, to: &bytes)
      }
      var position = 0
      append(cell, row, dimensions[...], size: dimensions.reduce(1, *), &position, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        append(item, row, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        JSONText.append(string: member.key, to: &bytes)
        bytes += ": ".utf8
        append(member.value, row, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func append(
    _ cell: RowResults.Cell, _ row: Int, _ dimensions: ArraySlice<Int>, size: Int,
    _ position: inout Int, to bytes: inout [UInt8]
  ) {
    guard let length = dimensions.first else {
      append(cell.number(position, of: row, size: size), cell.elementType, to: &bytes)
      position += 1
      return
    }
    bytes.append(UInt8(ascii: "["))
    for index in 0..<length {
      if index > 0 { bytes += ", ".utf8 }
      append(cell, row, dimensions.dropFirst(), size: size, &position, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private func append(_ number: Double, _ type: ElementType, to bytes: inout [UInt8]) {
    switch type {
    case .bool: bytes += (number != 0 ? "true" : "false").utf8
    case .float64, .float32:
      if number.isFinite || nonFinite != .null {
        JSONText.append(number, to: &bytes)
      } else {
        bytes += "null".utf8
      }
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
      (["y"] + names.map { "dydx." + $0 }).map(Self.quoted).joined(
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
    let number = cell.number(0, of: row, size: 1)
    if cell.elementType == .bool {
      bytes += (number != 0 ? "true" : "false").utf8
    } else {
      NumberText.append(number, to: &bytes)
    }
  }

  private static func quoted(_ field: String) -> String {
    field.contains { "\",\t\n".contains($0) }
      ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
