/// A Bessel function of real order, differentiated by its argument and by its order.
struct Bessel {
  enum Kind {
    case firstKind, secondKind, modifiedFirst, modifiedSecond

    var isModified: Bool { self == .modifiedFirst || self == .modifiedSecond }
    var isFirst: Bool { self == .firstKind || self == .modifiedFirst }
  }

  var kind: Kind
  /// Times `e^-|x|` (I) or `e^x` (K).
  var isScaled = false
  var order: Double
  var x: Double
  var byArgument = 0
  var byOrder = 0

  var value: Double {
    if x.isNaN || !order.isFinite || byArgument < 0 || byOrder < 0 { return .nan }
    if x < 0 { return atNegativeArgument }
    if x == 0 { return atZero }
    if x == .infinity { return kind == .modifiedFirst && !isScaled ? .infinity : 0 }
    if kind == .modifiedSecond { return secondModified }
    if order < 0 { return atNegativeOrder }
    switch kind {
    case .firstKind: return first
    case .secondKind: return second
    default: return firstModified
    }
  }

  private var isWhole: Bool { order == order.rounded() }

  // MARK: Positive order and argument

  private var isFarOut: Bool {
    byOrder == 0 && byArgument <= 4
      && HankelSeries.isValid(order: order + Double(byArgument), x: x)
  }

  private var first: Double {
    if isFarOut {
      return HankelSeries.derivative(byArgument, order: order, x: x, isSecond: false)
    }
    let isSmall = x < 25 || x <= 8 * (order + 1).squareRoot()
    if isSmall { return series(sign: -1) }
    if order >= x {
      return FirstKindContour(order: order, x: x, byArgument: byArgument, byOrder: byOrder).value
    }
    return HankelContour(order: order, x: x, byArgument: byArgument, byOrder: byOrder).value.real
  }

  private var second: Double {
    if isFarOut {
      return HankelSeries.derivative(byArgument, order: order, x: x, isSecond: true)
    }
    let effective = order + Double(byArgument)
    if effective > x, BesselExponents.decaying(effective, x).high > 46 {
      return SecondKindSaddle(order: order, x: x, byArgument: byArgument, byOrder: byOrder).value
    }
    if x < 25 {
      return byOrder == 0
        ? temme(DoubleDouble(order)).rounded
        : temme(TaylorPolynomial(variable: DoubleDouble(order), order: byOrder))
          .derivative(byOrder).rounded
    }
    return HankelContour(order: order, x: x, byArgument: byArgument, byOrder: byOrder)
      .value.imaginary
  }

  private var firstModified: Double {
    if byOrder % 2 == 1 && order < 1e-8 { return besideOrderZero }
    if x >= 30 {
      return ModifiedFirstKind(
        order: order, x: x, byArgument: byArgument, byOrder: byOrder, isScaled: isScaled
      ).value
    }
    return series(sign: 1)
  }

  private var secondModified: Double {
    let v = order.magnitude
    if x < 1 && v < (x < 1e-100 ? 0.5 : 1.5) && byArgument == 0 {
      let value =
        byOrder == 0
        ? temmeModified(DoubleDouble(v))
        : temmeModified(TaylorPolynomial(variable: DoubleDouble(v), order: byOrder))
          .derivative(byOrder) * (order < 0 && byOrder % 2 == 1 ? -1 : 1)
      return (isScaled ? value * DoubleDouble(x).preciseExponential.unscaled : value).rounded
    }
    return ModifiedSecondKind(
      order: order, x: x, byArgument: byArgument, byOrder: byOrder, isScaled: isScaled
    ).value
  }

  private func temmeModified<Number: SeriesNumber>(_ v: Number) -> Number {
    let whole = v.constant.high > 0.5 ? 1.0 : 0
    let series = TemmeSeries(isModified: true, order: v - whole, x: x)
    return whole == 0 ? series.value : series.next
  }

