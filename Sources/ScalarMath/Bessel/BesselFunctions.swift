extension Math {
  /// The Bessel function of the first kind of real order; NaN for `x < 0` unless the order is whole.
  public static func jv(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .firstKind, order: v, x: x).value
  }

  /// The Bessel function of the second kind of real order; minus infinity at 0, NaN below.
  public static func yv(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .secondKind, order: v, x: x).value
  }

  /// The modified Bessel function of the first kind of real order; NaN for `x < 0` unless the order
  /// is whole.
  public static func iv(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .modifiedFirst, order: v, x: x).value
  }

  /// `iv(v, x)` times `e^-|x|`.
  public static func ive(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .modifiedFirst, isScaled: true, order: v, x: x).value
  }

  /// The modified Bessel function of the second kind of real order; infinite at 0, NaN below.
  public static func kv(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .modifiedSecond, order: v, x: x).value
  }

  /// `kv(v, x)` times `e^x`.
  public static func kve(_ v: Double, _ x: Double) -> Double {
    Bessel(kind: .modifiedSecond, isScaled: true, order: v, x: x).value
  }

  /// A Bessel function by a number that says which, and how often it is differentiated: the kind
  /// (0 J, 1 Y, 2 I, 3 K, 4 `ive`, 5 `kve`) plus 8 times the number of derivatives by the order plus
  /// 512 times that by the argument.
  public static func besselDerivative(_ code: Int, _ v: Double, _ x: Double) -> Double {
    let kinds: [Bessel.Kind] = [
      .firstKind, .secondKind, .modifiedFirst, .modifiedSecond, .modifiedFirst, .modifiedSecond,
    ]
    let kind = code & 7
    return Bessel(
      kind: kinds[kind], isScaled: kind >= 4, order: v, x: x, byArgument: code >> 9,
      byOrder: (code >> 3) & 63
    ).value + 0
  }
}
