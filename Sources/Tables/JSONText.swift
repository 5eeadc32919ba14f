/// Writes JSON.
public enum JSONText {
  /// Appends the shortest decimal that reads back to the same double.
  ///
  /// JSON has no NaN and no infinities: those become the strings `"NaN"`, `"Infinity"` and
  /// `"-Infinity"`.
  public static func append(_ number: Double, to bytes: inout [UInt8]) {
    if let name = nonfiniteName(number) {
      bytes.append(Ascii.quote)
      bytes.append(contentsOf: name.utf8)
      bytes.append(Ascii.quote)
    } else {
      NumberText.append(number, to: &bytes)
    }
  }

  /// Appends a string in quotes, with everything escaped that cannot be seen.
  ///
  /// That is, beside what RFC 8259 asks for, control and format characters (DEL, C1, marks that
  /// change the direction of text, byte order marks), U+2028, U+2029 and noncharacters, each as
  /// `\uXXXX` or a pair of them.
  public static func append(string: String, to bytes: inout [UInt8]) {
    bytes.append(Ascii.quote)
    for scalar in string.unicodeScalars {
      append(scalar, to: &bytes)
    }
    bytes.append(Ascii.quote)
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\u{8}": bytes.append(contentsOf: "\\b".utf8)
    case "\u{C}": bytes.append(contentsOf: "\\f".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    default:
      guard isInvisible(scalar) else {
        bytes.append(contentsOf: scalar.utf8Bytes)
        return
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        bytes.append(contentsOf: "\\u".utf8)
        bytes.append(contentsOf: JSONFault.hexadecimal(UInt32(unit)).utf8)
      }
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }

  /// The number that a string stands for, if JSON cannot write it as a number.
  public static func nonfinite(named name: String) -> Double? {
    switch name {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    default: nil
    }
  }

  static func nonfiniteName(_ number: Double) -> String? {
    guard !number.isFinite else { return nil }
    return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

  /// A number of an array as a value by itself, as the text had it.
  static func value(_ number: Double) -> JSONValue {
    nonfiniteName(number).map(JSONValue.string) ?? .number(number)
  }
}
