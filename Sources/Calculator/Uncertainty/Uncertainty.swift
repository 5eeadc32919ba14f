import Autodiff

/// How uncertain a result is, given how uncertain its arguments are.
public struct Uncertainty: Sendable {
  /// The standard deviation of each number of `y`, in the units of `y`; None among the results is nil.
  public var sigma: Structure<Tensor?>
  /// By how much the mean of `y` differs from `y` at the means of the arguments; only to second order.
  public var bias: Tensor?
  /// Which part of the variance of `y` each argument brings, in the structure of `y`. The parts of all
  /// arguments have the sum 1; where arguments are correlated one may be negative.
  public var shares: [(label: String, share: Structure<Tensor?>)]

  public var isFinite: Bool {
    (sigma.leaves + [bias] + shares.flatMap(\.share.leaves)).allSatisfy { $0?.isFinite ?? true }
  }
}
