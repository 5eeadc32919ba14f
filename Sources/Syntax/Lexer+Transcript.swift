extension Lexer {
  /// Recognises a session of Python's prompt, pasted whole: it begins with `>>> `.
  mutating func beginTranscript() {
    isTranscript = promptLength(of: ">>>") != nil
    if isTranscript { skipPrompt() }
  }

  /// Skips the prompt at the beginning of a line, or the line if it has none: what stands there
  /// is an answer.
  mutating func skipPrompt() {
    while offset < bytes.count {
      if let length = promptLength(of: ">>>") ?? promptLength(of: "...") {
        offset += length
        return
      }
      while offset < bytes.count, peek() != UInt8(ascii: "\n") { offset += 1 }
      if offset < bytes.count { offset += 1 }
    }
  }

  /// The length of a prompt that stands here, without the space behind it.
  private func promptLength(of prompt: StaticString) -> Int? {
    let length = prompt.utf8CodeUnitCount
    let isHere = prompt.withUTF8Buffer { $0.enumerated().allSatisfy { peek($0) == $1 } }
    guard isHere else { return nil }
    switch peek(length) {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0: return length
    default: return nil
    }
  }
}
