extension String {
  /// The text with everything that is invisible or moves the cursor written as an escape.
  ///
  /// Escaped are control characters (C0, DEL, C1), format characters (among them the
  /// bidirectional controls and zero-width marks), fillers and variation selectors, and the line
  /// and paragraph separators:
  /// `\n`, `\r`, `\t`, and `\u{1B}` for the others. All text of the user's that is echoed goes
  /// through here, so that it cannot drive the terminal.
  public var withControlCharactersVisible: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var visible = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": visible += "\\n"
      case "\r": visible += "\\r"
      case "\t": visible += "\\t"
      case _ where scalar.isInvisibleControl:
        visible += "\\u{\(scalar.value.hexadecimal)}"
      default: visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  /// The text for the middle of a message: visible, in backquotes, and cut when it is long.
  var quoted: String {
    let limit = 40
    guard utf8.count > limit else { return "`\(withControlCharactersVisible)`" }
    let head = String(unicodeScalars.prefix(limit))
    let isCut = head.utf8.count < utf8.count
    return "`\(head.withControlCharactersVisible)\(isCut ? "..." : "")`"
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows nothing for it, or obeys it.
  var isInvisibleControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }

  /// `U+00A0`: at least four digits.
  var codePoint: String {
    let digits = value.hexadecimal
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
