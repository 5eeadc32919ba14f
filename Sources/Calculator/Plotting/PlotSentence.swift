import Syntax

extension PlotRequest {
  /// Reads `sin(x) and its derivative from 0 to 2pi with a=2`.
  ///
  /// The words count outside of brackets and strings only. Curves are joined by `and` or a comma,
  /// which is why a logical `and` needs parentheses here.
  ///
  /// - Throws: `plot-sentence` at the word that does not fit.
  public init(sentence: SourceText) throws(Diagnostic) {
    self.init()
    var reader = PlotSentence(sentence)
    try reader.read(into: &self)
  }
}

/// A sentence cut at the words that it is made of.
private struct PlotSentence {
  enum Joint: String {
    case start = ""
    case comma = ","
    case and, from, to, with
    case forName = "for"

    var name: String { self == .comma ? "the comma" : "'\(rawValue)'" }
  }

  /// What stands between two joints.
  struct Clause {
    let joint: Joint
    let jointRange: SourceRange
    var range: SourceRange
  }

  private let source: SourceText
  private var clauses: [Clause] = []
  /// Whether the clause before was of `with`, which takes several.
  private var isBinding = false

  init(_ source: SourceText) {
    self.source = source
    clauses = [
      Clause(
        joint: .start, jointRange: SourceRange(start: 0, end: 0),
        range: SourceRange(start: 0, end: source.utf8.count))
    ]
    cut()
  }

  // MARK: Cutting

  private mutating func cut() {
    let bytes = source.utf8
    var (depth, index, lambdas) = (0, 0, 0)
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != bytes[start] { index += 1 }
      case UInt8(ascii: ":") where depth == 0 && lambdas > 0: lambdas -= 1
      case UInt8(ascii: ",") where depth == 0 && lambdas == 0:
        begin(.comma, SourceRange(start: start, end: start + 1))
      case UInt8(ascii: "#"):
        while index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "\n") { index += 1 }
      case let byte where Self.isWordByte(byte):
        while index + 1 < bytes.count, Self.isWordByte(bytes[index + 1]) { index += 1 }
        let range = SourceRange(start: start, end: index + 1)
        let word = source[range]
        if depth == 0, word == "lambda" { lambdas += 1 }
        if depth == 0, let joint = Joint(rawValue: word) { begin(joint, range) }
      default: break
      }
      index += 1
    }
  }

  private mutating func begin(_ joint: Joint, _ range: SourceRange) {
    clauses[clauses.count - 1].range.end = range.start
    clauses.append(
      Clause(
        joint: joint, jointRange: range,
        range: SourceRange(start: range.end, end: source.utf8.count)))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// A range without the spaces around.
  private func trimmed(_ range: SourceRange) -> SourceRange {
    var range = range
    let isSpace = { (byte: UInt8) in byte <= 0x20 }
    while range.start < range.end, isSpace(source.utf8[range.start]) { range.start += 1 }
    while range.end > range.start, isSpace(source.utf8[range.end - 1]) { range.end -= 1 }
    return range
  }

  private func hasMisspeltFrom(before end: Int) -> Bool {
    source[SourceRange(start: 0, end: end)].split(separator: " ").contains {
      !Spelling.similar(to: String($0), among: [Joint.from.rawValue]).isEmpty
    }
  }

  // MARK: Reading

  mutating func read(into request: inout PlotRequest) throws(Diagnostic) {
    for (position, clause) in clauses.enumerated() {
      let range = trimmed(clause.range)
      guard range.start < range.end else {
        // A comma before a word is punctuation: `sin(x), with a=2`.
        if clause.joint == .comma, position + 1 < clauses.count { continue }
        if clause.joint == .start, clauses.count > 1 {
          throw refused(
            "there is no expression before \(clauses[1].joint.name)", clauses[1].jointRange)
        }
        throw clause.joint == .start
          ? refused("there is nothing to plot", nil)
          : refused("nothing follows \(clause.joint.name)", clause.jointRange)
      }
      switch clause.joint {
      case .from:
        guard request.from == nil else { throw refused("'from' is there twice", clause.jointRange) }
        request.from = request.part(of: source, range)
      case .to:
        guard request.from != nil else {
          throw refused(
            "there is a 'to' without a 'from' before it", clause.jointRange,
            hint: hasMisspeltFrom(before: clause.jointRange.start) ? "did you mean 'from'?" : nil)
        }
        guard request.to == nil else { throw refused("'to' is there twice", clause.jointRange) }
        request.to = request.part(of: source, range)
      case .forName:
        request.variable = source[range]
      case .with: try bind(range, in: &request)
      case .start, .comma, .and:
        if let orders = Self.derivatives(source[range]) {
          guard !request.curves.isEmpty else {
            throw refused("there is no function before its derivative", range)
          }
          for order in orders { request.show(order: order) }
          isBinding = false
        } else if isBinding {
          try bind(range, in: &request)
        } else {
          if clause.joint == .and { request.joinsByAnd = true }
          request.curves.append(request.part(of: source, range))
        }
      }
      if [.from, .to, .forName].contains(clause.joint) { isBinding = false }
      if clause.joint == .with { isBinding = true }
    }
    if let from = clauses.first(where: { $0.joint == .from }), request.to == nil {
      throw refused("there is a 'from' without a 'to' behind it", from.jointRange)
    }
  }

  /// The orders in `its derivative`, `its first`, `second derivative`; nil for anything else.
  private static func derivatives(_ text: String) -> [Int]? {
    var words = text.split(separator: " ").map { $0.lowercased() }[...]
    let hasIts = ["its", "their", "the"].contains(words.first ?? "")
    if hasIts { words = words.dropFirst() }
    let ordinals = ["first": 1, "1st": 1, "second": 2, "2nd": 2]
    let ordinal = words.first.flatMap { ordinals[$0] }
    if ordinal != nil { words = words.dropFirst() }
    switch words.first {
    case nil: return hasIts || ordinal != nil ? ordinal.map { [$0] } : nil
    case "derivative", "derivatives", "slope", "gradient":
      return words.count == 1 ? [ordinal ?? 1] : nil
    default: return nil
    }
  }

  private func bind(_ range: SourceRange, in request: inout PlotRequest) throws(Diagnostic) {
    let bytes = source.utf8[range.start..<range.end]
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else {
      throw refused("'with' takes NAME=VALUE, not '\(source[range].visible)'", range)
    }
    let name = source[trimmed(SourceRange(start: range.start, end: equals))]
    let value = trimmed(SourceRange(start: equals + 1, end: range.end))
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isWordByte), value.start < value.end else {
      throw refused("'with' takes NAME=VALUE, not '\(source[range].visible)'", range)
    }
    request.constants.append((name, request.part(of: source, value)))
  }

  private func refused(
    _ message: String, _ range: SourceRange?, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      "plot-sentence", message, at: range.map(source.location),
      hint: hint ?? "such as: sin(a*x) and its derivative from 0 to 2pi with a=2", kind: .usage)
  }
}
