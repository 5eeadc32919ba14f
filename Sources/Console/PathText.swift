import Syntax

extension String {
  /// A path as messages show it.
  var quotedPath: String { "`\(withControlCharactersVisible)`" }
}
