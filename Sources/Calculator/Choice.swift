import Autodiff
import Syntax

/// A condition that only the program decides, while its branches are recorded.
struct Choice {
  let condition: Variable
  /// The first node of the branches.
  let start: Int

  init(_ condition: Variable, start: Int) {
    self.condition = condition
    self.start = start
  }

  /// How many operations are done for both branches rather than chosen, and on how many elements.
  static let plainLimit = 64
  static let smallCount = 64
}

extension Interpreter {
  /// `then` where the condition holds, else `otherwise`: recorded both, run only the one that is
  /// taken.
  ///
  /// - Parameters:
  ///   - operands: what both are called with.
  ///   - functions: what both are.
  func choose(
    _ condition: Value, reading operands: CallArguments, _ functions: [Value.Function],
    then: () throws(Diagnostic) -> Value, otherwise: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let condition = try tensor(condition)
    guard condition.rank == 0 else {
      throw Diagnostic(
        "array-condition", "the condition of cond is an array of shape \(condition.shape)",
        hint: "use where(condition, a, b) to choose element by element")
    }
    if let holds = try recorder.fixedTruth(condition) {
      let value = try holds ? then() : otherwise()
      guard !recorder.isFixed(condition.node) else { return value }
      // As in a graph the result depends on what the other branch reads, too.
      let others = functions.flatMap { $0.capturedNumbers } + operands.positional.flatMap(\.tensors)
      return try tied(value, to: [condition] + others)
    }
    let choice = Choice(condition, start: recorder.graph.count)
    return try decided(choice, try then(), try otherwise())
  }

  /// Both branches as one value. Few plain numbers are computed for both; anything that takes longer,
  /// or could fail, is only done if it is chosen.
  func decided(_ choice: Choice, _ then: Value, _ otherwise: Value) throws(Diagnostic) -> Value {
    let merged = try merge(choice.condition, then, otherwise)
    let leaves = merged.tensors.map(\.node)
    let needed = recorder.graph.ancestors(of: leaves, since: choice.start)
    guard needed.count > Choice.plainLimit || !needed.allSatisfy(recorder.graph.isPlain) else {
      return merged
    }
    let sides = [2, 1].map { side in
      leaves.map { leaf in
        let operands = recorder.graph.operands(of: leaf)
        return Int(operands[operands.startIndex + side])
      }
    }
    var read: [Int] = []
    for side in sides {
      for node in recorder.body(from: [], to: side, since: choice.start).captured
      where !read.contains(node) {
        read.append(node)
      }
    }
    let bodies = sides.map { recorder.body(from: read, to: $0, since: choice.start).body }
    let holds =
      choice.condition.elementType == .bool
      ? choice.condition : Primitive.notEqual(choice.condition, choice.condition.number(0))
    let parts = recorder.append(
      Branches(bodies: bodies), [holds] + read.map { Variable(recorder: recorder, node: $0) })
    return merged.replacingTensors(by: parts)
  }

  /// One of several functions, by its number; a number out of range means the nearest.
  func select(
    _ index: Value, _ branches: [Value.Function], _ operands: [Value]
  ) throws(Diagnostic) -> Value {
    guard let last = branches.last else {
      throw Diagnostic("wrong-arguments", "switch needs a branch at least")
    }
    let index = try tensor(index)
    var otherwise = { () throws(Diagnostic) -> Value in
      try self.call(last, CallArguments(operands))
    }
    for (number, branch) in branches.enumerated().dropLast().reversed() {
      let next = otherwise
      otherwise = { () throws(Diagnostic) -> Value in
        let holds = Primitive.lessEqual(index, index.number(Double(number)))
        return try self.choose(
          .tensor(holds), reading: CallArguments(operands), [branch, last]
        ) { () throws(Diagnostic) in
          try self.call(branch, CallArguments(operands))
        } otherwise: { () throws(Diagnostic) in
          try next()
        }
      }
    }
    return try otherwise()
  }
}

extension Graph {
  /// Whether a node costs next to nothing and cannot fail.
  fileprivate func isPlain(_ node: Int) -> Bool {
    if primitives[node].isLeaf { return true }
    let isSmall =
      shapes[node].count <= Choice.smallCount
      && operands(of: node).allSatisfy { shapes[Int($0)].count <= Choice.smallCount }
    if primitives[node].isElementwise { return isSmall || shapes[node].isScalar }
    guard case .linear = primitives[node].derivative else { return false }
    return isSmall
  }
}

extension Value.Function {
  /// The numbers that a function reads from the names around it.
  fileprivate var capturedNumbers: [Variable] {
    guard case .closure(let closure) = self else { return [] }
    let own = Set(closure.parameters.map(\.name))
    return closure.code.freeNames(of: closure.body).filter { !own.contains($0) }
      .flatMap { closure.scope.value(of: $0)?.tensors ?? [] }
  }
}
