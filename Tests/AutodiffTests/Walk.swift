import Autodiff

/// A way of doing the same steps: as an operation that holds one step, or one after the other.
enum Walk: String, CaseIterable, Sendable {
  case loop, checkpointed, unrolled

  typealias Step = (
    _ index: Variable, _ carries: [Variable], _ slices: [Variable]
  ) -> (carries: [Variable], rows: [Variable])

  /// Takes a number of steps over the first axis of some arrays.
  func steps(
    _ count: Int, first: Int = 0, from start: [Variable], over arrays: [Variable] = [],
    isReversed: Bool = false, _ step: Step
  ) -> (carries: [Variable], rows: [Variable]) {
    guard self == .unrolled else {
      return recorded(
        count, first: first, from: start, over: arrays, isReversed: isReversed, step, test: nil)
    }
    var carries = start
    var rows: [[Variable]] = []
    for number in 0..<count {
      let position = isReversed ? count - 1 - number : number
      let results = step(
        start[0].number(Double(first + position)), carries, arrays.map { $0.element(position) })
      carries = results.carries
      rows.append(results.rows)
    }
    if isReversed { rows.reverse() }
    return (
      carries,
      (rows.first ?? []).indices.map { column in
        Primitive.stack.apply(rows.map { $0[column] }, [.integer(0)])
      }
    )
  }

  /// The same for steps without rows.
  func steps(
    _ count: Int, from start: Variable, _ step: (Variable, Variable) -> Variable
  ) -> Variable {
    steps(count, from: [start]) { index, carries, _ in ([step(index, carries[0])], []) }.carries[0]
  }

  /// Takes steps as long as a condition on index and carries holds: `expected` of them, which is
  /// what is done where nobody can ask the condition.
  func steps(
    while holds: @escaping (Variable, [Variable]) -> Variable, expected: Int,
    from start: [Variable],
    _ step: ([Variable]) -> [Variable]
  ) -> [Variable] {
    guard self == .unrolled else {
      return recorded(
        nil, first: 0, from: start, over: [], isReversed: false,
        { _, carries, _ in (step(carries), []) }, test: holds
      ).carries
    }
    return (0..<expected).reduce(start) { carries, _ in step(carries) }
  }

  private func recorded(
    _ count: Int?, first: Int, from start: [Variable], over arrays: [Variable], isReversed: Bool,
    _ step: Step, test: ((Variable, [Variable]) -> Variable)?
  ) -> (carries: [Variable], rows: [Variable]) {
    guard let recorder = start[0].recorder as? GraphRecorder else { return ([], []) }
    let begin = recorder.graph.count
    let index = recorder.placeholder(shape: .scalar, type: recorder.numberType)
    let carries = start.map { recorder.placeholder(shape: $0.shape, type: $0.elementType) }
    let slices = arrays.map {
      recorder.placeholder(
        shape: Shape(Array($0.shape.dimensions.dropFirst())), type: $0.elementType)
    }
    let results = step(index, carries, slices)
    let inputs = ([index] + carries).map(\.node)
    let condition = test.map {
      recorder.body(from: inputs, to: [$0(index, carries).node], since: begin)
    }
    let read = condition?.captured ?? []
    let (body, captured) = recorder.body(
      from: inputs + slices.map(\.node) + read, to: (results.carries + results.rows).map(\.node),
      since: begin)
    let loop = Loop(
      step: body,
      condition: condition.map {
        Loop.Condition(
          body: $0.body, carryCount: carries.count, constantCount: $0.captured.count)
      },
      carryCount: carries.count, sliceCount: slices.count, length: count, firstIndex: first,
      isReversed: isReversed, isCheckpointed: self == .checkpointed)
    let operands = start + arrays + (read + captured).map { recorder.variable($0) }
    let parts = recorder.append(loop, operands).parts
    return (Array(parts[..<carries.count]), Array(parts[carries.count...]))
  }

  /// One of two functions of some operands, whichever the condition says; unrolled, both of them.
  func choice(
    _ condition: Variable, _ operands: [Variable],
    _ then: @escaping ([Variable]) -> Variable, _ otherwise: @escaping ([Variable]) -> Variable
  ) -> Variable {
    guard self != .unrolled, let recorder = condition.recorder as? GraphRecorder else {
      return Autodiff.where(condition, then(operands), otherwise(operands))
    }
    let bodies = [otherwise, then].map { function in
      let begin = recorder.graph.count
      let standIns = operands.map { recorder.placeholder(shape: $0.shape, type: $0.elementType) }
      let result = function(standIns)
      return recorder.body(
        from: standIns.map(\.node), to: [result.node], since: begin)
    }
    precondition(bodies.allSatisfy(\.captured.isEmpty), "a branch reads its operands only")
    return recorder.append(Branches(bodies: bodies.map(\.body)), [condition] + operands)[0]
  }
}

extension Variable {
  /// The part at a position of the first axis.
  func element(_ position: Int) -> Variable {
    let rest = shape.dimensions.dropFirst()
    return sliced(
      [StridedRange(start: position, step: 1, count: 1)] + rest.map { StridedRange(allOf: $0) }
    ).reshaped(to: Shape(Array(rest)))
  }

  /// The element at a position that is computed.
  func element(_ position: Variable) -> Variable {
    Primitive.take.apply([self, position], [.integer(0)])
  }
}
