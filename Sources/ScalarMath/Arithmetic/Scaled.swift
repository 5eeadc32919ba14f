/// A double-double times a power of two, for values beyond the range of a double.
struct Scaled {
  var value: DoubleDouble
  var exponent: Int

  @inline(__always)
  init(_ value: DoubleDouble, exponent: Int) {
    self.value = value
    self.exponent = exponent
  }

  /// The nearest double, subnormal or infinite where it has to be.
  @inline(__always)
  var rounded: Double { value.rounded.multiplied(byPowerOfTwo: exponent) }

  /// The value without its exponent, which is within -1000 ... 1000.
  @inline(__always)
  var unscaled: DoubleDouble { value.scaled(by: .powerOfTwo(exponent)) }

  @inline(__always)
  static func * (a: Scaled, b: DoubleDouble) -> Scaled {
    Scaled(a.value * b, exponent: a.exponent)
  }
}

extension Double {
  /// 2 to the power of `exponent`, which lies within -1022 ... 1023.
  @inline(__always)
  static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: exponent + 1023) << 52)
  }

  /// The product with 2 to the power of any `exponent`, rounded once; the magnitude of `self` is
  /// within 2^-100 ... 2^100, zero, infinite or NaN.
  @inline(__always)
  func multiplied(byPowerOfTwo exponent: Int) -> Double {
    if exponent.magnitude <= 900 { return self * .powerOfTwo(exponent) }
    if exponent > 0 { return self * 0x1p900 * .powerOfTwo(Swift.min(exponent - 900, 1000)) }
    return self * 0x1p-900 * .powerOfTwo(Swift.max(exponent + 900, -1000))
  }

  /// The product with 2 to the power of any `exponent`, where the product is a normal number.
  @inline(__always)
  func multiplied(byAnyPowerOfTwo exponent: Int) -> Double {
    let half = exponent / 2
    return self * .powerOfTwo(half) * .powerOfTwo(exponent - half)
  }
}
