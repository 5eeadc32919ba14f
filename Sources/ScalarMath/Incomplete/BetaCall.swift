/// A point of the incomplete beta function with `0 < x <= 1/2`, with parameters so small or so large
/// that products of them leave the numbers replaced by others at which the function is known to
/// be the same up to a factor.
struct BetaCall {
  private var a: Double
  private var b: Double
  private var x: Double
  private let originalX: Double
  private let m: Int
  private let n: Int
  /// The power of two that a derivative is multiplied by, and what a number proportional to `a`
  /// and one proportional to `b` is multiplied by.
  private var derivativePower = 0
  /// The further power for the density, which near (0, 0) is proportional to the parameters.
  private var densityPower = 0
  private var factorA = 1.0
  private var factorB = 1.0
  /// Whether the lower tail is 0 or 1 for every purpose.
  private var step: Double?

  init(_ a: Double, _ b: Double, _ x: Double, _ m: Int, _ n: Int) {
    (self.a, self.b, self.x, self.m, self.n) = (a, b, x, m, n)
    originalX = x
    raiseSmallParameters()
    lowerLargeParameters()
  }

  /// Near (0, 0) the function depends on the ratio of the parameters alone, beside a larger
  /// parameter it is linear in the smaller one.
  private mutating func raiseSmallParameters() {
    let larger = a < b ? b : a
    if larger < 1e-40 {
      let power = -133 - Int(larger.exponent)
      a = a.multiplied(byAnyPowerOfTwo: power)
      b = b.multiplied(byAnyPowerOfTwo: power)
      derivativePower = power * (m + n)
      densityPower = -power
    }
    if a < 1e-65 && a < 1e-30 * b {
      let raised = 1e-30 * (b < 1 ? b : 1)
      factorA = a / raised
      a = raised
    }
    if b < 1e-65 && b < 1e-30 * a {
      let raised = 1e-30 * (a < 1 ? a : 1)
      factorB = b / raised
      b = raised
    }
  }

  /// For a large second parameter only its product with `x` counts.
  private mutating func lowerLargeParameters() {
    if b > 1e100 && a < 1e32 {
      let power = Int(b.exponent) - 333
      b = b.multiplied(byAnyPowerOfTwo: -power)
      x = x.multiplied(byAnyPowerOfTwo: power)
      derivativePower -= power * n
      if x > 1e-50 { step = 1 }
    } else if a > 1e100 || b > 1e100 {
      let mean = a / b < 1 ? a / b / (1 + a / b) : 1 / (1 + b / a)
      step = x < mean ? 0 : x > mean ? 1 : 0.5
    }
  }

  private var density: BetaDensity { BetaDensity(a, b, x, orders: m, n) }

  /// The lower tail, for orders of 0.
  var lower: Scaled {
    if let step { return Scaled(DoubleDouble(step), exponent: 0) }
    let tail = density.tail
    return tail.isLower
      ? tail.value.multiplied(by: factorB)
      : Scaled(tail.value.multiplied(by: factorA).complement, exponent: 0)
  }

  /// The upper tail, for orders of 0.
  var upper: Scaled {
    if let step { return Scaled(DoubleDouble(1 - step), exponent: 0) }
    let density = density
    let tail = density.tail
    if !tail.isLower { return tail.value.multiplied(by: factorA) }
    let complement = tail.value.multiplied(by: factorB).complement
    if complement.high > 0.25 || b * x > 1.5 { return Scaled(complement, exponent: 0) }
    let share = DoubleDouble(a) / DoubleDouble.sum(a, b)
    return Scaled(density.upperTailOverShare * share, exponent: 0).multiplied(by: factorA)
  }

  /// The derivative of the lower tail.
  var lowerDerivative: Double {
    if step != nil { return 0 }
    let tail = density.tail
    return (tail.isLower ? 1 : -1) * restored(tail.value).rounded
  }

  /// The density, or its derivative by the parameters, times `x (1 - x)`.
  var densityTimesXY: Scaled { densityTimesPower(slope: 0) }

  /// The derivative of order `k` of that by `x`, times `(x (1 - x))^(k + 1)`.
  func densityTimesPower(slope k: Int) -> Scaled {
    if step != nil { return DistributionTail.zero }
    let value = restored(density.densityTimesPower(slope: k))
    return Scaled(value.value, exponent: value.exponent + densityPower)
  }

  /// The derivative of order `k` of the density by `x`.
  func density(slope k: Int) -> Double {
    let value = densityTimesPower(slope: k)
    var exponent = value.exponent
    var quotient = value.value
    let divisor = DoubleDouble.sum(1, -x) * originalX.significand
    for _ in 0...k {
      quotient = quotient / divisor
      exponent -= Int(originalX.exponent)
    }
    return Scaled(quotient, exponent: exponent).rounded
  }

  /// In terms of the parameters that were given.
  private func restored(_ value: Scaled) -> Scaled {
    var value = value
    if m == 0 { value = value.multiplied(by: factorA) }
    if n == 0 { value = value.multiplied(by: factorB) }
    return Scaled(value.value, exponent: value.exponent + derivativePower)
  }
}

extension Scaled {
  /// The product with a positive number, 0 or infinity, of any magnitude.
  func multiplied(by factor: Double) -> Scaled {
    if factor == 1 { return self }
    if factor == 0 || !factor.isFinite { return Scaled(value * factor, exponent: exponent) }
    return Scaled(value * factor.significand, exponent: exponent + Int(factor.exponent))
  }
}
