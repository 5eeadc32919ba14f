/// A parsed expression: an arena of nodes in which children come before their parents.
///
/// Nothing about it is recursive, neither building nor walking nor freeing, so that its depth is
/// bounded by memory alone.
public struct Expression: Sendable {
  /// The position of a node in `nodes`.
  public typealias Index = Int

  public struct Argument: Sendable, Equatable {
    /// `sequence` is `*xs`, `mapping` is `**kw`.
    public enum Spread: Sendable { case none, sequence, mapping }
    public var label: String?
    @Compact public var value: Index
    public var spread: Spread

    public init(label: String? = nil, value: Index, spread: Spread = .none) {
      self.label = label
      self.value = value
      self.spread = spread
    }

    var isPlain: Bool { label == nil && spread == .none }
  }

  public struct Parameter: Sendable, Equatable {
    /// `variadic` is `*xs`, `keywords` is `**kw`.
    public enum Kind: Sendable { case plain, variadic, keywords }
    public var name: String
    public var defaultValue: Index?
    public var kind: Kind
    /// Where the name stands.
    public var range: SourceRange

    public init(name: String, defaultValue: Index? = nil, kind: Kind = .plain, range: SourceRange) {
      self.name = name
      self.defaultValue = defaultValue
      self.kind = kind
      self.range = range
    }
  }

  /// `for targets in iterable if condition ...` of a comprehension.
  public struct Clause: Sendable, Equatable {
    public var targets: [String]
    public var iterable: Index
    public var conditions: [Index]

    public init(targets: [String], iterable: Index, conditions: [Index] = []) {
      self.targets = targets
      self.iterable = iterable
      self.conditions = conditions
    }
  }

  public struct Entry: Sendable, Equatable {
    public var key: Index
    public var value: Index

    public init(key: Index, value: Index) {
      self.key = key
      self.value = value
    }
  }

  /// Where a node stands in the source.
  public struct Place: Sendable, Equatable {
    /// What the node spans, without parentheses around it.
    public var range: SourceRange
    /// The token that stands for the node in a message: the operator of `apply` (of a chain, the
    /// first one), the callee of a call, the name of an attribute, otherwise the whole range.
    public var anchor: SourceRange
  }

  public enum Node: Sendable, Equatable {
    case number(Double), string(String), name(String), boolean(Bool), none, ellipsis
    /// An operator in infix dress: its function's name from the operator table, its operands.
    case apply(String, Operands)
    /// A chain of two or more comparisons: n + 1 operands, n function names.
    case comparison([Index], [String])
    case and(Index, Index), or(Index, Index)
    case call(Index, Arguments)
    case list([Index]), tuple([Index]), dictionary([Entry])
    /// The items may be slices, `...`, `None` or any expression.
    case subscripted(Index, [Index])
    // In a box, because it is rare and would make every node half as large again.
    indirect case slice(Index?, Index?, Index?)
    case attribute(Index, String)
    case lambda([Parameter], Index)
    case conditional(then: Index, condition: Index, otherwise: Index)
    /// A list comprehension, or a generator.
    case comprehension(element: Index, clauses: [Clause], isList: Bool)
    /// `a = e`; `a, b = e` unpacks; `f(x, y) = e` assigns a lambda.
    case assignment([String], Index)
    /// Statements; the last one is the result.
    case block([Index])
  }

  public let source: SourceText
  public internal(set) var nodes: [Node] = []
  /// Where each node stands.
  public internal(set) var places: [Place] = []
  public internal(set) var root: Index = 0
  /// Whether any of its nodes assigns a name.
  private(set) var hasAssignments = false

  /// An expression without nodes; append children before parents, the root last.
  public init(source: SourceText) {
    self.source = source
  }

  /// Appends a node, which becomes the root.
  ///
  /// - Precondition: its children have been appended before.
  @discardableResult
  public mutating func append(
    _ node: consuming Node, _ range: SourceRange, anchor: SourceRange? = nil
  ) -> Index {
    if case .assignment = node { hasAssignments = true }
    nodes.append(node)
    places.append(Place(range: range, anchor: anchor ?? range))
    root = nodes.count - 1
    return root
  }

  /// The place of a node in the source.
  public func location(of index: Index) -> SourceLocation { source.location(places[index].range) }

  /// The place of the token that stands for a node.
  public func anchor(of index: Index) -> SourceLocation { source.location(places[index].anchor) }
}

extension Expression.Node {
  /// The direct children, in the order of the source except that clauses come before the element.
  public var children: [Expression.Index] {
    switch self {
    case .number, .string, .name, .boolean, .none, .ellipsis: []
    case .apply(_, let operands): Array(operands)
    case .comparison(let operands, _): operands
    case .and(let left, let right), .or(let left, let right): [left, right]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .list(let items), .tuple(let items), .block(let items): items
    case .dictionary(let entries): entries.flatMap { [$0.key, $0.value] }
    case .subscripted(let base, let items): [base] + items
    case .slice(let start, let stop, let step): [start, stop, step].compactMap { $0 }
    case .attribute(let base, _): [base]
    case .lambda(let parameters, let body): parameters.compactMap(\.defaultValue) + [body]
    case .conditional(let then, let condition, let otherwise): [then, condition, otherwise]
    case .comprehension(let element, let clauses, _):
      clauses.flatMap { [$0.iterable] + $0.conditions } + [element]
    case .assignment(_, let value): [value]
    }
  }
}

extension Expression {
  /// Makes a node of the arena the expression: a part of a list, for instance.
  public mutating func focus(on node: Index) {
    root = node
  }

  /// The source text of a node.
  public func text(of node: Index) -> String {
    source[places[node].range]
  }
}
