import Autodiff

/// The standard deviations of what a result is computed from, as nodes: constants, or stand-ins for values
/// that come later.
struct UncertainInputs {
  /// A number or an array that is uncertain.
  struct Part {
    /// The position of its argument among the labels.
    let argument: Int
    let node: Int
    /// The standard deviation of each element, of the shape of the node.
    let sigma: Variable
  }

  /// What every argument is called, also those that are exact.
  let labels: [String]
  let parts: [Part]
  /// A matrix L for which L Lᵀ holds the correlations of the elements of all parts, one behind the other;
  /// nil where they are independent.
  let factor: Variable?

  init(labels: [String], parts: [Part], factor: Variable? = nil) {
    self.labels = labels
    self.parts = parts
    self.factor = factor
  }

  var nodes: [Int] { parts.map(\.node) }
}
