extension LargeAngle {
  /// An angle of either sign and any size; infinities and NaN have no remainder.
  init(anyAngle x: Double) {
    if x.magnitude >= 0x1p26 && x.isFinite {
      let positive = LargeAngle(x.magnitude)
      self.init(
        remainder: x < 0 ? -positive.remainder : positive.remainder,
        quadrant: x < 0 ? (4 - positive.quadrant) & 3 : positive.quadrant)
      return
    }
    let count = (x * 0.6366197723675814).rounded(.toNearestOrEven)
    guard count.magnitude < 0x1p27 else {
      self.init(remainder: DoubleDouble(.nan), quadrant: 0)
      return
    }
    // pi/2 in three parts.
    let first = DoubleDouble(x) - DoubleDouble.product(count, 0x1.921fb54442d18p+0)
    let second = first - DoubleDouble.product(count, 0x1.1a62633145c07p-54)
    self.init(
      remainder: second + count * 0x1.f1976b7ed8fbcp-110, quadrant: Int(count) & 3)
  }
}

extension DoubleDouble {
  /// The sine of a double; all digits near its zeros too.
  static func sine(of x: Double) -> DoubleDouble {
    if x.magnitude < 1e-70 { return DoubleDouble(x) }
    let angle = LargeAngle(anyAngle: x)
    let r = angle.remainder
    let value = angle.quadrant & 1 == 0 ? r.sineSeries : r.cosineSeries
    return angle.quadrant >= 2 ? -value : value
  }

  /// The cosine of a double; all digits near its zeros too.
  static func cosine(of x: Double) -> DoubleDouble {
    let angle = LargeAngle(anyAngle: x)
    let r = angle.remainder
    let value = angle.quadrant & 1 == 0 ? r.cosineSeries : r.sineSeries
    return angle.quadrant == 1 || angle.quadrant == 2 ? -value : value
  }

  /// The sine for magnitudes up to 0.8: the power series.
  var sineSeries: DoubleDouble { high.magnitude < 1e-70 ? self : alternatingSeries(self, 1) }

  /// The cosine for magnitudes up to 0.8: the power series.
  var cosineSeries: DoubleDouble { alternatingSeries(DoubleDouble(1), 0) }

  /// The terms of the sine or cosine from the one of degree `degree` on.
  private func alternatingSeries(_ first: DoubleDouble, _ degree: Int) -> DoubleDouble {
    if high.magnitude < 1e-70 { return first }
    let square = -(self * self)
    var term = first
    var sum = first
    var k = Double(degree)
    for _ in 0..<20 {
      term = term * square / ((k + 1) * (k + 2))
      sum = sum + term
      k += 2
      if term.high.magnitude < sum.high.magnitude * 0x1p-107 { break }
    }
    return sum
  }
}
