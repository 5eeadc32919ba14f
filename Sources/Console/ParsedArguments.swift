import Calculator
import Syntax

/// The words behind a command, sorted into flags and the rest.
struct ParsedArguments {
  private(set) var positional: [String] = []
  private(set) var given: [(key: String, value: String)] = []

  /// - Throws: a usage error for a flag that does not exist, or lacks its value.
  init(_ words: some Sequence<String>, _ command: CommandDescription) throws(Diagnostic) {
    var words = Array(words)[...]
    var flagsEnded = false
    while let word = words.popFirst() {
      if flagsEnded || !Self.looksLikeFlag(word, command) {
        positional.append(word)
        continue
      }
      if word == "--" {
        flagsEnded = true
        continue
      }
      let (name, attached) = Self.split(word)
      guard let option = command.options.first(where: { $0.names.contains(name) }) else {
        throw Self.unknown(name, command)
      }
      guard option.value != nil else {
        guard attached == nil else {
          throw Diagnostic("usage", "\(name) takes no value", kind: .usage)
        }
        given.append((option.key, ""))
        continue
      }
      guard let value = attached ?? words.popFirst() else {
        throw Diagnostic(
          "usage", "\(name) needs a value", hint: "\(name) \(option.value ?? "")", kind: .usage)
      }
      guard option.choices.isEmpty || option.choices.contains(value) else {
        throw Diagnostic(
          "usage", "\(name) does not take '\(value.withControlCharactersVisible)'",
          hint: "it is one of \(option.choices.joined(separator: ", "))", kind: .usage)
      }
      given.append((option.key, value))
    }
  }

  /// Two dashes and a letter, or a flag of one dash that exists: `-3` and `-x+1` are none.
  private static func looksLikeFlag(_ word: String, _ command: CommandDescription) -> Bool {
    if word == "--" { return true }
    if word.hasPrefix("--") { return word.dropFirst(2).first?.isLetter ?? false }
    return command.options.contains { $0.names.contains(word) }
  }

  private static func split(_ word: String) -> (String, String?) {
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }

  private static func unknown(_ name: String, _ command: CommandDescription) -> Diagnostic {
    let similar = Spelling.similar(to: name, among: command.options.flatMap(\.names))
    return Diagnostic(
      "usage", "there is no flag \(name.withControlCharactersVisible)",
      hint: similar.first.map { "did you mean \($0)?" }
        ?? "'swiftgrad \(command.name) --help' lists the flags; behind -- nothing is one",
      kind: .usage)
  }

  /// The same flags with other words.
  func replacingPositional(_ words: [String]) -> ParsedArguments {
    var arguments = self
    arguments.positional = words
    return arguments
  }

  func has(_ key: String) -> Bool { given.contains { $0.key == key } }

  /// The last value given.
  func value(_ key: String) -> String? { given.last { $0.key == key }?.value }

  /// Every value given, in order.
  func values(_ key: String) -> [String] { given.filter { $0.key == key }.map(\.value) }

  /// Which of two opposite flags stands last; nil if neither does.
  func choice(_ positive: String, _ negative: String) -> Bool? {
    given.last { $0.key == positive || $0.key == negative }.map { $0.key == positive }
  }
}
