/// The names that a suite assigns.
struct Assignments {
  /// All of them, in the order of the text.
  private(set) var names: [String] = []
  /// Those that have a value at its end, whatever branches are taken.
  private(set) var certain: Set<String> = []

  init(of suite: Suite, in expression: Expression) {
    for item in suite.items {
      switch item.kind {
      case .plain(let node):
        guard case .assignment(let targets, _) = expression.nodes[node] else { continue }
        names += targets
        certain.formUnion(targets)
      case .unpacking(let pattern, _):
        names += pattern.names
        certain.formUnion(pattern.names)
      case .result: return
      case .choice(let branches):
        let goingOn = branches.filter { !$0.body.alwaysReturns }
          .map { Assignments(of: $0.body, in: expression) }
        names += goingOn.flatMap(\.names)
        guard branches.last?.condition == nil, var common = goingOn.first?.certain else { continue }
        for other in goingOn.dropFirst() { common.formIntersection(other.certain) }
        certain.formUnion(common)
      case .iteration(let target, _, let body):
        names += target.names + Assignments(of: body, in: expression).names
      case .repetition(_, let body): names += Assignments(of: body, in: expression).names
      }
    }
  }
}
