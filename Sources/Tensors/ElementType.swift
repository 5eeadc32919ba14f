/// The type of every element of a tensor.
///
/// All three are stored as `Double`. A float32 tensor holds doubles that are exact in single
/// precision: operations compute in double precision and round once, which is never less accurate
/// than single precision arithmetic (double rounding is innocuous for `+ - * / sqrt`, since
/// 53 ≥ 2·24 + 2; S. Figueroa, "When is double rounding innocuous?", 1995).
public enum ElementType: UInt8, Hashable, Sendable {
  case float64
  case float32
  /// Truth values, stored as 0 and 1.
  case bool

  /// The name as NumPy spells it.
  public var name: String {
    switch self {
    case .float64: "float64"
    case .float32: "float32"
    case .bool: "bool"
    }
  }

  /// The value of this type nearest to `x`; for `bool`, whether `x` is not zero.
  @inlinable
  public func rounding(_ x: Double) -> Double {
    switch self {
    case .float64: x
    case .float32: Double(Float(x))
    case .bool: x != 0 ? 1 : 0
    }
  }
}
