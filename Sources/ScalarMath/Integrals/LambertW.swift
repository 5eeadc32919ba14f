extension Math {
  /// The real solutions `w` of `w exp(w) = x`: `w >= -1` on branch 0, for `x >= -1/e`, and
  /// `w <= -1` on branch -1, for `-1/e <= x < 0`; NaN elsewhere and on other branches.
  /// The double nearest to -1/e counts as the branch point.
  ///
  /// Corless, Gonnet, Hare, Jeffrey and Knuth 1996: a start from its expansions, Halley's iteration,
  /// and a step of Newton's in double-double, near the branch point in `1 + w`.
  public static func lambertw(branch: Int, _ x: Double) -> Double {
    if branch == 0 && x.magnitude < 0x1p-60 || x.isNaN { return x }
    if branch == 0 && x == .infinity { return x }
    if branch == -1 && x == 0 { return -.infinity }
    guard let point = LambertPoint(branch: branch, x) else { return .nan }
    return point.w.rounded
  }

  /// The derivative of order `n >= 1` of the branch, infinite at the branch point.
  ///
  /// `exp(-n w) q_n(w) / (1 + w)^(2n - 1)`, with `q_(n+1) = -(n w + 3n - 1) q_n + (1 + w) q_n'`
  /// (Corless et al. 1996, section 3).
  public static func lambertw(branch: Int, derivative n: Int, _ x: Double) -> Double {
    if x.isNaN { return x }
    let polynomial = LambertPolynomials.derivative(n)
    if branch == 0 {
      if x.magnitude < 0x1p-90 { return polynomial[0] }
      if x == .infinity { return 0 }
    } else if x == 0 && branch == -1 {
      return -.infinity
    }
    guard let point = LambertPoint(branch: branch, x) else { return .nan }
    if point.s.high == 0 { return (n % 2 == 1) == (branch == 0) ? .infinity : -.infinity }
    var core = DoubleDouble(polynomial.last ?? 0)
    for coefficient in polynomial.dropLast().reversed() { core = core * point.w + coefficient }
    for _ in 1..<(2 * n) { core = core / point.s }
    // exp(-w) = w / x, a factor at a time so that only the end can leave the range.
    let ratio = point.w.rounded / x
    if x.magnitude > 1e-130 && x < 1e130 {
      let factor = point.w / x
      if pow(ratio.magnitude, Double(n)) < 1e120 && pow(ratio.magnitude, Double(n)) > 1e-120 {
        for _ in 0..<n { core = core * factor }
        return core.rounded
      }
    }
    var value = core.rounded
    for _ in 0..<n { value *= ratio }
    return value
  }
}

/// A solution of `w exp(w) = x` with `s = 1 + w`, both with all their digits.
struct LambertPoint {
  let w: DoubleDouble
  let s: DoubleDouble

  /// Nil where the branch has no real value.
  init?(branch: Int, _ x: Double) {
    guard branch == 0 || (branch == -1 && x < 0) else { return nil }
    // 1 + e x
    var distance = DoubleDouble(0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53) * x + 1
    // The double next to -1/e, which lies below it by a fifth of its last place.
    if x == -0x1.78b56362cef38p-2 { distance = DoubleDouble(0) }
    guard x > 0 || distance.high >= 0 else { return nil }
    if x < -0.31 && (branch == 0 || x < -0.335) {
      s = Self.nearBranchPoint(distance, sign: branch == 0 ? 1 : -1)
      w = s - 1
      return
    }
    w = branch == 0 && x < 10 ? Self.byExponential(x) : Self.byLogarithm(x, branch)
    s = w + 1
  }

