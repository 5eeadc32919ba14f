/// The worst errors that were measured against reference values of 50 digits, in units in the last
/// place; beside zeros and where a function is badly conditioned, in units of what the rounding of
/// its arguments costs.
public enum Accuracy {
  public struct WorstError: Sendable {
    public let value: Double
    /// Of the derivatives by all arguments; nil where they were not measured.
    public let derivative: Double?

    init(_ value: Double, _ derivative: Double?) {
      self.value = value
      self.derivative = derivative
    }
  }

  static func sentence(for name: String) -> String? {
    guard let worst = worstErrors[name] else { return nil }
    return "\(worst.value) ulp"
      + (worst.derivative.map { ", of the derivative \($0) ulp" } ?? "")
  }

  /// The table as text, by family.
  public static var table: String {
    var text = "Worst errors in units in the last place, of the value and of the derivatives\n\n"
    let margin = 24
    for family in FunctionEntry.families {
      let measured = family.members.filter { worstErrors[$0.name] != nil }
      guard !measured.isEmpty else { continue }
      text += "\(family.name)\n"
      for entry in measured {
        guard let worst = worstErrors[entry.name] else { continue }
        let value = "\(worst.value)"
        text += "  " + entry.name + String(repeating: " ", count: max(1, margin - entry.name.count))
        text += value + String(repeating: " ", count: max(1, 10 - value.count))
        text += (worst.derivative.map { "\($0)" } ?? "-") + "\n"
      }
      text += "\n"
    }
    return text
  }
}
