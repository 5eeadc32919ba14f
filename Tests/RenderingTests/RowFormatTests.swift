import Calculator
import Syntax
import Tables
import Testing

@testable import Rendering

@Suite struct RowFormatTests {
  private static let count = 1024 + 300

  /// Numbers of all kinds.
  private static func column(_ seed: Int) -> [Double] {
    (0..<count).map { row in
      switch (row + seed) % 7 {
      case 0: Double(row - 500)
      case 1: 1 / Double(row + 1)
      case 2: 0
      case 3: Double(row) * 1e-9
      case 4: -Double(row) * 1e20 / 3
      default: Double(row * row % 1_009) / 31
      }
    }
  }

  private static func text(
    _ calculation: RowCalculation, _ columns: [[Double]], _ format: some RowFormat
  ) throws -> String {
    var bytes = format.header
    try calculation.run(RowBlock(columns: columns)) { outcome throws(Diagnostic) in
      guard case .results(let results) = outcome else { return }
      try format.append(results, nil, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A line is what a report of the row alone is.
  @Test(arguments: [
    "x * log(y)", "x / y", "x > y", "sin(x)", "[x, y * x]", "array([x, 2.]) * y", "x + 0 * y",
    "y > 0",
    "floor(x)", "(x, y) -> y * y", "where(x > 1, x, y)", "{\"a\": x, \"b\": y * y}",
  ])
  func linesOfJSON(expression: String) throws {
    let request = Request(SourceText(expression))
    let calculation = try RowCalculation(RowExpression(request), wrt: nil)
    let columns = calculation.columns.map { Self.column($0 == "x" ? 0 : 3) }
    for nonFinite in [JSONReport.NonFinite.string, .null] {
      let format = RowJSON(nil, nonFinite: nonFinite, isArray: false)
      let text = try Self.text(calculation, columns, format)
      let lines = text.split(separator: "\n")
      #expect(lines.count == Self.count && text.hasSuffix("}\n"))
      for row in stride(from: 0, to: Self.count, by: 61) {
        var alone = request
        alone.arguments = zip(calculation.columns, columns).map { name, column in
          Request.Argument(name: name, value: .json(.number(column[row])))
        }
        let line = try JSONReport.line(try Calculation.run(alone), nonFinite: nonFinite)
        #expect(lines[row] + "\n" == String(decoding: line, as: UTF8.self))
      }
    }
  }

  @Test func linesOfCSV() throws {
    let calculation = try RowCalculation(RowExpression(Request(SourceText("x / y"))), wrt: nil)
    let columns = [Self.column(0), Self.column(3)]
    for separator in [",", "\t"] {
      let text = try Self.text(
        calculation, columns,
        RowCSV(
          try calculation.layoutOfNumbers(),
          separator: UInt8(ascii: separator.unicodeScalars.first!), original: nil))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == ["y", "dydx.x", "dydx.y"].joined(separator: separator)[...])
      #expect(lines.count == Self.count + 2 && lines.last == "")
      for row in 0..<Self.count {
        let (x, y) = (columns[0][row], columns[1][row])
        let fields = lines[row + 1].components(separator)
        #expect(fields.count == 3)
        #expect(fields[0] == NumberText.shortest(x / y)[...])
        #expect(fields[1] == NumberText.shortest(1 / y)[...])
      }
    }
  }

  @Test func manyColumns() throws {
    let names = (0..<300).map { "x\($0)" }
    let calculation = try RowCalculation(
      RowExpression(Request(SourceText(names.joined(separator: " + ")))), wrt: nil)
    let columns = names.indices.map { index in (0..<50).map { Double($0 * index) + 0.5 } }
    let text = try Self.text(
      calculation, columns, RowCSV(try calculation.layoutOfNumbers(), original: nil))
    let expected = (0..<50).map { row in
      let sum = columns.dropFirst().reduce(columns[0][row]) { $0 + $1[row] }
      return "\(NumberText.shortest(sum))" + String(repeating: ",1", count: 300) + "\n"
    }
    #expect(text.drop { $0 != "\n" }.dropFirst() == expected.joined()[...])
  }

  @Test func truths() throws {
    let calculation = try RowCalculation(RowExpression(Request(SourceText("x > y"))), wrt: nil)
    let columns = [[1.0, 2, 3], [2.0, 2, 2]]
    let json = RowJSON(nil, nonFinite: .string, isArray: false)
    #expect(
      try Self.text(calculation, columns, json)
        == ["false", "false", "true"].map {
          "{\"y\": \($0), \"dydx\": {\"x\": 0, \"y\": 0}}\n"
        }.joined())
    #expect(
      try Self.text(calculation, columns, RowCSV(try calculation.layoutOfNumbers(), original: nil))
        == "y,dydx.x,dydx.y\nfalse,0,0\nfalse,0,0\ntrue,0,0\n")
  }

  @Test func whatIsNotConnected() throws {
    let calculation = try RowCalculation(
      RowExpression(Request(SourceText("(x, y) -> 2 * x"))), wrt: nil)
    let columns = [[1.0, 2], [2.0, 2]]
    let json = RowJSON(nil, nonFinite: .string, isArray: false)
    #expect(
      try Self.text(calculation, columns, json)
        == [2, 4].map { "{\"y\": \($0), \"dydx\": {\"x\": 2, \"y\": null}}\n" }.joined())
    #expect(
      try Self.text(calculation, columns, RowCSV(try calculation.layoutOfNumbers(), original: nil))
        == "y,dydx.x,dydx.y\n2,2,\n4,2,\n")
  }
}

extension StringProtocol {
  fileprivate func components(_ separator: String) -> [SubSequence] {
    split(separator: Character(separator), omittingEmptySubsequences: false)
  }
}
