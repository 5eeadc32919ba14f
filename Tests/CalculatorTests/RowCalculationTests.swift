import Syntax
import Tables
import Tensors
import Testing

@testable import Calculator

@Suite struct RowCalculationTests {
  private static let expressions = [
    "x * log(y)", "sin(x) ** 2 + cos(y) / x", "x if x > y else y * x", "gamma(x) * erf(y)",
    "sum([x, y, x * y])", "sqrt(x*x + y*y)", "fori_loop(0, 5, lambda i, v: sin(v) * x + y, x)",
    "where(x > 1, log(x - 1), y)", "x ** y + tanh(x) * lgamma(y)",
    "norm(array([x, y])) @ 1 if false else y",
    "logsumexp(array([x, y, 1.]))", "x",
  ]

  /// To the bit what one calculation after the other gives.
  @Test(arguments: expressions.filter { !$0.contains("@") })
  func rowsGiveWhatEachAloneGives(expression: String) throws {
    let count = 2 * 1024 + 77
    let x = (0..<count).map { 0.3 + Double($0 % 97) / 31 }
    let y = (0..<count).map { 0.7 + Double($0 % 89) / 23 }
    let request = Request(SourceText(expression))
    let rows = try RowCalculation(RowExpression(request), wrt: nil)
    let columns = rows.columns.map { $0 == "x" ? x : y }
    var values: [[Double]] = []
    try rows.run(RowBlock(columns: columns)) { outcome in
      guard case .results(let results) = outcome else { return }
      for row in 0..<results.count { values.append(results.columns.map { $0.number(0, of: row) }) }
    }
    #expect(values.count == count)
    for row in stride(from: 0, to: count, by: 53) {
      var alone = request
      alone.arguments = zip(rows.columns, columns).map { name, column in
        Request.Argument(name: name, value: .json(.number(column[row])))
      }
      let answer = try Calculation.run(alone)
      let expected = (answer.y.leaves + answer.parts.flatMap(\.value.leaves)).compactMap {
        $0?[0]
      }
      #expect(values[row].map(\.bitPattern) == expected.map(\.bitPattern), "row \(row)")
    }
  }

  @Test func columnsAreTheFreeNames() throws {
    var request = Request(SourceText("a * x + log(b)"))
    request.captured = [("a", .json(.number(2)))]
    #expect(try RowCalculation(RowExpression(request), wrt: nil).columns == ["x", "b"])
    let names = try RowCalculation(RowExpression(request), wrt: ["b"]).layoutOfNumbers().numbers
      .map(\.name)
    #expect(names == ["y", "dydx.b"])
    #expect(throws: Diagnostic.self) { try RowCalculation(RowExpression(request), wrt: ["a"]) }
    request.arguments = [Request.Argument(name: "x", value: .json(.number(1)))]
    #expect(try RowCalculation(RowExpression(request), wrt: nil).columns == ["b"])
    #expect(throws: Diagnostic.self) {
      try RowCalculation(RowExpression(Request(SourceText("1 + 1"))), wrt: nil)
    }
  }
}
