/// The digits of a number without its sign.
struct Decimal {
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

  /// A number with two digits, as 1.3e-15; for those that tell a size only.
  static func rough(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return number == 0 ? "0" : "\(number)" }
    let decimal = Decimal(number)
    let units = decimal.units(of: decimal.exponent - 1)
    let rounded = Decimal(units: units, of: decimal.exponent - 1)
    let digits = rounded.units(of: rounded.exponent - 1)
    let mantissa = digits[1] == 0 ? "\(digits[0])" : "\(digits[0]).\(digits[1])"
    return (number < 0 ? "-" : "") + mantissa
      + (rounded.exponent == 0 ? "" : "e\(rounded.exponent)")
  }
}
