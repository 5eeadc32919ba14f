// The functions of the catalogue that have one meaning in Swift, under the names they have there.

public func abs(_ x: Variable) -> Variable { Primitive.abs(x) }
public func sqrt(_ x: Variable) -> Variable { Primitive.sqrt(x) }
public func cbrt(_ x: Variable) -> Variable { Primitive.cbrt(x) }
public func exp(_ x: Variable) -> Variable { Primitive.exp(x) }
public func expm1(_ x: Variable) -> Variable { Primitive.expm1(x) }
public func log(_ x: Variable) -> Variable { Primitive.log(x) }
public func log1p(_ x: Variable) -> Variable { Primitive.log1p(x) }
public func sin(_ x: Variable) -> Variable { Primitive.sin(x) }
public func cos(_ x: Variable) -> Variable { Primitive.cos(x) }
public func tan(_ x: Variable) -> Variable { Primitive.tan(x) }
public func asin(_ x: Variable) -> Variable { Primitive.asin(x) }
public func acos(_ x: Variable) -> Variable { Primitive.acos(x) }
public func atan(_ x: Variable) -> Variable { Primitive.atan(x) }
public func sinh(_ x: Variable) -> Variable { Primitive.sinh(x) }
public func cosh(_ x: Variable) -> Variable { Primitive.cosh(x) }
public func tanh(_ x: Variable) -> Variable { Primitive.tanh(x) }
public func erf(_ x: Variable) -> Variable { Primitive.erf(x) }
public func erfc(_ x: Variable) -> Variable { Primitive.erfc(x) }
public func lgamma(_ x: Variable) -> Variable { Primitive.lgamma(x) }
public func sigmoid(_ x: Variable) -> Variable { Primitive.sigmoid(x) }
public func softplus(_ x: Variable) -> Variable { Primitive.softplus(x) }
public func relu(_ x: Variable) -> Variable { Primitive.relu(x) }

/// x raised to a power; an integer power is exact at every order of derivative.
public func pow(_ x: Variable, _ exponent: Double) -> Variable {
  Primitive.pow(x, x.number(exponent))
}
public func pow(_ x: Variable, _ exponent: Variable) -> Variable { Primitive.pow(x, exponent) }

/// The larger of two numbers, element by element; at a tie the gradient goes to the first.
public func max(_ a: Variable, _ b: Variable) -> Variable { Primitive.maximum(a, b) }
/// The smaller of two numbers, element by element; at a tie the gradient goes to the first.
public func min(_ a: Variable, _ b: Variable) -> Variable { Primitive.minimum(a, b) }

/// `a` where the condition holds, `b` elsewhere; what is not taken contributes nothing.
public func `where`(_ condition: Variable, _ a: Variable, _ b: Variable) -> Variable {
  Primitive.where(condition, a, b)
}

public func matmul(_ a: Variable, _ b: Variable) -> Variable { Primitive.matmul(a, b) }

extension Variable {
  /// The sum of all elements.
  public func sum() -> Variable { Primitive.sum(self) }
  /// The mean of all elements.
  public func mean() -> Variable { Primitive.mean(self) }
  /// The largest element; ties share the gradient evenly.
  public func max() -> Variable { Primitive.max(self) }
  /// The smallest element; ties share the gradient evenly.
  public func min() -> Variable { Primitive.min(self) }

  public static func < (a: Variable, b: Variable) -> Variable { Primitive.less(a, b) }
  public static func <= (a: Variable, b: Variable) -> Variable { Primitive.lessEqual(a, b) }
  public static func > (a: Variable, b: Variable) -> Variable { Primitive.greater(a, b) }
  public static func >= (a: Variable, b: Variable) -> Variable { Primitive.greaterEqual(a, b) }
}
