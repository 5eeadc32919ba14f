/// Characters that look like ASCII ones but are others, and what to type instead.
///
/// The letters are those of Unicode's confusables (UTS #39) whose usual shape is that of one
/// ASCII letter. Greek small letters that mathematics uses (`α`, `ν`, `ρ`, `σ`) stay names.
enum Lookalike {
  /// What to type instead of a scalar that may not stand in a name or between names.
  ///
  /// Nil for a scalar that looks like nothing in ASCII.
  static func replacement(for scalar: Unicode.Scalar) -> String? {
    if let text = byScalar[scalar] { return text }
    switch scalar.value {
    case 0xFF01...0xFF5E:  // full-width forms of ! to ~
      return Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) }
    case 0x1D400...0x1D6A3: return mathematicalLetter(scalar)
    default: break
    }
    let properties = scalar.properties
    if properties.generalCategory == .spaceSeparator { return " " }
    if properties.numericType == .decimal, let digit = properties.numericValue {
      return Double(digit).isFinite ? String(Int(digit)) : nil
    }
    return nil
  }

  /// Whether a letter may not stand in a name: it would be taken for another one, or not be seen.
  static func isRefusedInNames(_ scalar: Unicode.Scalar) -> Bool {
    if byScalar[scalar] != nil || scalar.properties.isDefaultIgnorableCodePoint { return true }
    switch scalar.value {
    case 0xFF01...0xFFEF: return true  // full-width and half-width forms
    case 0xFB00...0xFB06, 0xFB50...0xFDFF, 0xFE70...0xFEFE: return true  // presentation forms
    case 0x1D400...0x1D7FF: return true  // mathematical alphanumerics
    case 0x2100...0x2125, 0x2127...0x212A, 0x212C...0x218B: return true  // letterlike, Roman
    case 0x13A0...0x13FF, 0xAB70...0xABBF: return true  // Cherokee
    case 0xA4D0...0xA4FF: return true  // Lisu
    case 0x2C80...0x2CFF: return true  // Coptic
    case 0x10280...0x1032F, 0x10400...0x1049F: return true  // Lycian to Old Italic, Deseret
    default: return scalar.properties.numericType == .decimal
    }
  }

  /// The ASCII letter of a styled mathematical one (thirteen alphabets of 52 letters).
  private static func mathematicalLetter(_ scalar: Unicode.Scalar) -> String? {
    let position = (scalar.value - 0x1D400) % 52
    let ascii = position < 26 ? 0x41 + position : 0x61 + position - 26
    return Unicode.Scalar(ascii).map { String(Character($0)) }
  }

  private static let byScalar: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [:]
    for (lookalikes, text) in pairs {
      for scalar in lookalikes.unicodeScalars { table[scalar] = text }
    }
    return table
  }()

  private static let pairs: [(String, String)] = letters + signs

  private static let letters: [(String, String)] = [
    // Greek capitals and omicron.
    ("\u{391}", "A"), ("\u{392}", "B"), ("\u{395}", "E"), ("\u{396}", "Z"), ("\u{397}", "H"),
    ("\u{399}", "I"), ("\u{39A}", "K"), ("\u{39C}", "M"), ("\u{39D}", "N"), ("\u{39F}", "O"),
    ("\u{3A1}", "P"), ("\u{3A4}", "T"), ("\u{3A5}", "Y"), ("\u{3A7}", "X"), ("\u{3BF}", "o"),
    ("\u{37F}", "J"), ("\u{3F2}", "c"), ("\u{3F3}", "j"), ("\u{3F9}", "C"), ("\u{3FA}", "M"),
    // Cyrillic.
    ("\u{410}", "A"), ("\u{412}", "B"), ("\u{415}", "E"), ("\u{41A}", "K"), ("\u{41C}", "M"),
    ("\u{41D}", "H"), ("\u{41E}", "O"), ("\u{420}", "P"), ("\u{421}", "C"), ("\u{422}", "T"),
    ("\u{423}", "Y"), ("\u{425}", "X"), ("\u{405}", "S"), ("\u{406}", "I"), ("\u{408}", "J"),
    ("\u{4AE}", "Y"), ("\u{4C0}", "I"), ("\u{50C}", "G"), ("\u{51A}", "Q"), ("\u{51C}", "W"),
    ("\u{430}", "a"), ("\u{435}", "e"), ("\u{43E}", "o"), ("\u{440}", "p"), ("\u{441}", "c"),
    ("\u{443}", "y"), ("\u{445}", "x"), ("\u{455}", "s"), ("\u{456}", "i"), ("\u{458}", "j"),
    ("\u{475}", "v"), ("\u{4AF}", "y"), ("\u{4BB}", "h"), ("\u{4CF}", "l"), ("\u{501}", "d"),
    ("\u{51B}", "q"), ("\u{51D}", "w"), ("\u{461}", "w"),
    // Armenian.
    ("\u{555}", "O"), ("\u{54D}", "U"), ("\u{54F}", "S"), ("\u{53C}", "L"), ("\u{585}", "o"),
    ("\u{57D}", "u"), ("\u{578}", "n"), ("\u{570}", "h"), ("\u{566}", "q"), ("\u{581}", "g"),
    // Latin that is not ASCII, and letterlike signs.
    ("\u{131}", "i"), ("\u{237}", "j"), ("\u{17F}", "s"), ("\u{251}", "a"), ("\u{261}", "g"),
    ("\u{269}", "i"), ("\u{28B}", "v"), ("\u{28F}", "y"), ("\u{1D0F}", "o"), ("\u{1D20}", "v"),
    ("\u{1D21}", "w"), ("\u{1D22}", "z"), ("\u{1D04}", "c"), ("\u{A731}", "s"), ("\u{1C0}", "l"),
    ("\u{2113}", "l"), ("\u{212A}", "K"), ("\u{212F}", "e"), ("\u{2147}", "e"), ("\u{2148}", "i"),
    ("\u{2149}", "j"), ("\u{2146}", "d"), ("\u{2145}", "D"), ("\u{210E}", "h"), ("\u{2134}", "o"),
    ("\u{211D}", "R"), ("\u{2102}", "C"), ("\u{2115}", "N"), ("\u{2124}", "Z"), ("\u{211A}", "Q"),
    ("\u{2160}", "I"), ("\u{2164}", "V"), ("\u{2169}", "X"), ("\u{216C}", "L"), ("\u{216D}", "C"),
    ("\u{216E}", "D"), ("\u{216F}", "M"), ("\u{2170}", "i"), ("\u{2174}", "v"), ("\u{2179}", "x"),
    ("\u{217C}", "l"), ("\u{217D}", "c"), ("\u{217E}", "d"), ("\u{217F}", "m"),
  ]

  private static let signs: [(String, String)] = [
    ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2043}\u{2796}\u{FE63}\u{2D7}", "-"),
    ("\u{2217}\u{22C5}\u{2219}\u{2022}\u{2715}\u{2716}\u{2A2F}\u{204E}\u{FE61}\u{387}", "*"),
    ("\u{2215}\u{2044}\u{29F8}\u{2571}\u{2797}", "/"), ("\u{2795}\u{FE62}", "+"),
    ("\u{2227}", "and"), ("\u{2228}", "or"), ("\u{AC}", "not"), ("\u{2264}\u{2A7D}", "<="),
    ("\u{2265}\u{2A7E}", ">="), ("\u{2260}", "!="), ("\u{2261}", "=="), ("\u{221E}", "inf"),
    ("\u{2192}\u{21A6}\u{27F6}\u{21D2}", "->"), ("\u{2190}\u{2254}", "="),
    ("\u{221A}", "sqrt(...)"), ("\u{221B}", "cbrt(...)"), ("\u{2211}", "sum(...)"),
    ("\u{220F}", "prod(...)"), ("\u{2207}", "grad(...)"), ("\u{B2}", "^2"), ("\u{B3}", "^3"),
    ("\u{B9}", "^1"), ("\u{2070}", "^0"), ("\u{2074}", "^4"), ("\u{2075}", "^5"),
    ("\u{2076}", "^6"), ("\u{2077}", "^7"), ("\u{2078}", "^8"), ("\u{2079}", "^9"),
    ("\u{207B}", "^-"), ("\u{207F}", "^n"), ("\u{2080}", "_0"), ("\u{2081}", "_1"),
    ("\u{2082}", "_2"), ("\u{2083}", "_3"), ("\u{2084}", "_4"), ("\u{2085}", "_5"),
    ("\u{2086}", "_6"), ("\u{2087}", "_7"), ("\u{2088}", "_8"), ("\u{2089}", "_9"),
    ("\u{BD}", "(1/2)"), ("\u{BC}", "(1/4)"), ("\u{BE}", "(3/4)"), ("\u{2153}", "(1/3)"),
    ("\u{201C}\u{201D}\u{201E}\u{201F}\u{AB}\u{BB}\u{2033}", "\""),
    ("\u{2018}\u{2019}\u{201A}\u{201B}\u{2032}\u{2B9}\u{2BC}\u{B4}\u{2BB}", "'"),
    ("\u{3008}\u{2329}\u{2039}", "<"), ("\u{3009}\u{232A}\u{203A}", ">"), ("\u{2236}\u{2D0}", ":"),
    ("\u{37E}\u{204F}", ";"), ("\u{2026}", "..."), ("\u{2223}\u{2758}", "|"), ("\u{2025}", ".."),
    ("\u{3001}\u{60C}", ","), ("\u{3002}\u{2024}", "."), ("\u{2216}", "\\"),
    ("\u{3010}\u{27E6}", "["), ("\u{3011}\u{27E7}", "]"), ("\u{2768}", "("), ("\u{2769}", ")"),
    ("\u{223C}\u{2DC}", "~"), ("\u{2303}\u{2C6}\u{2038}", "^"),
  ]
}
