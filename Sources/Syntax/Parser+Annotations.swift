extension Parser {
  /// The target of `x: float =` and the number of its tokens.
  func annotatedTarget() -> (target: String, length: Int)? {
    guard let name = name(token), self.token(after: 1).isPunctuation(.colon) else {
      return nil
    }
    let end = endOfAnnotation(from: cursor + 2)
    guard end > cursor + 2, tokens[end].isPunctuation(.equals) else { return nil }
    return (name, end + 1 - cursor)
  }

  /// The token behind an annotation, which means nothing here.
  func endOfAnnotation(from first: Int) -> Int {
    var index = first
    while true {
      switch tokens[index].kind {
      case .newline, .end, .punctuation(.comma), .punctuation(.equals), .punctuation(.semicolon),
        .punctuation(.colon):
        return index
      case .punctuation(let mark) where mark.isClosing: return index
      case .punctuation(let mark) where mark.closing != nil: index = tokens[index].partner + 1
      default: index += 1
      }
    }
  }
}