  /// Beyond 1500 an order leaves nothing of the power series where it is used.
  private func series(sign: Double) -> Double {
    if order > 1500 { return 0 }
    if byOrder == 0 { return sum(sign: sign, DoubleDouble(order)) { $0 } }
    let variable = TaylorPolynomial(variable: DoubleDouble(order), order: byOrder)
    return sum(sign: sign, variable) { $0.derivative(byOrder) }
  }

  private func sum<Number: SeriesNumber>(
    sign: Double, _ v: Number, _ part: (Number) -> DoubleDouble
  ) -> Double {
    if !isScaled || x == 0 {
      let series = BesselSeries(
        sign: sign, order: v, x: x, derivative: byArgument, isVarying: byOrder > 0)
      return part(series.value).rounded.multiplied(byPowerOfTwo: series.exponent)
    }
    // (e^-x f)^(n) = e^-x times the sum of binomial(n, i) (-1)^(n - i) f^(i).
    var total = Scaled(DoubleDouble(0), exponent: 0)
    for i in stride(from: byArgument, through: 0, by: -1) {
      let series = BesselSeries(sign: sign, order: v, x: x, derivative: i, isVarying: byOrder > 0)
      let coefficient = binomial(byArgument, i) * ((byArgument - i) % 2 == 0 ? 1 : -1)
      total.add(Scaled(part(series.value) * coefficient, exponent: series.exponent))
    }
    let factor = DoubleDouble(-x).preciseExponential
    return (total.value * factor.value).rounded
      .multiplied(byPowerOfTwo: total.exponent + factor.exponent)
  }

  /// Y for `x < 25`: Temme's series for the order within 1/2 of 0, then the recurrence in the
  /// direction in which Y grows.
  private func temme<Number: SeriesNumber>(_ v: Number) -> Number {
    let whole = order.rounded()
    let rest = v - whole
    let start = TemmeSeries(isModified: false, order: rest, x: x)
    if byArgument == 0 && whole == 0 { return start.value }
    let n = byArgument
    let (lowest, highest) = (Int(whole) - n, Int(whole) + n)
    // values[k - lowest] is that of the order rest + k.
    let twoOverX = DoubleDouble(2) / x
    var upward = [start.value, start.next]
    for k in stride(from: 1, to: highest, by: 1) {
      upward.append((rest + Double(k)) * twoOverX * upward[k] - upward[k - 1])
    }
    var downward = [start.next, start.value]
    for k in stride(from: 0, to: -lowest, by: 1) {
      downward.append((rest - Double(k)) * twoOverX * downward[k + 1] - downward[k])
    }
    var sum = Number(0)
    for k in 0...n {
      let index = lowest + 2 * k
      let value = index >= 0 ? upward[index] : downward[1 - index]
      sum = sum + value * (binomial(n, k) * (k % 2 == 0 ? 1 : -1) * 0.5.power(of: n))
    }
    return sum
  }

  // MARK: Reflections

  private var atNegativeArgument: Double {
    guard isWhole, byOrder == 0, kind.isFirst else { return .nan }
    var mirrored = self
    mirrored.x = -x
    let isOdd = (Int(order.remainder(dividingBy: 2).magnitude) + byArgument) % 2 == 1
    return isOdd ? -mirrored.value : mirrored.value
  }

  /// DLMF 10.4.7, 10.27.2: combinations of the two functions of the positive order.
  private var atNegativeOrder: Double {
    var (same, other) = (self, self)
    same.order = -order
    other.order = -order
    other.kind =
      switch kind {
      case .firstKind: .secondKind
      case .secondKind: .firstKind
      default: .modifiedSecond
      }
    let turn = ReducedAngle.quarterTurns(2 * order.magnitude.remainder(dividingBy: 2))
    var sum = 0.0
    for j in 0...byOrder {
      same.byOrder = byOrder - j
      other.byOrder = byOrder - j
      let scale = binomial(byOrder, j) * Double.pi.power(of: j)
      let (cosine, sine) = (turn.cosine(quarters: j), turn.sine(quarters: j))
      switch kind {
      case .firstKind: sum += scale * (cosine.times(same.value) - sine.times(other.value))
      case .secondKind: sum += scale * (cosine.times(same.value) + sine.times(other.value))
      default:
        if j == 0 { sum += same.value }
        if sine != 0 { sum += scale * 2 / .pi * sine * other.secondModifiedForFirst }
      }
    }
    return byOrder % 2 == 0 ? sum : -sum
  }

