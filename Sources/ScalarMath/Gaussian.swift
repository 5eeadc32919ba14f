extension Math {
  /// exp(-x²), the bell curve without its factor.
  ///
  /// The square is kept in two parts, since its rounding error would be multiplied by x² in the
  /// result: exp(-(h + l)) = exp(-h) (1 - l) with l below an ulp of h.
  public static func gaussian(_ x: Double) -> Double {
    let high = x * x
    guard high < 800 else { return x.isNaN ? x : 0 }
    let low = fma(x, x, -high)
    let leading = exp(-high)
    return leading - leading * low
  }
}
