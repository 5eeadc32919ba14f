/// What the chain rule does at each node, for whoever wants to show it.
///
/// It is handed to `pullback` or `pushforward`, which note in it what arrives where. The formulas that
/// they record are the same with and without it.
package final class ChainRuleTrace {
  /// What a node passes on to one of its operands.
  package struct Contribution {
    package let node: Int
    package let operand: Int
    /// Which of the operands it is, counted from 0; an operand may stand twice in an operation.
    package let slot: Int
    package let part: Variable
  }

  /// On the way back, in the order in which parts are added up.
  package private(set) var contributions: [Contribution] = []
  /// The cotangent, or the tangent, of each node that any arrives at.
  package private(set) var arrived: [Int: Variable] = [:]

  package init() {}

  func pass(_ part: Variable, from node: Int, to operand: Int, slot: Int) {
    contributions.append(
      Contribution(node: node, operand: operand, slot: slot, part: part))
  }

  func arrive(_ derivative: Variable, at node: Int) {
    arrived[node] = derivative
  }
}
