import Syntax
import Tables

/// A message for people, with the line it points into and a caret; or for programs, as JSON.
public struct DiagnosticReport {
  private let diagnostic: Diagnostic
  private let style: Style

  public init(_ diagnostic: Diagnostic, style: Style = .plain) {
    self.diagnostic = diagnostic
    self.style = style
  }

  /// Several lines:
  ///
  ///     error: nothing is called 'lgo'
  ///       lgo(x) * 2
  ///       ^~~
  ///     hint: did you mean 'log'?
  public var text: String {
    let label = diagnostic.severity == .error ? "error" : "warning"
    let colour: Style.Colour = diagnostic.severity == .error ? .red : .yellow
    var lines = [style.bold(style.coloured(label + ":", colour)) + " " + diagnostic.message]
    if let location = diagnostic.location { lines += excerpt(location, colour) }
    if let hint = diagnostic.hint { lines.append(style.bold("hint:") + " " + hint) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line of JSON under the key `error` or `warning`.
  public var json: String { json(row: nil) }

  /// The same with the number of the row of a table that it is about.
  public func json(row: Int?) -> String {
    var bytes: [UInt8] = []
    let key = diagnostic.severity == .error ? "error" : "warning"
    bytes += "{\"\(key)\": {\"code\": ".utf8
    JSONText.append(string: diagnostic.code, to: &bytes)
    bytes += ", \"message\": ".utf8
    JSONText.append(string: diagnostic.message, to: &bytes)
    if let location = diagnostic.location {
      let (line, column) = location.source.position(at: location.range.start)
      bytes += ", \"expression\": ".utf8
      JSONText.append(string: location.source.text.clipped(to: 1000), to: &bytes)
      bytes += ", \"source\": ".utf8
      JSONText.append(string: location.source.name, to: &bytes)
      bytes += ", \"line\": \(line), \"column\": \(column), \"length\": \(length(location))".utf8
    }
    if let hint = diagnostic.hint {
      bytes += ", \"hint\": ".utf8
      JSONText.append(string: hint, to: &bytes)
    }
    if let row { bytes += ", \"row\": \(row)".utf8 }
    bytes += "}}\n".utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number of characters a location spans, at least one.
  private func length(_ location: SourceLocation) -> Int {
    let bytes = location.source.utf8[
      location.range.start..<max(location.range.start, location.range.end)]
    return max(1, String(decoding: bytes, as: UTF8.self).unicodeScalars.count)
  }

  private static let contextBefore = 50
  private static let contextAfter = 26

  private func excerpt(_ location: SourceLocation, _ colour: Style.Colour) -> [String] {
    let (line, column) = location.source.position(at: location.range.start)
    let scalars = Array(location.source.lineText(line).unicodeScalars)
    let start = min(column - 1, scalars.count)
    let end = min(start + length(location), max(scalars.count, start))
    // A long line is cut around the place.
    let first = start > Self.contextBefore + 10 ? start - Self.contextBefore : 0
    let last =
      scalars.count > end + Self.contextAfter + 10 ? end + Self.contextAfter : scalars.count
    let shownEnd = min(end, start + 60)
    let lastShown = min(last, shownEnd + Self.contextAfter)
    let before = Self.visible(scalars[first..<start])
    let marked = Self.visible(scalars[start..<max(start, shownEnd)])
    let after = Self.visible(scalars[max(start, shownEnd)..<max(lastShown, shownEnd, start)])
    let lead = first > 0 ? "..." : ""
    let tail = lastShown < scalars.count ? "..." : ""
    let caret =
      String(repeating: " ", count: lead.count + before.displayWidth)
      + style.coloured(
        "^" + String(repeating: "~", count: max(0, marked.displayWidth - 1)), colour)
    let isMain = location.source.name == "expression"
    let place =
      isMain && line == 1
      ? [] : ["  in \(location.source.name.withControlCharactersVisible), line \(line):"]
    return place + ["  " + lead + before + marked + after + tail, "  " + caret]
  }

  private static func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text.withControlCharactersVisible
  }
}

extension String {
  /// How many columns of a terminal the text takes: combining marks none, wide characters two.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: width
      default: width + (scalar.isWide ? 2 : 1)
      }
    }
  }

  func clipped(to count: Int) -> String {
    self.count > count ? prefix(count) + "..." : self
  }
}

extension Unicode.Scalar {
  /// East Asian wide and emoji blocks (Unicode Standard Annex 11).
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
