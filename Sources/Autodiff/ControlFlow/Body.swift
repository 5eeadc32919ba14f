/// A piece of a graph that stands by itself: what a loop does in a step, or what a branch does.
package struct Body: Sendable {
  package let graph: Graph
  /// The input nodes, which come first in the graph.
  let inputs: [Int]
  let outputs: [Int]

  /// The number of the first node that computes something.
  var start: Int { inputs.count }

  func output(_ index: Int) -> (shape: Shape, type: ElementType) {
    (graph.shapes[outputs[index]], graph.types[outputs[index]])
  }

  func input(_ index: Int) -> (shape: Shape, type: ElementType) {
    (graph.shapes[inputs[index]], graph.types[inputs[index]])
  }
}

extension GraphRecorder {
  /// Cuts out what leads from placeholders to outputs. What it reads beyond the placeholders and
  /// what was recorded since `start` becomes a further input, in the order of `captured`.
  ///
  /// The nodes stay in this graph too, where nobody needs them any more.
  ///
  /// - Parameter leavesInvariants: whether what does not depend on the placeholders, and cannot fail,
  ///   stays outside, to be computed once.
  package func body(
    from placeholders: [Int], to outputs: [Int], since start: Int, leavesInvariants: Bool = false
  ) -> (body: Body, captured: [Int]) {
    var needed = graph.ancestors(of: outputs, since: start)
    let outside =
      leavesInvariants ? invariants(among: needed, of: Set(placeholders)) : Set<Int>()
    if !outside.isEmpty {
      needed = graph.ancestors(of: outputs, since: start, upTo: outside)
    }
    var captured: [Int] = []
    var placeOf: [Int: Int] = [:]
    for (index, node) in placeholders.enumerated() { placeOf[node] = index }
    let capture = { (node: Int) in
      guard placeOf[node] == nil, node < start || outside.contains(node),
        self.constant(of: node) == nil
      else { return }
      placeOf[node] = placeholders.count + captured.count
      captured.append(node)
    }
    for node in needed where !outside.contains(node) {
      for operand in graph.operands(of: node) { capture(Int(operand)) }
    }
    outputs.forEach(capture)
    var copy = Graph()
    copy.scopeNames = graph.scopeNames
    for node in placeholders + captured {
      _ = copy.append(
        .input, [], [], shape: graph.shapes[node], type: graph.types[node],
        note: graph.note(of: node))
    }
    let place = { (node: Int) -> Int in
      if let known = placeOf[node] { return known }
      // Only constants from before are left.
      let constant = copy.append(
        constant: self.graph.constant(of: node) ?? Tensor(.nan), note: self.graph.note(of: node))
      placeOf[node] = constant
      return constant
    }
    for node in needed where placeOf[node] == nil {
      if graph.constant(of: node) != nil {
        _ = place(node)
        continue
      }
      let operands = graph.operands(of: node).map { place(Int($0)) }
      placeOf[node] = copy.append(
        graph.primitives[node], operands, graph.statics(of: node), shape: graph.shapes[node],
        type: graph.types[node], note: graph.note(of: node))
    }
    let places = outputs.map(place)
    let inputs = Array(0..<(placeholders.count + captured.count))
    return (Body(graph: copy, inputs: inputs, outputs: places), captured)
  }

  /// The nodes that depend on none of the placeholders and cannot fail.
  private func invariants(among nodes: [Int], of placeholders: Set<Int>) -> Set<Int> {
    var invariants = Set<Int>()
    let first = nodes.first ?? 0
    for node in nodes where !placeholders.contains(node) {
      guard !graph.primitives[node].isLeaf, !graph.primitives[node].canFail else { continue }
      let isInvariant = graph.operands(of: node).allSatisfy { operand in
        let operand = Int(operand)
        return operand < first && !placeholders.contains(operand)
          || invariants.contains(operand) || graph.constant(of: operand) != nil
      }
      if isInvariant { invariants.insert(node) }
    }
    return invariants
  }

  /// Records what a body does, and returns its outputs.
  package func replay(_ body: Body, _ inputs: [Variable]) -> [Variable] {
    let places = replayAll(body, inputs)
    return body.outputs.map { Variable(recorder: self, node: places[$0]) }
  }

  /// Records what a body does, and returns where each of its nodes went.
  func replayAll(_ body: Body, _ inputs: [Variable]) -> [Int] {
    let outer = note
    defer { note = outer }
    var places: [Int] = []
    places.reserveCapacity(body.graph.count)
    for node in 0..<body.graph.count {
      if node < inputs.count {
        places.append(inputs[node].node)
        continue
      }
      note = body.graph.note(of: node)
      note.scope = outer.scope
      note.isDerivative = note.isDerivative || outer.isDerivative
      if let constant = body.graph.constant(of: node) {
        places.append(append(constant: constant))
      } else {
        places.append(
          append(
            body.graph.primitives[node], body.graph.operands(of: node).map { places[Int($0)] },
            body.graph.statics(of: node), shape: body.graph.shapes[node],
            type: body.graph.types[node]))
      }
    }
    return places
  }

  /// A recorder for the rewriting of a body, and the body in it, node for node.
  func recorder(holding body: Body) -> (recorder: GraphRecorder, inputs: [Variable]) {
    do throws(TensorError) { try budget.checkTime() } catch { fail(error) }
    let recorder = GraphRecorder(numberType: numberType, budget: budget)
    recorder.graph.scopeNames = body.graph.scopeNames
    let inputs = body.inputs.map { node in
      recorder.placeholder(shape: body.graph.shapes[node], type: body.graph.types[node])
    }
    _ = recorder.replayAll(body, inputs)
    return (recorder, inputs)
  }

  /// The nodes of a recorder as a body, its inputs first.
  func body(inputs: [Variable], outputs: [Variable]) -> Body {
    body(from: inputs.map(\.node), to: outputs.map(\.node), since: 0).body
  }

  package func variable(_ node: Int) -> Variable { Variable(recorder: self, node: node) }

  /// A constant zero that says that nothing arrives here.
  func structuralZero(shape: Shape) -> Variable {
    variable(append(constant: Tensor(repeating: -0.0, shape: shape, type: numberType)))
  }
}

extension Graph {
  /// The nodes from `start` on that the given ones are computed from, themselves included, in order.
  ///
  /// - Parameter ends: nodes that are not followed further.
  package func ancestors(of nodes: [Int], since start: Int, upTo ends: Set<Int> = []) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: max(0, count - start))
    for node in nodes where node >= start { isNeeded[node - start] = true }
    for node in stride(from: count - 1, through: start, by: -1)
    where isNeeded[node - start] && !ends.contains(node) {
      for operand in operands(of: node) where operand >= start {
        isNeeded[Int(operand) - start] = true
      }
    }
    return isNeeded.indices.filter { isNeeded[$0] }.map { $0 + start }
  }
}

extension Primitive {
  /// Whether it may throw, or never end, when it is run.
  fileprivate var canFail: Bool {
    if isSeveral || self === Primitive.part { return true }
    return Primitive.factorizations.contains(self)
      || self === Primitive.gatherAxis || self === Primitive.gatherAlong
      || self === Primitive.scatterAdd || self === Primitive.scatterAddAlong
  }
}
