import Calculator
import Rendering
import Syntax

/// What may be typed next: of a line, a word in it and the names that are defined.
struct Completion {
  enum Suggestion: Equatable {
    /// What may stand for the word; several are listed with what is said of them.
    case words([String])
    /// The names of files.
    case files
    /// Nothing to type, but something to say: the signature of the function that is being called.
    case note(String)
  }

  /// The characters between words.
  static let wordBreaks = " \t\n\"'`@$><=;|&{(+-*/^%!,:[])}~?"

  let session: Session

  /// - Parameters:
  ///   - line: everything that has been typed, also behind the word.
  ///   - range: the word, in bytes.
  func suggestion(_ line: String, _ range: Range<Int>) -> Suggestion {
    let bytes = Array(line.utf8)
    let range = range.clamped(to: 0..<bytes.count)
    let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
    let word = String(decoding: bytes[range], as: UTF8.self)
    guard line.first == ":" else { return ofExpression(before, word) }
    guard let blank = before.firstIndex(of: " ") else {
      return .words(
        Self.matching(SessionCommand.all.map { $0.usage.isEmpty ? $0.name : $0.name + " " }, word))
    }
    guard let command = try? SessionCommand.named(String(before[..<blank].dropFirst())) else {
      return .words([])
    }
    return ofArgument(command, before, word)
  }

  private func ofArgument(
    _ command: SessionCommand, _ before: String, _ word: String
  ) -> Suggestion {
    switch command.argument {
    case .none, .number: return .words([])
    case .file: return .files
    case .expression, .binding: return ofExpression(before, word)
    case .function:
      let names = SessionCommand.all.map(\.name) + SessionSetting.all.map(\.name) + session.names
      return .words(Self.matching(names + FunctionEntry.names, word))
    case .setting:
      let words = before.split(separator: " ")
      if words.count < 2 {
        return .words(Self.matching(SessionSetting.all.map { $0.name + " " }, word))
      }
      let setting = SessionSetting.all.first { $0.name == words[1] }
      return .words(
        Self.matching(setting?.values ?? [], word).filter { $0.first?.isLowercase ?? false })
    }
  }

  // MARK: Expressions

  private func ofExpression(_ before: String, _ word: String) -> Suggestion {
    if before.last == "@" { return .files }
    let call = Self.openCall(before)
    if word.isEmpty {
      return call.flatMap(signature).map(Suggestion.note) ?? .words([])
    }
    // A module before a name means nothing and stays.
    let dot = word.lastIndex(of: ".")
    let module = dot.map { String(word[...$0]) } ?? ""
    let start = dot.map { String(word[word.index(after: $0)...]) } ?? word
    let labels = dot == nil ? call.map(parameters) ?? [] : []
    let own = dot == nil ? session.names : []
    let names = labels.map { $0 + "=" } + own.map { isFunction($0) ? $0 + "(" : $0 }
    let constants = dot == nil ? LanguageFunction.constants : []
    let functions = FunctionEntry.all.map { $0.name + "(" }
    var words = Self.matching(names + constants + functions, start)
    // Other names of functions only if nothing else is meant.
    if words.isEmpty { words = Self.matching(FunctionEntry.names.map { $0 + "(" }, start) }
    return .words(words.map { module + $0 })
  }

  private static func matching(_ candidates: [String], _ start: String) -> [String] {
    Set(candidates.filter { $0.hasPrefix(start) }).sorted()
  }

  private func isFunction(_ name: String) -> Bool {
    if case .function? = session.definition(of: name) { true } else { false }
  }

  /// The name before the innermost bracket that is open, if that is a call.
  static func openCall(_ text: String) -> String? {
    var open: [String.Index] = []
    for index in text.indices {
      switch text[index] {
      case "(", "[", "{": open.append(index)
      case ")", "]", "}": _ = open.popLast()
      default: break
      }
    }
    guard let bracket = open.last, text[bracket] == "(" else { return nil }
    let name = text[..<bracket].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  // MARK: Signatures

  /// `log(x)`; nil for what is no function.
  func signature(_ name: String) -> String? {
    if case .function(let statement)? = session.definition(of: name) {
      return statement.text.split(separator: "\n").first.map {
        String($0).withControlCharactersVisible
      }
    }
    return FunctionEntry.named(name)?.signature
  }

  private func parameters(_ name: String) -> [String] {
    guard let signature = signature(name), let open = signature.firstIndex(of: "(") else {
      return []
    }
    let list = signature[signature.index(after: open)...].prefix { $0 != ")" }
    return list.split(separator: ",").compactMap { part in
      let name = part.drop { $0 == " " || $0 == "*" }.prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      return name.isEmpty ? nil : String(name)
    }
  }

  /// A completion with what is said of it: a signature and a summary, a value.
  ///
  /// - Parameter line: what it completes.
  func description(_ completion: String, in line: String, width: Int) -> String {
    let word = String(completion.prefix { $0 != "(" && $0 != " " })
    let name = word.lastIndex(of: ".").map { String(word[word.index(after: $0)...]) } ?? word
    let isSetting = line.hasPrefix(":set ")
    let text: String
    if isSetting, let setting = SessionSetting.all.first(where: { $0.name == name }) {
      text = name.rightPadded(to: 24) + setting.summary
    } else if !isSetting, line.first == ":", !line.contains(" "),
      let command = SessionCommand.all.first(where: { $0.name == name })
    {
      text = command.signature.rightPadded(to: 20) + command.summary
    } else if let definition = session.definition(of: name) {
      text = String(SessionHelp.line(name, definition).prefix { $0 != "\n" })
    } else if completion.last == "(", let entry = FunctionEntry.named(name) {
      let signature = (entry.name == name ? "" : "\(name) is ") + entry.signature
      text = (signature + " ").rightPadded(to: 28) + entry.summary
    } else {
      text = completion
    }
    return String(text.withControlCharactersVisible.prefix(width))
  }
}
