import Calculator
import Tables
import Tensors

/// A check of gradients as one line of JSON.
public struct GradientCheckJSON: JSONWriter {
  var bytes: [UInt8] = []

  /// The line, with its end.
  public static func line(_ check: GradientCheck) -> [UInt8] {
    var writer = GradientCheckJSON()
    writer.bytes += "{\"passed\": \(check.hasPassed), \"tolerance\": ".utf8
    JSONText.append(check.tolerance, to: &writer.bytes)
    writer.bytes += ", \"derivatives\": ".utf8
    writer.list(check.entries) { writer, entry in writer.write(entry) }
    writer.bytes += ", \"comparisons\": ".utf8
    writer.list(check.comparisons) { writer, comparison in writer.write(comparison) }
    return writer.bytes + "}\n".utf8
  }

  private mutating func write(_ entry: GradientCheck.Entry) {
    bytes += "{\"argument\": ".utf8
    JSONText.append(string: entry.argument, to: &bytes)
    bytes += ", \"index\": [\(entry.index.map(String.init).joined(separator: ", "))]".utf8
    member("value", entry.value)
    member("dydx", entry.gradient)
    member("numerical", entry.numerical?.value)
    member("error", entry.numerical?.error)
    member("difference", entry.difference)
    if entry.verdict == .kink || entry.verdict == .failed {
      member("left", entry.left?.value)
      member("right", entry.right?.value)
    }
    bytes += ", \"verdict\": \"\(entry.verdict.rawValue)\"}".utf8
  }

  private mutating func write(_ comparison: GradientCheck.Comparison) {
    bytes += "{\"with\": ".utf8
    JSONText.append(string: comparison.name, to: &bytes)
    member("difference", comparison.difference)
    if let obstacle = comparison.obstacle {
      bytes += ", \"obstacle\": ".utf8
      JSONText.append(string: obstacle, to: &bytes)
    }
    bytes += ", \"verdict\": \"\(comparison.verdict.rawValue)\"}".utf8
  }

  /// A number under a key, null where there is none.
  private mutating func member(_ key: String, _ number: Double?) {
    bytes += ", \"\(key)\": ".utf8
    if let number { JSONText.append(number, to: &bytes) } else { bytes += "null".utf8 }
  }
}
