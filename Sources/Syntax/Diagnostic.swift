/// One message to the user and its place: the only way in which the stages of the language speak.
public struct Diagnostic: Error, Sendable {
  public enum Severity: Sendable { case error, warning }

  /// What sort of trouble it is; the command line maps it to an exit status.
  public enum Kind: Sendable { case usage, data, unreadable, output, limit, defect }

  public var severity: Severity
  public var kind: Kind
  /// A stable kebab-case identifier, for programs.
  public var code: String
  /// One sentence without a full stop, for people.
  public var message: String
  public var location: SourceLocation?
  /// What to do about it, where that is known.
  public var hint: String?

  public init(
    _ code: String, _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
    kind: Kind = .data, severity: Severity = .error
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.kind = kind
    self.severity = severity
  }
}

extension Diagnostic {
  /// Points at the first byte that does not continue valid UTF-8.
  ///
  /// The bytes before it are valid, so that its offset is the same in the repaired text.
  static func invalidUTF8(in bytes: [UInt8], name: String) -> Diagnostic {
    let repaired = String(decoding: bytes, as: UTF8.self)
    let mark = bytes.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark.count : 0
    var offset = mark
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes[mark...].makeIterator()
    decoding: while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: break decoding
      }
    }
    let byte = offset < bytes.count ? bytes[offset] : 0
    let source = SourceText(repaired, name: name)
    let start = offset - mark
    return Diagnostic(
      "invalid-utf8",
      "\(name.withControlCharactersVisible) is not UTF-8: byte 0x\(byte.hexadecimal) at offset"
        + " \(offset)",
      at: source.location(SourceRange(start: start, end: min(start + 3, source.utf8.count))),
      hint: "convert the text to UTF-8")
  }
}

extension FixedWidthInteger {
  /// Upper-case hexadecimal digits without a prefix.
  var hexadecimal: String { String(self, radix: 16, uppercase: true) }
}
