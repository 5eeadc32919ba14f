/// Chebyshev's polynomials `T_n(x)` and `U_(n - 1)(x)` together, by doubling the degree
/// (DLMF 18.18.21 and the addition formulas of the cosine), in as many steps as `n` has bits.
struct ChebyshevPair {
  private(set) var first = Scaled(DoubleDouble(1), exponent: 0)
  private(set) var second = Scaled(DoubleDouble(0), exponent: 0)

  init(_ n: Int, _ x: Double) {
    let point = Scaled(normalizing: DoubleDouble(x))
    let one = Scaled(DoubleDouble(1), exponent: 0)
    let beyond =
      x.magnitude > 0x1p100
      ? point * point
      : Scaled(normalizing: DoubleDouble.sum(x, -1) * DoubleDouble.sum(x, 1))
    for bit in stride(from: Int.bitWidth - 1 - n.leadingZeroBitCount, through: 0, by: -1) {
      let square = first * first
      second = (first * second).doubled
      first = square.doubled - one
      if n >> bit & 1 == 1 {
        (first, second) = (point * first + beyond * second, point * second + first)
      }
    }
  }
}

extension Scaled {
  var doubled: Scaled { Scaled(value, exponent: exponent + 1) }

  static func + (a: Scaled, b: Scaled) -> Scaled {
    if a.value.high == 0 { return b }
    if b.value.high == 0 { return a }
    let (large, small) = a.exponent >= b.exponent ? (a, b) : (b, a)
    let shift = small.exponent - large.exponent
    if shift < -500 { return large }
    return Scaled(
      large.value + small.value.scaled(by: .powerOfTwo(shift)), exponent: large.exponent
    )
    .normalized
  }

  static func - (a: Scaled, b: Scaled) -> Scaled {
    a + Scaled(-b.value, exponent: b.exponent)
  }
}
