/// An angle without its multiple of a quarter turn, in double-double, and its trigonometric functions.
///
/// What is left is within -45 ... 45 degrees, where sine and cosine are those of `LargeAngle`.
struct Angle {
  let sine: DoubleDouble
  let cosine: DoubleDouble

  /// The angle of `remainder`, within -pi/4 ... pi/4, plus `quadrant` quarter turns.
  private init(_ remainder: LargeAngle, isNegative: Bool = false) {
    let (s, c) = (remainder.sine, remainder.cosine)
    let (sine, cosine) =
      switch remainder.quadrant {
      case 0: (s, c)
      case 1: (c, -s)
      case 2: (-s, -c)
      default: (-c, s)
      }
    self.sine = isNegative ? -sine : sine
    self.cosine = cosine
  }

  /// An angle in radians that is finite.
  init(radians x: Double) {
    if x.magnitude < 0.78 {
      self.init(LargeAngle(remainder: DoubleDouble(x), quadrant: 0))
    } else {
      self.init(LargeAngle(x.magnitude), isNegative: x < 0)
    }
  }

  /// An angle in degrees that is finite. Whole turns and quarters are taken away exactly.
  init(degrees x: Double) {
    let turn = Math.fmod(x, 360)
    let quarters = Math.round(turn / 90)
    let perDegree = DoubleDouble(0x1.1df46a2529d39p-6, 0x1.5c1d8becdd291p-62)
    self.init(
      LargeAngle(remainder: perDegree * (turn - 90 * quarters), quadrant: Int(quarters) & 3))
  }

  /// An angle in half turns that is finite. Whole turns and quarters are taken away exactly.
  init(halfTurns x: Double) {
    let turn = x - 2 * Math.round(0.5 * x)
    let quarters = Math.round(2 * turn)
    self.init(
      LargeAngle(remainder: .pi * (turn - 0.5 * quarters), quadrant: Int(quarters) & 3))
  }

  var sin: Double { sine.rounded }
  /// Never -0.
  var cos: Double { cosine.rounded + 0 }
  var sineSquared: Double { (sine * sine).rounded }
  var sec: Double { (DoubleDouble(1) / cosine).rounded }
  var csc: Double { (DoubleDouble(1) / sine).rounded }
  /// Infinite a quarter turn from 0.
  var tan: Double { cosine.high == 0 ? .infinity : (sine / cosine).rounded }
  /// Infinite at 0.
  var cot: Double { sine.high == 0 ? .infinity : (cosine / sine).rounded }
}

extension LargeAngle {
  init(remainder: DoubleDouble, quadrant: Int) {
    self.remainder = remainder
    self.quadrant = quadrant
  }
}
