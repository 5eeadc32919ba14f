import Syntax

/// What a name of a session stands for.
public enum Definition: Sendable {
  /// Numbers, computed once: later changes of what they were computed from do not reach them.
  case value(Datum)
  /// A function: its statement, which is evaluated where the function is needed, so that it sees what
  /// the names in it stand for then.
  case function(Statement)

  public struct Statement: Sendable {
    /// The assignment, or the expression alone.
    let expression: Expression
    /// Which of the names that it assigns is meant; nil for the value of the expression.
    let name: String?
    /// The names that it reads.
    let freeNames: [String]
    /// What the user wrote.
    public let text: String

    init(_ expression: Expression, name: String?, text: String) {
      self.expression = expression
      self.name = name
      self.text = text
      freeNames = expression.freeNames().map(\.name)
    }

    /// Whether the statement names what it defines.
    public var definesName: Bool { name != nil }
  }

  var freeNames: [String] {
    switch self {
    case .value: []
    case .function(let statement): statement.freeNames
    }
  }
}

extension Interpreter {
  func value(of definition: Definition, in scope: Scope) throws(Diagnostic) -> Value {
    switch definition {
    case .value(let datum): return try value(of: datum)
    case .function(let statement):
      let own = Scope(parent: scope)
      let value = try evaluate(enter(statement.expression), in: own)
      return statement.name.flatMap(own.value(of:)) ?? value
    }
  }
}
