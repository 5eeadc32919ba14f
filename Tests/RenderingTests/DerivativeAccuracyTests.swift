import Calculator
import Primitives
import Syntax
import Tensors
import TestSupport
import Testing

@testable import Rendering

/// First derivatives of the functions of numbers over their whole domains, against 50 digits
/// (Tests/ScalarMathTests/Reference/make_derivatives.py).
@Suite struct DerivativeAccuracyTests {
  /// The error in units in the last place, or of what the rounding of the arguments costs, that a
  /// derivative may have.
  static let limit = 4.0

  /// The rows of one function with the same fixed integers.
  struct Group: Sendable, CustomTestStringConvertible {
    let name: String
    let fixed: [Int: Int]
    var rows: [Row] = []

    var testDescription: String { name + fixed.values.map { " \($0)" }.joined() }
  }

  struct Row: Sendable {
    let operand: Int
    let nearest: Double
    let rest: Double
    let condition: Double
    let arguments: [Double]

    func error(of result: Double) -> Double {
      if nearest.isInfinite { return result == nearest ? 0 : .infinity }
      if !result.isFinite { return .infinity }
      return ((result - nearest) / nearest.ulp - rest).magnitude / condition
    }
  }

  static func groups() throws -> [Group] {
    var groups: [String: Group] = [:]
    for line in String(decoding: try Project.read("Tests/Oracle/derivatives.tsv"), as: UTF8.self)
      .split(separator: "\n")
    {
      let fields = line.split(separator: "\t").map(String.init)
      let numbers = fields.dropFirst(2).map { Double($0) ?? .nan }
      let primitive = try #require(Catalogue.function(named: fields[0]), "\(fields[0])")
      var fixed: [Int: Int] = [:]
      for (index, parameter) in primitive.parameters.prefix(numbers.count - 3).enumerated()
      where !parameter.kind.isOperand {
        fixed[index] = Int(numbers[3 + index])
      }
      let key = fields[0] + "\(fixed.sorted { $0.key < $1.key }) \(numbers.count)"
      groups[key, default: Group(name: fields[0], fixed: fixed)].rows.append(
        Row(
          operand: Int(fields[1]) ?? -1, nearest: numbers[0], rest: numbers[1],
          condition: numbers[2], arguments: Array(numbers[3...])))
    }
    return groups.values.sorted { $0.testDescription < $1.testDescription }
  }

  @Test func coversTheCatalogue() throws {
    #expect(Set(try Self.groups().map(\.name)).count >= 120)
  }

  @Test(arguments: try groups())
  func agreesToTheLastDigits(_ group: Group) throws {
    let places = group.rows[0].arguments.indices
    let names = places.filter { group.fixed[$0] == nil }.map { "a\($0)" }
    let call = places.map { index in group.fixed[index].map(String.init) ?? "a\(index)" }
    let text =
      "(\(names.joined(separator: ", "))) -> \(group.name)(\(call.joined(separator: ", ")))"
    var request = Request(SourceText(text))
    for index in places where group.fixed[index] == nil {
      let column = group.rows.map { $0.arguments[index] }
      request.arguments.append(
        .init(name: "a\(index)", value: .array(Tensor(column, shape: [column.count]))))
    }
    let gradients = try Calculation.run(request).dydx?.leaves ?? []
    var worst = (error: 0.0, text: "")
    for (position, row) in group.rows.enumerated() {
      let name = try #require(names.firstIndex(of: "a\(row.operand)"))
      let result = gradients[name]?[position] ?? .nan
      let error = row.error(of: result)
      if error > worst.error || error.isNaN {
        worst = (error, "by \(row.operand) at \(row.arguments): \(result), not \(row.nearest)")
      }
    }
    #expect(worst.error <= Self.limit, "\(group.name) \(worst.text)")
    // Other processors round a last bit differently; more than that is not what the help says.
    let stated = try #require(Accuracy.worstErrors[group.name]?.derivative, "\(group.name)")
    #expect(worst.error <= stated + 0.5, "the help says \(stated) of \(group.name)")
  }
}
