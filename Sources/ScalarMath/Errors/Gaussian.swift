import CKernels

extension Math {
  /// exp(-x²), the bell curve without its factor.
  ///
  /// The square is kept in two parts, since its rounding error would be multiplied by x² in the
  /// result.
  public static func gaussian(_ x: Double) -> Double { sg_gaussian_of(x) }
}
