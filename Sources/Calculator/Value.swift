import Autodiff
import Syntax

/// What an expression of the language can be.
enum Value {
  case tensor(Variable)
  case sequence(Sequence)
  case dictionary(Dictionary)
  case function(Function)
  case text(String)
  case none
  /// The integers of `range`, which are only laid out where a tensor is expected.
  case range(Range)
  /// Only in subscripts.
  indirect case slice(Int?, Int?, Int?)
  case ellipsis

  struct Sequence {
    enum Kind { case list, tuple, generator }
    let elements: [Value]
    /// How deeply lists and dicts are nested in it.
    let depth: Int
    /// How many values it holds, those of its parts counted wherever they stand.
    let size: Int
    let kind: Kind
  }

  struct Dictionary {
    let members: [(key: String, value: Value)]
    let depth: Int
    let size: Int

    subscript(key: String) -> Value? { members.first { $0.key == key }?.value }
  }

  struct Range {
    let start: Int
    let step: Int
    let count: Int

    subscript(index: Int) -> Int { start + index * step }
  }

  enum Function {
    case closure(Closure)
    case primitive(Primitive)
    case builtin(Builtin)
    /// A function that another one made: `grad(f)`.
    case native(Native)
    /// A function that has its first argument already: `x.sum`.
    indirect case bound(Function, to: Value)
    /// A function that is computed again on the way back instead of being remembered.
    indirect case checkpointed(Function)
  }

  /// How deeply values may be nested: as deep as JSON, so that walks over them may recurse.
  static let depthLimit = 512
  /// How many values a list may hold: a list of a list of a list ... that stands twice in the next
  /// one takes no room until it is written out.
  static let sizeLimit = 1 << 24
}

/// A function of the language that is made while an expression is evaluated.
final class Native {
  let name: String
  /// The names of the parameters, where they are known.
  let parameterNames: [String]?
  let body: (Interpreter, CallArguments) throws(Diagnostic) -> Value

  init(
    _ name: String, parameterNames: [String]? = nil,
    _ body: @escaping (Interpreter, CallArguments) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.parameterNames = parameterNames
    self.body = body
  }
}

/// A lambda and the names it sees.
final class Closure {
  let code: Code
  let parameters: [Expression.Parameter]
  /// The values of the parameters that have defaults, in order.
  let defaults: [Value]
  let body: Expression.Index
  let scope: Scope

  init(
    code: Code, parameters: [Expression.Parameter], defaults: [Value], body: Expression.Index,
    scope: Scope
  ) {
    self.code = code
    self.parameters = parameters
    self.defaults = defaults
    self.body = body
    self.scope = scope
  }
}

/// An expression that is being calculated; its nodes' places are numbered on from `firstPlace`.
final class Code {
  let expression: Expression
  let firstPlace: Int
  /// What each node was last recorded as; -1 if it was not, or is no number.
  private(set) var recorded: [Int32]

  init(_ expression: Expression, firstPlace: Int) {
    self.expression = expression
    self.firstPlace = firstPlace
    recorded = [Int32](repeating: -1, count: expression.nodes.count)
  }

  func remember(_ recorded: Int, as node: Expression.Index) {
    self.recorded[node] = Int32(truncatingIfNeeded: recorded)
  }

  private var namesOfNodes: [Expression.Index: [String]] = [:]

  /// The names that a part of the expression reads.
  func freeNames(of node: Expression.Index) -> [String] {
    if let known = namesOfNodes[node] { return known }
    var part = expression
    part.focus(on: node)
    let names = part.freeNames().map(\.name)
    namesOfNodes[node] = names
    return names
  }

  func location(of node: Expression.Index) -> SourceLocation {
    SourceLocation(source: expression.source, range: expression.places[node].range)
  }

  func isInfix(_ node: Expression.Index) -> Bool {
    if case .apply(_, let operands) = expression.nodes[node] { operands.count == 2 } else { false }
  }

