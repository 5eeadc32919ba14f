/// An unevaluated sum `high + low` of two doubles with `|low| <= ulp(high) / 2`: about 106 bits.
///
/// The carrier of intermediate results whose rounding would show in the last place. Every operation
/// is a fixed sequence of IEEE additions and multiplications, so the bits are the same on every
/// machine. Methods: Dekker 1971 (exact product by splitting), Knuth TAOCP 4.2.2 (exact sum),
/// Joldes, Muller and Popescu 2017 (the error bounds). Valid while no part over- or underflows,
/// that is for magnitudes between about 1e-140 and 1e150.
struct DoubleDouble {
  var high: Double
  var low: Double

  @inline(__always)
  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two doubles in any order.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let bRounded = s - a
    return DoubleDouble(s, (a - (s - bRounded)) + (b - bRounded))
  }

  /// The exact sum of two doubles where `|a| >= |b|` or `a == 0`.
  @inline(__always)
  static func orderedSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// The exact product of two doubles.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    #if arch(arm64)
      return DoubleDouble(p, (-p).addingProduct(a, b))
    #else
      // The processor's fma is a library call here unless the build names a newer processor.
      let (aHigh, aLow) = split(a)
      let (bHigh, bLow) = split(b)
      return DoubleDouble(p, ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
    #endif
  }

  /// Two halves of 26 bits each whose sum is `a`.
  @inline(__always)
  static func split(_ a: Double) -> (Double, Double) {
    let scaled = 134_217_729 * a
    let high = scaled - (scaled - a)
    return (high, a - high)
  }

  /// The nearest double.
  @inline(__always)
  var rounded: Double { high + low }

  @inline(__always)
  var magnitude: DoubleDouble { high < 0 ? -self : self }

  @inline(__always)
  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  @inline(__always)
  static func + (a: DoubleDouble, b: Double) -> DoubleDouble {
    let s = sum(a.high, b)
    return orderedSum(s.high, s.low + a.low)
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let v = orderedSum(s.high, s.low + t.high)
    return orderedSum(v.high, v.low + t.low)
  }

  @inline(__always)
  static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + -b }

  @inline(__always)
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inline(__always)
  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return orderedSum(p.high, p.low + a.low * b)
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return orderedSum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always)
  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let quotient = a.high / b.high
    let remainder = a - b * quotient
    return orderedSum(quotient, remainder.high / b.high)
  }

  @inline(__always)
  static func / (a: DoubleDouble, b: Double) -> DoubleDouble { a / DoubleDouble(b) }

  /// The square root; 0 for 0.
  @inline(__always)
  var squareRoot: DoubleDouble {
    if high == 0 { return self }
    let root = high.squareRoot()
    let remainder = self - DoubleDouble.product(root, root)
    return DoubleDouble.orderedSum(root, remainder.high / (2 * root))
  }

  /// The product with a power of two.
  @inline(__always)
  func scaled(by power: Double) -> DoubleDouble { DoubleDouble(high * power, low * power) }
}
