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
