/// In which direction a Jacobian is found: a column at a time, or a row at a time.
public enum JacobianMode: Sendable {
  case forward, reverse
  /// The direction of fewer passes.
  case cheapest
}

extension GraphRecorder {
  /// The derivative of every element of results by every element of inputs.
  ///
  /// All columns (or rows) are found in one pass over a batch of directions.
  ///
  /// - Parameters:
  ///   - start: the first node of the function; what was recorded before it counts as constant.
  /// - Returns: for each result and each input an array of the result's shape followed by the
  ///   input's; nil where the result does not depend on the input.
  public func jacobian(
    of results: [Int], by inputs: [Int], since start: Int, mode: JacobianMode = .cheapest
  ) -> [[Variable?]] {
    let outputCount = results.reduce(0) { $0 + graph.shapes[$1].count }
    let inputCount = inputs.reduce(0) { $0 + graph.shapes[$1].count }
    let connected = results.map { result in
      inputs.map { input in
        let path = Dependence(graph: graph, on: [input], from: start, to: result + 1)
        return path.contains(result)
      }
    }
    let isForward = mode == .forward || mode == .cheapest && inputCount <= outputCount
    let all =
      isForward
      ? columnwise(results, inputs, count: inputCount, start)
      : rowwise(results, inputs, count: outputCount, start)
    return zip(all, connected).map { zip($0, $1).map { $1 ? $0 : nil } }
  }

  private func columnwise(
    _ results: [Int], _ inputs: [Int], count: Int, _ start: Int
  ) -> [[Variable]] {
    let passStart = graph.count
    let directions = inputs.map { placeholder(shape: graph.shapes[$0], type: numberType) }
    let tangents = pushforward(
      results, along: zip(inputs, directions).map { (node: $0, tangent: $1) }, since: start)
    let batches = unitBatches(inputs, count: count)
    let columns = batched(
      tangents.map { $0?.node ?? -1 }, replacing: directions, by: batches, size: count,
      since: passStart)
    return zip(results, columns).map { result, column in
      let shape = graph.shapes[result]
      return parts(of: column, along: inputs, shape).map { part, input in
        // The input's axes come first; they belong behind the result's.
        let inner = graph.shapes[input].rank
        return part.permuted(Array(inner..<(inner + shape.rank)) + Array(0..<inner))
      }
    }
  }

  private func rowwise(
    _ results: [Int], _ inputs: [Int], count: Int, _ start: Int
  ) -> [[Variable]] {
    let passStart = graph.count
    let weights = results.map { placeholder(shape: graph.shapes[$0], type: numberType) }
    let cotangents = pullback(
      zip(results, weights).map { (node: $0, cotangent: $1) }, to: inputs, since: start)
    let batches = unitBatches(results, count: count)
    let rows = batched(
      cotangents.map { $0?.node ?? -1 }, replacing: weights, by: batches, size: count,
      since: passStart)
    let byInput = zip(inputs, rows).map { input, row in
      parts(of: row, along: results, graph.shapes[input]).map(\.0)
    }
    return results.indices.map { result in byInput.map { $0[result] } }
  }

  /// For each node the batch in which every element of all of them has its turn to be 1.
  private func unitBatches(_ nodes: [Int], count: Int) -> [Variable] {
    var offset = 0
    return nodes.map { node in
      let shape = graph.shapes[node]
      let unit = Tensor(shape: [count, shape.count], type: numberType) { elements in
        elements.initialize(repeating: 0, count: count * shape.count)
        for index in 0..<shape.count { elements[(offset + index) * shape.count + index] = 1 }
      }
      offset += shape.count
      return variable(append(constant: unit.reshaped(to: Shape([count] + shape.dimensions))))
    }
  }

  private func batched(
    _ nodes: [Int], replacing placeholders: [Variable], by batches: [Variable], size: Int,
    since start: Int
  ) -> [Variable?] {
    let found = batched(
      nodes.filter { $0 >= 0 },
      replacing: zip(placeholders, batches).map { (node: $0.node, by: $1) }, size: size,
      since: start)
    var next = zip(nodes.filter { $0 >= 0 }, found).makeIterator()
    return nodes.map { node in
      guard node >= 0, let (node, batch) = next.next() else { return nil }
      return batch ?? variable(node).broadcast(to: Shape([size] + graph.shapes[node].dimensions))
    }
  }

  /// The parts of a batch that belong to each node, the axes of the node in the place of the batch's.
  private func parts(
    of batch: Variable?, along nodes: [Int], _ shape: Shape
  ) -> [(Variable, Int)] {
    var offset = 0
    return nodes.map { node in
      let own = graph.shapes[node]
      let target = Shape(own.dimensions + shape.dimensions)
      defer { offset += own.count }
      guard let batch else {
        return (
          variable(append(constant: Tensor(repeating: 0, shape: target, type: numberType))), node
        )
      }
      let rest = shape.dimensions.map { StridedRange(start: 0, step: 1, count: $0) }
      let part = batch.sliced([StridedRange(start: offset, step: 1, count: own.count)] + rest)
      return (part.reshaped(to: target), node)
    }
  }
}

extension GraphRecorder {
  /// For each row of a result along its first axis, the derivative by the same row of an input; every
  /// row must depend on no other.
  ///
  /// - Returns: an array of the shape (rows, the rest of the result's, the rest of the input's).
  package func batchJacobian(of result: Int, by input: Int, since start: Int) -> Variable {
    let (y, x) = (graph.shapes[result], graph.shapes[input])
    let (outer, inner) = (
      Shape(Array(y.dimensions.dropFirst())), Shape(Array(x.dimensions.dropFirst()))
    )
    // One weight for an element of every row at once: rows do not mix.
    let rowWeights = placeholder(shape: outer, type: numberType)
    let passStart = rowWeights.node
    let cotangents = pullback(
      [(result, rowWeights.broadcast(to: y))], to: [input], since: start)
    let target = Shape([y[0]] + outer.dimensions + inner.dimensions)
    guard let cotangent = cotangents[0] else {
      return variable(append(constant: Tensor(repeating: 0, shape: target, type: numberType)))
    }
    let count = outer.count
    let unit = Tensor(shape: [count, count], type: numberType) { elements in
      elements.initialize(repeating: 0, count: count * count)
      for index in 0..<count { elements[index * (count + 1)] = 1 }
    }
    let batch = variable(append(constant: unit.reshaped(to: Shape([count] + outer.dimensions))))
    let rows =
      batched(
        [cotangent.node], replacing: [(rowWeights.node, batch)], size: count, since: passStart)[0]
      ?? cotangent.broadcast(to: Shape([count] + x.dimensions))
    // (elements of a row of y, rows, rest of x) to (rows, elements, rest).
    let rest = (2..<(2 + inner.rank)).map { $0 }
    return rows.permuted([1, 0] + rest).reshaped(to: target)
  }
}