  /// `s` from `1 - (1 - s) exp(s) = distance`, of which the left is `s^2/2 + s^3/3 + s^4/8 + ...`.
  private static func nearBranchPoint(_ distance: DoubleDouble, sign: Double) -> DoubleDouble {
    if distance.high == 0 { return DoubleDouble(0) }
    let p = sign * (2 * distance.high).squareRoot()
    var s = p * (1 - p * (1 / 3.0 - p * (11 / 72.0 - p * (43 / 540.0 - p * (769 / 17280.0)))))
    for _ in 0..<4 {
      let step = (left(DoubleDouble(s)) - distance).high / (s * Math.exp(s))
      s -= step
      if step.magnitude < 1e-13 * s.magnitude { break }
    }
    let start = DoubleDouble(s)
    return start - (left(start) - distance) / (start * start.exponent)
  }

  private static func left(_ s: DoubleDouble) -> DoubleDouble {
    var power = s * s
    var sum = power.scaled(by: 0.5)
    var factorial = 2.0
    for k in 3..<40 {
      power = power * s
      factorial *= Double(k)
      let term = power * (Double(k - 1)) / factorial
      sum = sum + term
      if term.high.magnitude < sum.high.magnitude * 0x1p-80 { break }
    }
    return sum
  }

  /// For moderate `w`, from `w exp(w) - x`.
  private static func byExponential(_ x: Double) -> DoubleDouble {
    var w = x < 1 ? x / (1 + x * (1 - 0.3 * x)) : Math.log1p(x) * 0.75
    if x < -0.2 {
      let p = (2 * (2.718281828459045 * x + 1)).squareRoot()
      w = -1 + p * (1 - p * (1 / 3.0 - p * 11 / 72))
    }
    for _ in 0..<6 {
      let growth = Math.exp(w)
      let residual = w * growth - x
      let step =
        residual / (growth * (w + 1) - (w + 2) * residual / (2 * w + 2))
      w -= step
      if step.magnitude < 1e-10 * w.magnitude { break }
    }
    let start = DoubleDouble(w)
    let growth = start.exponent
    return start - (start * growth - x) / (growth * (start + 1))
  }

  /// For large `|w|`, from `log |w| + w - log |x|`.
  private static func byLogarithm(_ x: Double, _ branch: Int) -> DoubleDouble {
    let target = DoubleDouble.logarithm(of: x.magnitude)
    var w = target.high - Math.log(target.high.magnitude)
    if branch == -1 && x < -0.1 {
      let p = -(2 * (2.718281828459045 * x + 1)).squareRoot()
      w = -1 + p * (1 - p * (1 / 3.0 - p * 11 / 72))
    }
    return solve(target, start: w)
  }

  /// The solution of `log |w| + w = target` beyond `-1.3` or 1, from a rough one.
  static func solve(_ target: DoubleDouble, start: Double) -> DoubleDouble {
    var w = start
    for _ in 0..<8 {
      let residual = Math.log(w.magnitude) + (w - target.high)
      let step = residual * w / (w + 1)
      w = w - step > 0 || w < 0 ? w - step : w / 2
      if step.magnitude < 1e-12 * w.magnitude { break }
    }
    let near = DoubleDouble(w)
    let residual = DoubleDouble.logarithm(of: w.magnitude) + (near - target)
    return near - residual * near / (near + 1)
  }
}

enum LambertPolynomials {
  /// The coefficients of `q_n`, constant term first.
  static func derivative(_ n: Int) -> [Double] {
    var q = [1.0]
    for k in stride(from: 1, to: n, by: 1) {
      q = next(q, constant: -Double(3 * k - 1), slope: -Double(k))
    }
    return q
  }

  /// `(constant + slope w) q + (1 + w) q'`.
  static func next(_ q: [Double], constant: Double, slope: Double) -> [Double] {
    var result = [Double](repeating: 0, count: q.count + 1)
    for (power, coefficient) in q.enumerated() {
      result[power] += (constant + Double(power)) * coefficient
      result[power + 1] += slope * coefficient
      if power > 0 { result[power - 1] += Double(power) * coefficient }
    }
    return result
  }
}
