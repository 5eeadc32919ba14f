/// The marks along an axis: round numbers, or multiples of pi, with their labels.
struct AxisTicks {
  struct Tick: Equatable {
    let value: Double
    let label: String
  }

  let ticks: [Tick]

  private init(ticks: [Tick]) {
    self.ticks = ticks
  }

  /// At most so many marks, a step of 1, 2 or 5 times a power of ten apart.
  init(_ range: ClosedRange<Double>, atMost count: Int) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let rough = (high / Double(max(count, 1)) - low / Double(max(count, 1)))
    guard rough > 0, rough.isFinite else {
      ticks = []
      return
    }
    var exponent = Self.decimalExponent(of: rough)
    var factor = 1.0
    for (candidate, shift) in [(1.0, 0), (2, 0), (5, 0), (1, 1), (2, 1)] {
      let step = candidate * Self.power(exponent + shift)
      if (high / step).rounded(.down) - (low / step).rounded(.up) + 1 <= Double(max(count, 1)) {
        factor = candidate
        exponent += shift
        break
      }
    }
    let step = factor * Self.power(exponent)
    let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
    guard last >= first, last.magnitude < 1e15, first.magnitude < 1e15, last - first < 1000 else {
      ticks = []
      return
    }
    let multiples = (Int(first)...Int(last)).map { $0 * Int(factor) }
    let isScientific =
      exponent < -5
      || multiples.contains { abs(Double($0)) * Self.power(exponent) >= 1e6 }
    ticks = multiples.map { multiple in
      Tick(
        // Exact powers of ten, divided by, give the double that the label reads as.
        value: (-22..<0).contains(exponent)
          ? Double(multiple) / Self.power(-exponent) : Double(multiple) * Self.power(exponent),
        label: isScientific
          ? Self.scientific(multiple, exponent) : Self.decimal(multiple, exponent))
    }
  }

  /// At most so many multiples or simple fractions of pi.
  init(piOver range: ClosedRange<Double>, atMost count: Int, pi: String) {
    let (low, high) = (range.lowerBound / .pi, range.upperBound / .pi)
    let steps = [
      (1, 16), (1, 8), (1, 4), (1, 2), (1, 1), (2, 1), (5, 1), (10, 1), (20, 1), (50, 1), (100, 1),
    ]
    for (numerator, denominator) in steps {
      let step = Double(numerator) / Double(denominator)
      let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
      guard last - first + 1 <= Double(count), last - first >= 1 else { continue }
      self.init(
        ticks: (Int(first)...Int(last)).map { index in
          Tick(
            value: Double(index) * step * .pi,
            label: Self.fraction(index * numerator, denominator, pi))
        })
      return
    }
    self.init(range, atMost: count)
  }

  // MARK: Labels

  private static func fraction(_ numerator: Int, _ denominator: Int, _ pi: String) -> String {
    guard numerator != 0 else { return "0" }
    var (a, b) = (abs(numerator), denominator)
    while b != 0 { (a, b) = (b, a % b) }
    let (top, bottom) = (abs(numerator) / a, denominator / a)
    return (numerator < 0 ? "-" : "") + (top == 1 ? "" : "\(top)") + pi
      + (bottom == 1 ? "" : "/\(bottom)")
  }

  /// `multiple` times a power of ten, with as many decimals as the power says.
  static func decimal(_ multiple: Int, _ exponent: Int) -> String {
    if exponent >= 0 {
      return "\(multiple)" + (multiple == 0 ? "" : String(repeating: "0", count: exponent))
    }
    var digits = "\(abs(multiple))"
    digits = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return (multiple < 0 ? "-" : "") + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
  }

  /// A number for a message, with six digits at most.
  static func shortened(_ x: Double) -> String {
    guard x != 0, x.isFinite else { return "0" }
    let exponent = decimalExponent(of: abs(x)) - 5
    let scaled = exponent < -300 ? x : x / power(exponent)
    guard let digits = Int(exactly: scaled.rounded()), exponent >= -300 else { return "\(x)" }
    if exponent < -9 || exponent > 0 { return scientific(digits, exponent) }
    var text = decimal(digits, exponent)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }

  static func scientific(_ multiple: Int, _ exponent: Int) -> String {
    guard multiple != 0 else { return "0" }
    let digits = "\(abs(multiple))"
    var rest = digits.dropFirst()
    while rest.last == "0" { rest = rest.dropLast() }
    return (multiple < 0 ? "-" : "") + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest)
      + "e\(exponent + digits.count - 1)"
  }

  // MARK: Powers of ten

  /// The largest power of ten that is not above a positive number, as its exponent.
  private static func decimalExponent(of x: Double) -> Int {
    var exponent = Int((Double(x.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    while power(exponent + 1) <= x { exponent += 1 }
    while power(exponent) > x { exponent -= 1 }
    return exponent
  }

  private static func power(_ exponent: Int) -> Double {
    // Correctly rounded, which repeated products are not.
    Double("1e\(exponent)") ?? .nan
  }
}
