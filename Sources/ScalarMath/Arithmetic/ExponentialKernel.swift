/// ln 2 in three parts. The first two have 32 bits each, so that their products with an integer
/// below 2^20 are exact.
enum Ln2 {
  static let first = 0x1.62e42fee00000p-1
  static let second = 0x1.a39ef35600000p-33
  static let third = 0x1.93c7673007e5fp-65
  static let value = DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
}

extension DoubleDouble {
  /// The exponential, for magnitudes below 2^19; relative error about 2^-63.
  ///
  /// Cody-Waite reduction by multiples of ln 2 kept as an exact sum, then the Taylor series whose
  /// first four terms are summed in double-double.
  @inline(__always)
  var exponential: Scaled {
    let (remainder, multiple) = reducedByLn2
    return Scaled(remainder.smallExponentialMinusOne.addedToOne, exponent: multiple)
  }

  /// `exp(self) - 1` for magnitudes below 300, without the cancellation near 0.
  @inline(__always)
  var exponentialMinusOne: DoubleDouble {
    if high.magnitude < 0.34 { return smallExponentialMinusOne }
    let scaled = exponential
    return scaled.value.scaled(by: .powerOfTwo(scaled.exponent)) - 1
  }

  @inline(__always)
  private var addedToOne: DoubleDouble {
    let s = DoubleDouble.orderedSum(1, high)
    return DoubleDouble.orderedSum(s.high, s.low + low)
  }

  /// The remainder in `-ln2/2 ... ln2/2` and the multiple of ln 2 that was taken away.
  @inline(__always)
  private var reducedByLn2: (DoubleDouble, Int) {
    // Adding 1.5 * 2^52 leaves the nearest integer in the last bits.
    let shifted = high * 1.4426950408889634 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let s = DoubleDouble.sum(high - k * Ln2.first, -(k * Ln2.second))
    let remainder = DoubleDouble.orderedSum(s.high, s.low + (low - k * Ln2.third))
    return (remainder, Int(Int32(truncatingIfNeeded: shifted.bitPattern)))
  }

  /// `exp(self) - 1` for magnitudes below 0.35.
  @inline(__always)
  private var smallExponentialMinusOne: DoubleDouble {
    let tail =
      high
      * polynomial(
        [
          1 / 24, 1 / 120, 1 / 720, 1 / 5040, 1 / 40320, 1 / 362_880, 1 / 3_628_800,
          1 / 39_916_800, 1 / 479_001_600, 1 / 6_227_020_800, 1 / 87_178_291_200,
          1 / 1_307_674_368_000,
        ], high)
    let cubic = DoubleDouble.orderedSum(0x1.5555555555555p-3, tail + 0x1.5555555555555p-57)
    let quadratic = cubic * self
    let s = DoubleDouble.orderedSum(0.5, quadratic.high)
    let half = DoubleDouble.orderedSum(s.high, s.low + quadratic.low)
    return (half * self).addedToOne * self
  }
}
