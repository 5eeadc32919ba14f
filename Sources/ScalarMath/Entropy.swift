extension Math {
  public static func xlogy(_ x: Double, _ y: Double) -> Double {
    x == 0 && !y.isNaN ? 0 : x * log(y)
  }

  public static func xlog1py(_ x: Double, _ y: Double) -> Double {
    x == 0 && !y.isNaN ? 0 : x * log1p(y)
  }

  public static func entr(_ x: Double) -> Double {
    x > 0 ? -x * log(x) : (x == 0 ? 0 : (x < 0 ? -.infinity : x))
  }
}
