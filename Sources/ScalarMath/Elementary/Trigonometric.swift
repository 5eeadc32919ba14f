import CKernels

extension Math {
  /// The sine; NaN at the infinities.
  public static func sin(_ x: Double) -> Double {
    x.magnitude < SG_LARGE_ANGLE ? sg_sine_of(x) : sinOfLargeAngle(x)
  }

  /// The cosine; NaN at the infinities.
  public static func cos(_ x: Double) -> Double {
    x.magnitude < SG_LARGE_ANGLE ? sg_cosine_of(x) : cosOfLargeAngle(x)
  }

  /// The tangent; NaN at the infinities.
  @inlinable public static func tan(_ x: Double) -> Double {
    x.magnitude < 0x1p26 ? libmTan(x) : tanOfLargeAngle(x)
  }

  private static func sinOfLargeAngle(_ x: Double) -> Double {
    if !x.isFinite { return .nan }
    let angle = LargeAngle(x.magnitude)
    let value = angle.quadrant & 1 == 0 ? angle.sine.rounded : angle.cosine.rounded
    return (angle.quadrant >= 2) != (x < 0) ? -value : value
  }

  private static func cosOfLargeAngle(_ x: Double) -> Double {
    if !x.isFinite { return .nan }
    let angle = LargeAngle(x.magnitude)
    let value = angle.quadrant & 1 == 0 ? angle.cosine.rounded : angle.sine.rounded
    return angle.quadrant == 1 || angle.quadrant == 2 ? -value : value
  }

  @usableFromInline
  static func tanOfLargeAngle(_ x: Double) -> Double {
    if !x.isFinite { return .nan }
    let angle = LargeAngle(x.magnitude)
    let value =
      angle.quadrant & 1 == 0 ? angle.sine / angle.cosine : -(angle.cosine / angle.sine)
    return x < 0 ? -value.rounded : value.rounded
  }
}
