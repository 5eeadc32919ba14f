import Autodiff
import Syntax

/// What a calculation gives back.
public struct Answer: Sendable {
  /// None among the results is nil.
  public var y: Structure<Tensor?>
  /// The gradients in the structure of the arguments; nil leaves are not connected. Nil as a whole
  /// where there is nothing to differentiate by.
  public var dydx: Structure<Tensor?>?
  public var aux: Structure<Tensor?>?
  /// What transformations gave, in the order in which they were asked for.
  public var transformed: [(transformation: Transformation, result: Structure<Tensor?>)] = []
  /// The gradients one by one, under the names of the parameters they belong to.
  public var parts: [(key: String, value: Structure<Tensor?>)] = []
  /// Nil unless arguments are given with uncertainties.
  public var uncertainty: Uncertainty?
  /// Where a NaN or an infinity came from.
  public var warnings: [Diagnostic] = []
  public var timings: Timings

  /// Whether every number but those of `aux` is finite.
  public var isFinite: Bool {
    let results = [y] + (dydx.map { [$0] } ?? []) + transformed.map { $0.result }
    return results.allSatisfy { $0.leaves.allSatisfy { $0?.isFinite ?? true } }
      && uncertainty?.isFinite ?? true
  }
}

extension Answer {
  /// The results under their keys, in the order of `eval --json`.
  public var members: [(key: String, value: Structure<Tensor?>)] {
    var members = [(key: "y", value: y)]
    if let dydx { members.append(("dydx", dydx)) }
    if let uncertainty {
      members.append(("y_sigma", uncertainty.sigma))
      if let bias = uncertainty.bias { members.append(("y_bias", .leaf(bias))) }
      members.append(
        ("variance_share", .dictionary(uncertainty.shares.map { (key: $0.label, value: $0.share) }))
      )
    }
    if let aux { members.append(("aux", aux)) }
    return members + transformed.map { ($0.transformation.rawValue, $0.result) }
  }
}

/// Where the time of a calculation went, in seconds.
public struct Timings: Sendable {
  public var parse = 0.0
  public var lower = 0.0
  public var differentiate = 0.0
  public var compile = 0.0
  public var run = 0.0

  /// Each phase under its name, in order.
  public var phases: [(name: String, seconds: Double)] {
    [
      ("parse", parse), ("lower", lower), ("differentiate", differentiate), ("compile", compile),
      ("run", run),
    ]
  }
}
