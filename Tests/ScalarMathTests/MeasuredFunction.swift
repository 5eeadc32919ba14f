import ScalarMath
import Testing

/// A function with a reference table and the error that it may have, in ulps.
struct MeasuredFunction: Sendable, CustomTestStringConvertible {
  let name: String
  let bound: Double
  let argumentCount: Int
  let evaluate: @Sendable ([Double]) -> Double

  var testDescription: String { name }

  private init(
    _ name: String, _ bound: Double, _ argumentCount: Int,
    _ evaluate: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.bound = bound
    self.argumentCount = argumentCount
    self.evaluate = evaluate
  }

  static func unary(
    _ name: String, _ bound: Double, _ function: @escaping @Sendable (Double) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, 1) { function($0[0]) }
  }

  static func binary(
    _ name: String, _ bound: Double, _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, 2) { function($0[0], $0[1]) }
  }

  static func ternary(
    _ name: String, _ bound: Double,
    _ function: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, 3) { function($0[0], $0[1], $0[2]) }
  }

  /// Any number of arguments, in the order of the table's columns.
  static func many(
    _ name: String, _ bound: Double, _ count: Int,
    _ function: @escaping @Sendable ([Double]) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, count, function)
  }

  /// The row with the largest error, and that error.
  func worst() -> (error: Double, row: ReferenceTable.Row)? {
    ReferenceTable(name, arguments: argumentCount).rows
      .map { ($0.error(of: evaluate($0.arguments)), $0) }
      .max { $0.0 < $1.0 }
  }

  /// Elementary functions are within 1 ulp by the contract, special ones within 4.
  static let all =
    elementary + gammaFunctions + gammaDerivatives + incompleteGammaBeta + errorFunctions
    + errorDerivatives + besselFunctions
    + integralFunctions + hypergeometricFunctions + entropyFunctions
}
