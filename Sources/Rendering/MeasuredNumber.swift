/// A number with its standard deviation as one quotes it: `2.20 ± 0.17`, `(6.626 ± 0.012)e-34`.
///
/// The deviation has two digits, and the number ends where it does: JCGM 100:2008, 7.2.6.
struct MeasuredNumber {
  private let value: Double
  private let sigma: Double

  init(_ value: Double, _ sigma: Double) {
    self.value = value
    self.sigma = sigma
  }

  /// Nil where there is nothing to quote: a deviation of 0, one below the last digit of the number, or
  /// numbers that are not finite.
  var text: String? {
    guard value.isFinite, sigma.isFinite, sigma > 0 else { return nil }
    let deviation = Decimal(sigma)
    // Rounding may give a digit more, from 0.0996 to 0.10.
    let rounded = Decimal(
      units: deviation.units(of: deviation.exponent - 1), of: deviation.exponent - 1)
    let place = rounded.exponent - 1
    let number = Decimal(value)
    let units = number.units(of: place)
    let shown = Decimal(units: units, of: place)
    let largest = max(shown.exponent, rounded.exponent)
    guard largest - place <= 17 else { return nil }
    let isPlain = place <= 0 && largest < 7 && largest > -4
    let scale = isPlain ? 0 : largest
    let sign = value < 0 && units.contains { $0 != 0 } ? "-" : ""
    let text =
      "\(sign)\(Self.text(units, scale - place)) ± \(Self.text(rounded.units(of: place), scale - place))"
    return isPlain ? text : "(\(text))e\(scale)"
  }

  /// Digits with a point before the last ones.
  private static func text(_ units: [Int], _ decimals: Int) -> String {
    let zeros = [Int](repeating: 0, count: max(0, decimals + 1 - units.count))
    var digits = (zeros + units).map(String.init).joined()
    if decimals > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals)) }
    return digits
  }
}

/// The digits of a number without its sign.
private struct Decimal {
  /// Without zeros at the front; empty for 0.
  private var digits: [Int]
  /// The power of ten of the first digit.
  private(set) var exponent: Int

  init(_ number: Double) {
    var digits: [Int] = []
    var exponent = 0
    let parts = abs(number).description.split(separator: "e")
    var isBehindPoint = false
    for character in parts[0] {
      guard let digit = character.wholeNumberValue else {
        isBehindPoint = true
        continue
      }
      digits.append(digit)
      if !isBehindPoint { exponent += 1 }
    }
    exponent += parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    self.init(digits, before: exponent)
  }

  /// A whole number of units of a power of ten.
  init(units: [Int], of place: Int) {
    self.init(units, before: place + units.count)
  }

  /// - Parameter point: the number of digits before the point.
  private init(_ digits: [Int], before point: Int) {
    let zeros = digits.prefix { $0 == 0 }.count
    self.digits = Array(digits.dropFirst(zeros))
    exponent = self.digits.isEmpty ? .min / 2 : point - zeros - 1
  }

  /// The digits of the number rounded to units of a power of ten, `[0]` if none is left.
  func units(of place: Int) -> [Int] {
    let count = digits.isEmpty ? -1 : exponent - place + 1
    guard count >= 0 else { return [0] }
    var units = Array(digits.prefix(count))
    units += [Int](repeating: 0, count: max(0, count - units.count))
    guard count < digits.count, digits[count] >= 5 else { return units.isEmpty ? [0] : units }
    var index = units.count - 1
    while index >= 0, units[index] == 9 {
      units[index] = 0
      index -= 1
    }
    if index >= 0 { units[index] += 1 } else { units.insert(1, at: 0) }
    return units
  }
}
