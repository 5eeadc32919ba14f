import Autodiff
import Syntax

/// The names of an interactive session and the calculations made with them.
///
/// As in Python, a function looks up the names in it when it is called, so it sees later
/// definitions; a number does not change when what it was computed from does.
public struct Session: Sendable {
  public struct Settings: Sendable {
    public var usesGradientTape = false
    public var elementType = ElementType.float64
    public var zeroesUnconnected = false
    public var limits = Request.Limits()

    public init() {}
  }

  public var settings = Settings()
  private(set) var definitions: [String: Definition] = [:]
  /// What names stood for before each statement that changed any, for `undo`.
  private var changes: [[(name: String, before: Definition?)]] = []
  /// How many results there were.
  public private(set) var resultCount = 0

  /// How many earlier results are kept, and how many changes can be undone.
  static let memory = 1000

  public init() {}

  // MARK: Names

  /// The names that the user has defined, in alphabetical order.
  public var names: [String] { definitions.keys.filter { !Self.isResultName($0) }.sorted() }

  /// Every definition of the user, each behind those that it needs: numbers first.
  public var orderedDefinitions: [(name: String, meaning: Definition)] {
    let isValue = { (name: String) in
      if case .value? = definitions[name] { true } else { false }
    }
    return needed(for: names.filter(isValue) + names.filter { !isValue($0) })
  }

  public func definition(of name: String) -> Definition? { definitions[name] }

  /// Whether a name stands for an earlier result: `_`, `_1`.
  private static func isResultName(_ name: String) -> Bool {
    name.first == "_" && name.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Gives names their meanings, as one change.
  mutating func define(_ new: [(name: String, meaning: Definition)]) {
    guard !new.isEmpty else { return }
    changes.append(new.map { ($0.name, definitions[$0.name]) })
    if changes.count > Self.memory { changes.removeFirst() }
    for (name, meaning) in new { definitions[name] = meaning }
  }

  /// Notes a result as `_` and `_1`, `_2`, ..., and gives its number.
  @discardableResult
  mutating func note(result: Definition) -> Int {
    resultCount += 1
    definitions["_"] = result
    definitions["_\(resultCount)"] = result
    definitions["_\(resultCount - Self.memory)"] = nil
    return resultCount
  }

  /// Takes back the last definitions; gives their names, nil if there is nothing to take back.
  public mutating func undo() -> [String]? {
    guard let change = changes.popLast() else { return nil }
    for (name, before) in change { definitions[name] = before }
    return change.map(\.name)
  }

  // MARK: What an expression needs

  /// The definitions that some names lead to, each behind those that it needs itself.
  func needed(for names: [String]) -> [(name: String, meaning: Definition)] {
    enum Step {
      case visit(String)
      case take(String, Definition)
    }
    var steps = Array(names.reversed().map(Step.visit))
    var seen = Set<String>()
    var ordered: [(name: String, meaning: Definition)] = []
    while let step = steps.popLast() {
      switch step {
      case .take(let name, let meaning): ordered.append((name, meaning))
      case .visit(let name):
        guard let meaning = definitions[name], seen.insert(name).inserted else { continue }
        steps.append(.take(name, meaning))
        steps += meaning.freeNames.reversed().map(Step.visit)
      }
    }
    return ordered
  }

  func unknown(_ name: String, at location: SourceLocation?) -> Diagnostic {
    let similar = Spelling.similar(to: name, among: names + Catalogue.names + Builtin.names)
    return Diagnostic(
      "unknown-name", "nothing is called '\(name.visible)'", at: location,
      hint: similar.isEmpty || name.count < 3
        ? "give it a value first: \(name.visible) = 2"
        : "did you mean \(similar.map { "'\($0.visible)'" }.joined(separator: " or "))?")
  }
}
