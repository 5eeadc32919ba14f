/// A point of the incomplete beta function with `0 < x <= 1/2`, with parameters so small or so large
/// that products of them leave the numbers replaced by others at which the function is known to
/// be the same up to a factor.
struct BetaCall {
  private var a: Double
  private var b: Double
  private var x: Double
  private let m: Int
  private let n: Int
  /// What a derivative is multiplied by, what a number proportional to `a` and one
  /// proportional to `b` is.
  private var derivativeFactor = 1.0
  private var factorA = 1.0
  private var factorB = 1.0
  /// Whether the lower tail is 0 or 1 for every purpose.
  private var step: Double?

  init(_ a: Double, _ b: Double, _ x: Double, _ m: Int, _ n: Int) {
    (self.a, self.b, self.x, self.m, self.n) = (a, b, x, m, n)
    raiseSmallParameters()
    lowerLargeParameters()
  }

  /// Near (0, 0) the function depends on the ratio of the parameters alone, beside a larger
  /// parameter it is linear in the smaller one.
  private mutating func raiseSmallParameters() {
    let larger = a < b ? b : a
    if larger < 1e-100 {
      let scale = 1e-100 / larger
      a *= scale
      b *= scale
      derivativeFactor = Math.pow(scale, Double(m + n))
    }
    if a < 1e-100 && a < 1e-30 * b {
      let raised = 1e-30 * (b < 1 ? b : 1)
      factorA = a / raised
      a = raised
    }
    if b < 1e-100 && b < 1e-30 * a {
      let raised = 1e-30 * (a < 1 ? a : 1)
      factorB = b / raised
      b = raised
    }
  }

  /// For a large second parameter only its product with `x` counts.
  private mutating func lowerLargeParameters() {
    if b > 1e100 && a < 1e32 {
      let scale = b * 1e-100
      b = 1e100
      x *= scale
      derivativeFactor *= Math.pow(scale, -Double(n))
      if x > 1e-50 { step = 1 }
    } else if a > 1e100 || b > 1e100 {
      let mean = a / b < 1 ? a / b / (1 + a / b) : 1 / (1 + b / a)
      step = x < mean ? 0 : x > mean ? 1 : 0.5
    }
  }

  private var density: BetaDensity { BetaDensity(a, b, x, orders: m, n) }

  /// The lower tail, for orders of 0.
  var lower: DoubleDouble {
    if let step { return DoubleDouble(step) }
    let tail = density.tail
    if tail.isLower { return DoubleDouble(tail.value.rounded * factorB) }
    return Scaled(tail.value.value * factorA, exponent: tail.value.exponent).complement
  }

  /// The upper tail, for orders of 0.
  var upper: DoubleDouble {
    if let step { return DoubleDouble(1 - step) }
    let density = density
    let tail = density.tail
    if !tail.isLower { return DoubleDouble(tail.value.rounded * factorA) }
    let complement = Scaled(tail.value.value * factorB, exponent: tail.value.exponent).complement
    if complement.high > 0.25 || b * x > 1.5 { return complement }
    let share = DoubleDouble(a) / DoubleDouble.sum(a, b)
    return DoubleDouble((density.upperTailOverShare * share).rounded * factorA)
  }

  /// The derivative of the lower tail.
  var lowerDerivative: DoubleDouble {
    if step != nil { return DoubleDouble(0) }
    let tail = density.tail
    let factor = derivativeFactor * (m == 0 ? factorA : 1) * (n == 0 ? factorB : 1)
    return DoubleDouble((tail.isLower ? 1 : -1) * tail.value.rounded * factor)
  }

  /// The density, or its derivative, times `x (1 - x)`.
  var densityTimesXY: Scaled {
    if step != nil { return DistributionTail.zero }
    let factor = derivativeFactor * (m == 0 ? factorA : 1) * (n == 0 ? factorB : 1)
    let value = density.densityTimesXY
    return Scaled(value.value * factor, exponent: value.exponent)
  }
}
