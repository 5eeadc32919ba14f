import Glibc

extension Terminal {
  /// Whether characters beyond ASCII can be shown: always in a file or a pipe, on a terminal if the
  /// locale says so, or says nothing, and the terminal has any abilities.
  var showsUnicode: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return true }
    if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return false }
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(name), value.pointee != 0 else { continue }
      let locale = String(cString: value).lowercased()
      return locale.contains("utf-8") || locale.contains("utf8")
    }
    return true
  }
}
