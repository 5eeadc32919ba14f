extension Math {
  /// `x log(y)`, 0 where `x` is 0 and `y` is not NaN.
  public static func xlogy(_ x: Double, _ y: Double) -> Double {
    x == 0 && !y.isNaN ? 0 : x * log(y)
  }

  /// `x log(1 + y)`, 0 where `x` is 0 and `y` is not NaN.
  public static func xlog1py(_ x: Double, _ y: Double) -> Double {
    x == 0 && !y.isNaN ? 0 : x * log1p(y)
  }

  /// `-x log(x)`, 0 at 0 and minus infinity below.
  public static func entr(_ x: Double) -> Double {
    x > 0 ? -x * log(x) : (x == 0 ? 0 : (x < 0 ? -.infinity : x))
  }
}
