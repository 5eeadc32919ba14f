extension Math {
  /// `sin(pi x) / (pi x)`, 1 at 0 and exactly 0 at the other integers.
  ///
  /// The nearest integer is taken away exactly, then the power series is summed in double-double.
  public static func sinc(_ x: Double) -> Double {
    if x.magnitude < 0x1p-30 { return 1 }
    if !x.isFinite { return x.isNaN ? x : 0 }
    let nearest = round(x)
    let r = x - nearest
    if r == 0 { return 0 }
    let isOdd = nearest * 0.5 != round(nearest * 0.5)
    return (DoubleDouble.sincOfPi(r) * (isOdd ? -r : r) / x).rounded
  }
}
