import Syntax

/// The text of an argument that says how uncertain its value is: `2±0.1`, `2 +- 0.1`, `2+/-0.1`.
struct UncertainText {
  let value: String
  let sigma: String
  /// What stands between both.
  let mark: String

  /// Takes a text apart; nil if it is a value alone.
  ///
  /// A mark counts outside of brackets and strings only, so `(2+-0.1)` is an expression, and so is a text
  /// that begins with a mark other than ±. Behind the name of a file a mark has a blank before it.
  ///
  /// - Throws: a usage error for a ± without a value or a standard deviation, for two marks, and for ± in
  ///   brackets.
  init?(_ text: String, name: String) throws(Diagnostic) {
    let source = SourceText(text, name: name)
    let bytes = source.utf8
    var found: (place: Int, mark: String)?
    var depth = 0
    var quote: UInt8?
    var index = 0
    while index < bytes.count {
      defer { index += 1 }
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      guard let mark = Self.marks.first(where: { bytes[index...].starts(with: $0.utf8) }) else {
        continue
      }
      if bytes.first == UInt8(ascii: "@"), found == nil, !Self.isBlank(bytes[index - 1]) {
        continue
      }
      let location = source.location(SourceRange(start: index, end: index + mark.utf8.count))
      if depth > 0 {
        guard mark == "+-" else {
          throw Diagnostic(
            "usage", "an uncertainty stands behind a whole value, not in brackets", at: location,
            hint: "of an array: x='[1, 2] ± [0.1, 0.2]', or one for all elements: x='[1, 2] ± 0.1'",
            kind: .usage)
        }
        continue
      }
      guard found == nil else {
        throw Diagnostic(
          "usage", "a value has one uncertainty", at: location,
          hint: "an expression stands in parentheses: 2±(0.1+-0.05)", kind: .usage)
      }
      if mark == "+-", bytes[..<index].allSatisfy(Self.isBlank) { continue }
      found = (index, mark)
      index += mark.utf8.count - 1
    }
    guard let (place, mark) = found else { return nil }
    self.mark = mark
    value = Self.trimmed(bytes[..<place])
    sigma = Self.trimmed(bytes[(place + mark.utf8.count)...])
    for (part, what) in [(value, "value"), (sigma, "standard deviation")] where part.isEmpty {
      throw Diagnostic(
        "usage", "there is no \(what) \(what == "value" ? "before" : "behind") \(mark)",
        at: source.location(SourceRange(start: place, end: place + mark.utf8.count)),
        hint: "x=2\(mark)0.1", kind: .usage)
    }
  }

  /// As one writes it, and as Python's `uncertainties` prints it.
  private static let marks = ["±", "+/-", "+-"]

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
