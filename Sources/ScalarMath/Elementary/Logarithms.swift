extension Math {
  /// The base-10 logarithm, the natural one over ln 10 in double-double; exact at powers of ten.
  public static func log10(_ x: Double) -> Double {
    if !(x > 0 && x < .infinity) { return log(x) }
    let perLn10 = DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
    return (DoubleDouble.logarithm(of: x) * perLn10).rounded
  }
}
