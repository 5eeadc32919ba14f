// A function of one place, for many places at once: the same operations over a further, first axis.

extension GraphRecorder {
  /// Records results again with some nodes replaced by batches of values.
  ///
  /// - Parameters:
  ///   - replacements: for some nodes, values of their shape along a first axis of length `size`.
  ///   - start: the first node of the function; what was recorded before it is the same for all.
  /// - Returns: for each result its values along a first axis; nil if it is the same for all.
  public func batched(
    _ results: [Int], replacing replacements: [(node: Int, by: Variable)], size: Int,
    since start: Int
  ) -> [Variable?] {
    var replaced: [Int: Variable] = [:]
    for (node, batch) in replacements { replaced[node] = batch }
    let outer = note
    defer { note = outer }
    /// The parts of operations with several results; nil ones are the same for all.
    var bundles: [Int: [Variable?]] = [:]
    for node in graph.ancestors(of: results, since: start) where replaced[node] == nil {
      if let (bundle, index) = graph.part(at: node) {
        replaced[node] = bundles[bundle]?[index]
        continue
      }
      let operands = graph.operands(of: node).map(Int.init)
      let isBatched = operands.map { replaced[$0] != nil || bundles[$0] != nil }
      guard isBatched.contains(true) else { continue }
      note = graph.note(of: node)
      note.scope = outer.scope
      let primitive = graph.primitives[node]
      let call = BatchedCall(
        primitive: primitive, operands: operands.map { replaced[$0] ?? variable($0) },
        isBatched: isBatched, size: size, statics: graph.statics(of: node),
        shape: graph.shapes[node])
      if primitive.isSeveral {
        bundles[node] = placeByPlace(call, node)
      } else {
        replaced[node] = primitive.batched(call) ?? placeByPlace(call, node)[0]
      }
    }
    return results.map { replaced[$0] }
  }

  /// A loop over the places, each of which does the operation once.
  private func placeByPlace(_ call: BatchedCall, _ node: Int) -> [Variable?] {
    let inner = GraphRecorder(numberType: numberType, budget: budget)
    let index = inner.placeholder(shape: .scalar, type: numberType)
    // Going back through a loop without its bundle, it is run once more.
    let places = call.operands.indices.filter {
      !graph.primitives[call.operands[$0].node].isSeveral
    }
    let operands = places.map { place in
      inner.placeholder(
        shape: call.shape(of: place), type: call.operands[place].elementType,
        mayHoldStructuralZeros: call.operands[place].mayHoldStructuralZeros)
    }
    let outputs: [Variable]
    if call.primitive.isSeveral {
      outputs = call.primitive.several(operands).parts
    } else {
      let output = inner.append(
        call.primitive, operands.map(\.node), call.statics, shape: call.shape,
        type: graph.types[node])
      outputs = [inner.variable(output)]
    }
    let slices = places.indices.filter { call.isBatched[places[$0]] }
    let constants = places.indices.filter { !call.isBatched[places[$0]] }
    let order = slices + constants
    var loop = Loop(
      step: inner.body(inputs: [index] + order.map { operands[$0] }, outputs: outputs),
      carryCount: 0, sliceCount: slices.count, length: call.size)
    loop.outputHolds = outputs.map(\.mayHoldStructuralZeros)
    return append(loop, order.map { call.operands[places[$0]] }).parts
  }
}