  /// The token to point at when an operation fails: its operator, or the name of the function.
  func anchor(of node: Expression.Index) -> SourceLocation {
    SourceLocation(source: expression.source, range: expression.places[node].anchor)
  }
}

/// The names that are bound somewhere, and those around it.
final class Scope {
  private var table = NameTable()
  private var values: [Value] = []
  let parent: Scope?

  init(parent: Scope? = nil) {
    self.parent = parent
  }

  /// The names that are bound here.
  var names: [String] { table.names }

  func bind(_ name: String, _ value: Value) {
    let place = table.add(name)
    if place < values.count { values[place] = value } else { values.append(value) }
  }

  func value(of name: String) -> Value? {
    var scope = self
    while true {
      if !scope.values.isEmpty, let place = scope.table.place(of: name) {
        return scope.values[place]
      }
      guard let parent = scope.parent else { return nil }
      scope = parent
    }
  }

  /// Every name that is bound here or around.
  var allNames: [String] {
    var names: [String] = []
    var scope: Scope? = self
    while let current = scope {
      names += current.names
      scope = current.parent
    }
    return names
  }
}

extension Value {
  /// What it is, for messages: `a list of 3`, `a tensor of shape (2, 3)`.
  var description: String {
    switch self {
    case .tensor(let tensor):
      tensor.rank == 0 ? "a number" : "an array of shape \(tensor.shape)"
    case .sequence(let sequence):
      switch sequence.kind {
      case .list: "a list of \(sequence.elements.count)"
      case .tuple: "a tuple of \(sequence.elements.count)"
      case .generator: "a generator"
      }
    case .dictionary: "a dict"
    case .function: "a function"
    case .text: "a string"
    case .none: "None"
    case .range: "a range"
    case .slice, .ellipsis: "a slice"
    }
  }

  var depth: Int {
    switch self {
    case .sequence(let sequence): sequence.depth
    case .dictionary(let dictionary): dictionary.depth
    default: 0
    }
  }

  var isTuple: Bool {
    if case .sequence(let sequence) = self { sequence.kind == .tuple } else { false }
  }

  var size: Int {
    switch self {
    case .sequence(let sequence): sequence.size
    case .dictionary(let dictionary): dictionary.size
    default: 1
    }
  }

  private static func checkedSize(_ sizes: some Swift.Sequence<Int>) throws(Diagnostic) -> Int {
    // Each is within the limit, so the sum of as many as fit in memory does not overflow.
    let size = sizes.reduce(0, +)
    guard size <= sizeLimit else {
      throw Diagnostic(
        "too-large", "a list would hold more than \(sizeLimit) values",
        hint: "an array holds more", kind: .limit)
    }
    return size
  }

  /// The elements of a list, tuple or generator.
  var elements: [Value]? {
    if case .sequence(let sequence) = self { sequence.elements } else { nil }
  }

  static func sequence(_ elements: [Value], _ kind: Sequence.Kind) throws(Diagnostic) -> Value {
    let depth = try checkedDepth(elements.lazy.map(\.depth).max() ?? 0)
    let size = try checkedSize(elements.lazy.map(\.size))
    return .sequence(Sequence(elements: elements, depth: depth, size: size, kind: kind))
  }

  static func dictionary(_ members: [(key: String, value: Value)]) throws(Diagnostic) -> Value {
    let depth = try checkedDepth(members.lazy.map(\.value.depth).max() ?? 0)
    let size = try checkedSize(members.lazy.map(\.value.size))
    return .dictionary(Dictionary(members: members, depth: depth, size: size))
  }

  private static func checkedDepth(_ inner: Int) throws(Diagnostic) -> Int {
    guard inner < depthLimit else {
      throw Diagnostic(
        "too-deep", "lists and dicts are nested more than \(depthLimit) deep", kind: .limit)
    }
    return inner + 1
  }
}
