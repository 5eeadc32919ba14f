/// The statements of a definition, a branch, a loop or the program, as they stand in the text.
///
/// The nodes are those of the expression that is being built; `Desugaring` makes them one.
struct Suite {
  private(set) var items: [Item] = []
  /// Whether a `return` stands somewhere in it.
  private(set) var hasResult = false
  /// Whether no way leads behind it.
  private(set) var alwaysReturns = false
  /// Whether a branch or a loop stands in it.
  private(set) var hasControlFlow = false

  struct Item {
    var kind: Kind
    /// The statement, or the header of one that has statements of its own.
    var range: SourceRange
    /// Where the text behind it begins.
    var end: Int

    var hasResult: Bool {
      switch kind {
      case .result: true
      case .choice(let branches): branches.contains(where: \.body.hasResult)
      case .plain, .unpacking, .iteration, .repetition: false
      }
    }

    var alwaysReturns: Bool {
      switch kind {
      case .result: true
      case .choice(let branches):
        branches.last?.condition == nil && branches.allSatisfy(\.body.alwaysReturns)
      case .plain, .unpacking, .iteration, .repetition: false
      }
    }
  }

  enum Kind {
    /// An expression or an assignment.
    case plain(Expression.Index)
    /// An assignment to a pattern that is nested, or to several.
    case unpacking(Pattern, Expression.Index)
    /// `return`.
    case result(Expression.Index)
    case choice([Branch])
    case iteration(Pattern, over: Expression.Index, Suite)
    case repetition(while: Expression.Index, Suite)
  }

  struct Branch {
    /// Nil for `else`.
    var condition: Expression.Index?
    var body: Suite
    var range: SourceRange
  }

  mutating func append(_ item: Item) {
    items.append(item)
    hasResult = hasResult || item.hasResult
    alwaysReturns = alwaysReturns || item.alwaysReturns
    switch item.kind {
    case .plain, .unpacking, .result: break
    case .choice, .iteration, .repetition: hasControlFlow = true
    }
  }
}