  /// K with the scale of I: `e^-x K`, and its derivatives.
  private var secondModifiedForFirst: Double {
    if !isScaled { return value }
    var plain = self
    plain.isScaled = false
    var sum = 0.0
    for i in 0...byArgument {
      plain.byArgument = i
      sum += binomial(byArgument, i) * ((byArgument - i) % 2 == 0 ? 1 : -1) * plain.value
    }
    return sum.isInfinite ? sum : sum * Math.exp(-x)
  }

  /// I by the order an odd number of times, where only what is exponentially small remains:
  /// `I_v` is even in `v` but for `-1/pi sin(v pi)` times the integral of `e^(-x cosh s - v s)`.
  private var besideOrderZero: Double {
    var even = self
    even.order = 0
    even.byOrder = byOrder + 1
    var sum = order == 0 ? 0 : order * even.value
    var odd = self
    odd.kind = .modifiedSecond
    odd.order = 0
    for j in stride(from: 1, through: byOrder, by: 2) {
      odd.byOrder = byOrder - j
      let scale = binomial(byOrder, j) * Double.pi.power(of: j - 1)
      sum -= scale * ((j - 1) % 4 == 0 ? 1 : -1) * odd.secondModifiedForFirst
    }
    return sum
  }

  // MARK: Zero

  private var atZero: Double {
    switch kind {
    case .firstKind, .modifiedFirst: firstAtZero
    case .secondKind: secondAtZero
    case .modifiedSecond:
      byOrder % 2 == 1
        ? (order == 0 ? 0 : (byArgument % 2 == 0) == (order > 0) ? .infinity : -.infinity)
        : (byArgument % 2 == 0 ? .infinity : -.infinity)
    }
  }

  private var firstAtZero: Double {
    let n = Double(byArgument)
    if byOrder > 0 {
      if order > n { return 0 }
      return order == 0 && byArgument == 0 ? (byOrder % 2 == 0 ? .infinity : -.infinity) : .nan
    }
    if isWhole {
      let power = order.magnitude
      if power > n { return 0 }
      if Int((n - power).magnitude) % 2 == 1 { return 0 }
      var beside = self
      beside.x = 0x1p-900
      return beside.value
    }
    if order > n { return 0 }
    // The sign of the falling factorial over gamma(order + 1), which is 1 / gamma(order + 1 - n).
    let a = order + 1 - n
    return a > 0 || Int(a.rounded(.down).magnitude) % 2 == 0 ? .infinity : -.infinity
  }

  private var secondAtZero: Double {
    if byOrder > 0 && order <= 0 {
      return order == 0 && byOrder == 1 && byArgument == 0 ? -.pi / 2 : .nan
    }
    return byArgument % 2 == 0 ? -.infinity : .infinity
  }
}

extension Double {
  /// The product, in which an exact zero on the left leaves nothing of an infinity.
  fileprivate func times(_ other: Double) -> Double { self == 0 ? 0 : self * other }
}

func binomial(_ n: Int, _ k: Int) -> Double {
  var product = 1.0
  for j in stride(from: 1, through: k, by: 1) { product = product * Double(n - k + j) / Double(j) }
  return product
}

extension ReducedAngle {
  /// Of the angle and `count` quarter turns more.
  func cosine(quarters count: Int) -> Double {
    switch count & 3 {
    case 0: cosine
    case 1: -sine
    case 2: -cosine
    default: sine
    }
  }

  func sine(quarters count: Int) -> Double { cosine(quarters: count + 3) }
}

extension Scaled {
  mutating func add(_ other: Scaled) {
    if value.high == 0 {
      self = other
    } else if other.value.high != 0 {
      let shift = other.exponent - exponent
      if shift > 900 {
        self = other
      } else if shift > -900 {
        value = value + other.value.scaled(by: .powerOfTwo(shift))
      }
    }
  }
}
