import Calculator
import Primitives
import Syntax
import Tables
import Tensors
import TestSupport
import Testing

/// Values and derivatives of functions of numbers at their ordinary and their extreme points,
/// against 50 digits (Tests/Oracle/scalar_gradients.py), in units in the last place.
@Suite struct ScalarGradientTests {
  /// The reference of one function: its points, values and derivatives.
  struct Reference: Sendable, CustomStringConvertible {
    let name: String
    var points: [[Double]] = []
    var values: [(exact: Double, bound: Double)] = []
    /// By each argument; nil where there is none to compare with.
    var slopes: [[(exact: Double, bound: Double)?]] = []

    var description: String { name }
  }

  @Test func mostFunctionsAreThere() throws {
    #expect(try Self.references().count >= 45)
  }

  @Test(arguments: try references())
  func agreesToTheLastDigits(_ reference: Reference) throws {
    let names = reference.points[0].indices.map { "a\($0)" }
    let list = names.joined(separator: ", ")
    var request = Request(SourceText("(\(list)) -> \(reference.name)(\(list))"))
    for (index, name) in names.enumerated() {
      let column = reference.points.map { $0[index] }
      request.arguments.append(
        .init(name: name, value: .array(Tensor(column, shape: [column.count]))))
    }
    let answer = try Calculation.run(request)
    let gradients = answer.dydx?.leaves ?? []
    for (row, point) in reference.points.enumerated() {
      let (exact, bound) = reference.values[row]
      let value = answer.y.leaves[0]?[row] ?? .nan
      #expect(
        Self.error(value, exact) <= bound, "\(reference.name)\(point) is \(value), not \(exact)")
      for (index, slope) in reference.slopes[row].enumerated() {
        guard let slope, let gradient = gradients[index] else { continue }
        #expect(
          Self.error(gradient[row], slope.exact) <= slope.bound,
          "the derivative of \(reference.name)\(point) by \(index) is \(gradient[row]), not \(slope.exact)"
        )
      }
    }
  }

  /// The distance in units in the last place of the exact value.
  private static func error(_ value: Double, _ exact: Double) -> Double {
    if exact.isNaN { return value.isNaN ? 0 : .infinity }
    if !exact.isFinite || !value.isFinite { return value == exact ? 0 : .infinity }
    return (value - exact).magnitude / exact.ulp
  }

  /// The references of the functions that the catalogue has, by function and number of arguments.
  static func references() throws -> [Reference] {
    let rows = try JSONReader.parse(Project.read("Tests/Oracle/scalar_gradients.json"))
    guard case .array(let items) = rows else { return [] }
    var references: [String: Reference] = [:]
    for case .object(let members) in items {
      let fields = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
      guard case .string(let name)? = fields["f"],
        let primitive = Catalogue.function(named: name),
        primitive.parameters.allSatisfy(\.kind.isOperand),
        let point = numbers(fields["x"]), let value = number(fields["y"]),
        let bound = number(fields["ulp"])
      else { continue }
      let exact = numbersOrNull(fields["dy"])
      let bounds = numbersOrNull(fields["dy_ulp"])
      var reference = references["\(name)/\(point.count)"] ?? Reference(name: name)
      reference.points.append(point)
      reference.values.append((value, bound))
      reference.slopes.append(
        zip(exact, bounds).map { exact, bound in
          guard let exact, let bound else { return nil }
          return (exact, bound)
        })
      references["\(name)/\(point.count)"] = reference
    }
    return references.values.sorted { $0.name < $1.name }
  }

  private static func number(_ json: JSONValue?) -> Double? {
    switch json {
    case .number(let number): number
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    default: nil
    }
  }

  private static func numbersOrNull(_ json: JSONValue?) -> [Double?] {
    switch json {
    case .numbers(let array): array.values
    case .array(let items): items.map(number)
    default: []
    }
  }

  private static func numbers(_ json: JSONValue?) -> [Double]? {
    let all = numbersOrNull(json)
    let known = all.compactMap(\.self)
    return known.count == all.count && !all.isEmpty ? known : nil
  }
}
