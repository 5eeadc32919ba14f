/// The statement that is being read.
struct Statement {
  enum Purpose {
    /// An expression or an assignment.
    case simple
    case result, decorator
    /// One that is complete and computes nothing, as an import.
    case silent
    // Headers of statements that have statements of their own.
    case function, branch, iteration, repetition
  }

  var purpose = Purpose.simple
  var firstToken = 0
  /// The names that it assigns.
  var targets: [String] = []
  /// What the value is called, if no single assignment says it.
  var pattern: Pattern?
  /// Whether the statement is `f(x) = ...`; its parameters are on the stack.
  var isDefinition = false
  /// Of `x += e`: the spelling of the operator.
  var augmentation: OperatorTable.SpellingIndex?
  /// Of a loop: what its items are called.
  var loopTarget: Pattern?
  var hasComma = false
  var operandBase = 0
  var parameterBase = 0

  var isHeader: Bool {
    switch purpose {
    case .function, .branch, .iteration, .repetition: true
    case .simple, .result, .decorator, .silent: false
    }
  }
}

/// A suite whose end has not come yet.
struct OpenSuite {
  enum Owner {
    case program
    case definition(Definition)
    case branch(condition: Expression.Index?)
    case iteration(Pattern, over: Expression.Index)
    case repetition(while: Expression.Index)
  }

  /// The header of `def`, up to its colon.
  struct Definition {
    var name: String
    var parameters: [Expression.Parameter]
    var decorators: [Decorator]
  }

  var owner: Owner
  var range = SourceRange(start: 0, end: 0)
  /// The indentation of the line that its header stands on.
  var header: Indentation?
  /// That of its statements; nil before the first one, and if they stand behind the colon.
  var indentation: Indentation?
  var isOnHeaderLine = false
  var suite = Suite()
  /// A choice that another branch may follow.
  var choice: [Suite.Branch] = []

  /// Whether statements are missing, as behind a colon at the end of a line.
  var isExpected: Bool {
    if case .program = owner { false } else { indentation == nil && !isOnHeaderLine }
  }
}
