import Glibc

/// How much a terminal can show.
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
}
