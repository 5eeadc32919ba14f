/// Where a definition, or the program, reads and assigns its names.
struct NameUses {
  private struct Use {
    var offset: Int
    var isRead: Bool
  }

  /// In the order of the text.
  private var uses: [String: [Use]] = [:]
  /// Read by functions, which may run at any time.
  private var readLater: Set<String> = []
  private var lastReads: [String: Int] = [:]
  private var firstRanges: [String: SourceRange] = [:]

  init(of suite: Suite, in expression: Expression) {
    // Statements that come one after the other need no analysis.
    if suite.hasControlFlow { collect(suite, expression) }
  }

  /// Whether the first thing that happens to a name is that it is read: it comes from outside.
  func beginsWithRead(_ name: String) -> Bool { uses[name]?.first?.isRead == true }

  /// Whether behind an offset a name is read before it is assigned.
  func isReadNext(_ name: String, after offset: Int) -> Bool {
    guard let list = uses[name] else { return false }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low].isRead
  }

  /// Whether a name is read anywhere behind an offset, or by a function.
  func isRead(_ name: String, after offset: Int) -> Bool {
    readLater.contains(name) || lastReads[name].map { $0 >= offset } ?? false
  }

  /// Where a name is read first.
  func range(of name: String) -> SourceRange? { firstRanges[name] }

  // Suites nest only as deep as the parser lets indentation nest.
  private mutating func collect(_ suite: Suite, _ expression: Expression) {
    for item in suite.items {
      let offset = item.range.start
      switch item.kind {
      case .plain(let node):
        guard case .assignment(let targets, let value) = expression.nodes[node] else {
          read(node, at: offset, expression)
          continue
        }
        read(value, at: offset, expression)
        assign(targets, at: offset)
      case .unpacking(let pattern, let value):
        read(value, at: offset, expression)
        assign(pattern.names, at: offset)
      case .result(let node): read(node, at: offset, expression)
      case .choice(let branches):
        for branch in branches {
          if let condition = branch.condition {
            read(condition, at: branch.range.start, expression)
          }
          collect(branch.body, expression)
        }
      case .iteration(let target, let iterable, let body):
        read(iterable, at: offset, expression)
        assign(target.names, at: offset)
        collect(body, expression)
      case .repetition(let condition, let body):
        read(condition, at: offset, expression)
        collect(body, expression)
      }
    }
  }

  private mutating func read(
    _ node: Expression.Index, at offset: Int, _ expression: Expression
  ) {
    let isFunction = if case .lambda = expression.nodes[node] { true } else { false }
    for free in expression.freeNames(of: node) {
      if firstRanges[free.name] == nil { firstRanges[free.name] = free.range }
      if isFunction {
        readLater.insert(free.name)
      } else {
        uses[free.name, default: []].append(Use(offset: offset, isRead: true))
        lastReads[free.name] = offset
      }
    }
  }

  private mutating func assign(_ names: [String], at offset: Int) {
    for name in names { uses[name, default: []].append(Use(offset: offset, isRead: false)) }
  }
}
