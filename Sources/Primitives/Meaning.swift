/// What an operation that only rules record stands for, in the language: so that formulas of
/// derivatives can be read and evaluated.
public enum Meaning: Sendable {
  /// An expression over the parameters: `exp(-x**2)`.
  case formula(String)
  /// The derivative of a function by one of its arguments, counted from 0; the fixed integers of the
  /// operation are the orders, one for each argument of `by`.
  case derivative(of: String, by: [Int])
}
