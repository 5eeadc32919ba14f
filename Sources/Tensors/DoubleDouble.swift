/// What error-free transformations need, of a number or of several at once.
protocol Arithmetic {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func * (a: Double, b: Self) -> Self
}

extension Double: Arithmetic {}
extension SIMD8: Arithmetic where Scalar == Double {}

/// An unevaluated sum of two doubles, of about 106 bits.
///
/// The error-free sum is D. Knuth's, the rest follows T. Dekker, "A floating-point technique for
/// extending the available precision", 1971.
struct DoubleDouble<Value: Arithmetic> {
  var high: Value
  var low: Value

  @inline(__always)
  init(high: Value, low: Value) {
    self.high = high
    self.low = low
  }

  /// `a + b` without error.
  @inline(__always)
  init(sum a: Value, _ b: Value) {
    high = a + b
    let shift = high - a
    low = (a - (high - shift)) + (b - shift)
  }

  /// `a + b` without error, provided that `|a| >= |b|` or `a` is 0.
  @inline(__always)
  private init(larger a: Value, smaller b: Value) {
    high = a + b
    low = b - (high - a)
  }

  /// `a * b` without error, for factors below 2^996.
  ///
  /// The factors are split in two, since a fused multiplication is a call into a library on x86-64
  /// processors that may lack it.
  @inline(__always)
  init(product a: Value, _ b: Value) {
    let (a1, b1) = (DoubleDouble.upperHalf(a), DoubleDouble.upperHalf(b))
    let (a2, b2) = (a - a1, b - b1)
    high = a * b
    low = ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2
  }

  /// The upper 26 bits.
  @inline(__always)
  private static func upperHalf(_ x: Value) -> Value {
    let shifted = 0x1.0000002p+27 * x
    return shifted - (shifted - x)
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = DoubleDouble(sum: a.high, b.high)
    let low = DoubleDouble(sum: a.low, b.low)
    let first = DoubleDouble(larger: high.high, smaller: high.low + low.high)
    return DoubleDouble(larger: first.high, smaller: first.low + low.low)
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = DoubleDouble(product: a.high, b.high)
    return DoubleDouble(
      larger: product.high, smaller: product.low + (a.high * b.low + a.low * b.high))
  }

  /// Adds a number and what is missing to it; what is rounded off is added up in the low part.
  @inline(__always)
  mutating func accumulate(_ term: Value, error: Value) {
    let next = DoubleDouble(sum: high, term)
    high = next.high
    low = low + (next.low + error)
  }

  /// This times a power of two: no rounding.
  @inline(__always)
  func scaled(by factor: Value) -> DoubleDouble {
    DoubleDouble(high: high * factor, low: low * factor)
  }
}

extension DoubleDouble<Lanes> {
  /// The sum of all lanes, one after the other.
  var total: DoubleDouble<Double> {
    var total = DoubleDouble<Double>(high: 0, low: 0)
    for lane in 0..<Lanes.scalarCount { total.accumulate(high[lane], error: low[lane]) }
    return total
  }

  private init(_ high: Double, _ low: Double = 0) {
    self.init(high: Lanes(repeating: high), low: Lanes(repeating: low))
  }

  /// The exponentials of numbers between -600 and 1, each as a power of two and what is missing to
  /// it, within 2^-100 of the exponential.
  ///
  /// `exp(x) = 2^k exp(r)` with `|r| <= log(2) / 2`. The Taylor series is summed at `r / 256`, and
  /// eight times `expm1(2 t) = 2 expm1(t) + expm1(t)^2` leads back.
  func exponential() -> (power: Lanes, rest: DoubleDouble) {
    // Adding 1.5 * 2^52 rounds to an integer, which the last bits show.
    let rounder = Lanes(repeating: 0x1.8p+52)
    let shifted = high * 0x1.71547652b82fep+0 + rounder
    let k = shifted - rounder
    let exponent =
      unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- unsafeBitCast(rounder, to: SIMD8<Int64>.self)
    let power = unsafeBitCast((exponent &+ 1023) &<< 52, to: Lanes.self)
    // The first part of log(2) has 32 bits, so that its product with k is exact.
    var reduced = DoubleDouble(sum: high, k * -0x1.62e42feep-1)
    reduced = reduced + DoubleDouble(high: low, low: Lanes.zero)
    reduced = reduced + DoubleDouble(product: k, Lanes(repeating: -0x1.a39ef35793c76p-33))
    reduced = reduced + DoubleDouble(product: k, Lanes(repeating: -0x1.cc01f97b57ap-87))
    let t = reduced.scaled(by: Lanes(repeating: 0x1p-8))
    // From the sixth power on doubles are precise enough.
    var tail = Lanes(repeating: 1.0 / 3_628_800)
    tail = tail * t.high + 1.0 / 362_880
    tail = tail * t.high + 1.0 / 40320
    tail = tail * t.high + 1.0 / 5040
    tail = (tail * t.high + 1.0 / 720) * t.high
    var series = DoubleDouble(0x1.1111111111111p-7, 0x1.1111111111111p-63)  // 1/120
    series = series + DoubleDouble(high: tail, low: Lanes.zero)
    series = series * t + DoubleDouble(0x1.5555555555555p-5, 0x1.5555555555555p-59)  // 1/24
    series = series * t + DoubleDouble(0x1.5555555555555p-3, 0x1.5555555555555p-57)  // 1/6
    series = series * t + DoubleDouble(0.5)
    var result = series * t * t + t
    let two = Lanes(repeating: 2)
    for _ in 0..<8 { result = result.scaled(by: two) + result * result }
    return (power, result.scaled(by: power))
  }
}
