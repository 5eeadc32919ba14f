import Glibc

/// What a terminal can show.
enum TerminalSize {
  /// Columns and lines of the terminal on standard output; the variables COLUMNS and LINES go first.
  static var current: (columns: Int?, lines: Int?) {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    return (
      number("COLUMNS") ?? (isKnown && size.ws_col > 0 ? Int(size.ws_col) : nil),
      number("LINES") ?? (isKnown && size.ws_row > 0 ? Int(size.ws_row) : nil)
    )
  }

  private static func number(_ variable: String) -> Int? {
    getenv(variable).flatMap { Int(String(cString: $0)) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Whether the locale says that text is UTF-8, and the terminal is not one without any abilities.
  static var takesUnicode: Bool {
    if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return false }
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else {
        continue
      }
      let name = value.uppercased()
      return name.contains("UTF-8") || name.contains("UTF8")
    }
    return false
  }
}
