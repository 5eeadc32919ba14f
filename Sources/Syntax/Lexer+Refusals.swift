extension Lexer {
  /// Names a character that stands where none like it can stand.
  func refusal(of scalar: Unicode.Scalar) -> Diagnostic {
    if scalar.isInvisibleControl { return controlCharacter(scalar) }
    let name = scalar.properties.name.map { " (\($0))" } ?? ""
    guard scalar.value >= 0x80 else {
      return Diagnostic(
        "unexpected-character", "unexpected character \(String(scalar).quoted)", at: place(scalar))
    }
    if let text = Lookalike.replacement(for: scalar) {
      let what = text == " " ? "an ordinary space" : "`\(text)`"
      return Diagnostic(
        "lookalike-character", "\(shown(scalar))\(scalar.codePoint)\(name) is not \(what)",
        at: place(scalar), hint: "type \(what)")
    }
    let isLetter = scalar.properties.isXIDContinue
    return Diagnostic(
      isLetter ? "lookalike-character" : "unexpected-character",
      "\(shown(scalar))\(scalar.codePoint)\(name) cannot stand "
        + (isLetter ? "in a name: it can be taken for another letter" : "here"),
      at: place(scalar), hint: isLetter ? "use another name" : nil)
  }

  /// Names a character that shows nothing.
  func controlCharacter(_ scalar: Unicode.Scalar) -> Diagnostic {
    let name = scalar.properties.name ?? scalar.properties.nameAlias
    return Diagnostic(
      "control-character",
      "the invisible character \(scalar.codePoint)\(name.map { " (\($0))" } ?? "") is not allowed",
      at: place(scalar), hint: "remove it; in a string write it as an escape")
  }

  func foreign(_ foreign: ForeignOperator, from start: Int) -> Diagnostic {
    Diagnostic(
      "foreign-operator", "there is no operator `\(foreign.spelling)`",
      at: source.location(range(from: start)), hint: foreign.hint)
  }

  private func place(_ scalar: Unicode.Scalar) -> SourceLocation {
    source.location(SourceRange(start: offset, end: offset + scalar.utf8.count))
  }

  /// The character in backquotes, unless it is a space or a mark that needs a base.
  private func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .nonspacingMark, .enclosingMark, .spacingMark: ""
    default: "`\(scalar)` "
    }
  }
}
