extension Expression {
  /// The operands of an operator; one or two need no memory of their own.
  public struct Operands: Sendable, Equatable {
    private enum Storage: Sendable, Equatable {
      case one(Compact)
      case two(Compact, Compact)
      case list([Index])
    }

    private let storage: Storage

    /// Any number of operands.
    public init(_ nodes: [Index]) {
      storage =
        switch nodes.count {
        case 1: .one(Compact(wrappedValue: nodes[0]))
        case 2: .two(Compact(wrappedValue: nodes[0]), Compact(wrappedValue: nodes[1]))
        default: .list(nodes)
        }
    }

    init(_ operand: Index) { storage = .one(Compact(wrappedValue: operand)) }

    init(_ left: Index, _ right: Index) {
      storage = .two(Compact(wrappedValue: left), Compact(wrappedValue: right))
    }
  }

  /// The arguments of a call; one without a label needs no memory of its own.
  public struct Arguments: Sendable, Equatable {
    private enum Storage: Sendable, Equatable {
      case one(Compact)
      case list([Argument])
    }

    private let storage: Storage

    /// Any number of arguments, with labels or without.
    public init(_ arguments: [Argument]) {
      storage =
        if arguments.count == 1, arguments[0].isPlain {
          .one(Compact(wrappedValue: arguments[0].value))
        } else {
          .list(arguments)
        }
    }

    init(_ value: Index) { storage = .one(Compact(wrappedValue: value)) }

    /// Whether all are given by their place, one by one.
    public var arePlain: Bool {
      switch storage {
      case .one: true
      case .list(let arguments): arguments.allSatisfy(\.isPlain)
      }
    }
  }
}

extension Expression.Operands: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .one: 1
    case .two: 2
    case .list(let nodes): nodes.count
    }
  }

  public subscript(position: Int) -> Expression.Index {
    switch storage {
    case .one(let only):
      precondition(position == 0)
      return only.wrappedValue
    case .two(let left, let right):
      precondition(position == 0 || position == 1)
      return position == 0 ? left.wrappedValue : right.wrappedValue
    case .list(let nodes): return nodes[position]
    }
  }
}

extension Expression.Arguments: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .one: 1
    case .list(let arguments): arguments.count
    }
  }

  public subscript(position: Int) -> Expression.Argument {
    switch storage {
    case .one(let value):
      precondition(position == 0)
      return Expression.Argument(value: value.wrappedValue)
    case .list(let arguments): return arguments[position]
    }
  }
}

extension Expression.Node {
  /// An operator with operands that stand in an array.
  public static func apply(_ function: String, _ operands: [Expression.Index]) -> Self {
    .apply(function, Expression.Operands(operands))
  }

  /// A call with arguments that stand in an array.
  public static func call(_ callee: Expression.Index, _ arguments: [Expression.Argument]) -> Self {
    .call(callee, Expression.Arguments(arguments))
  }
}
