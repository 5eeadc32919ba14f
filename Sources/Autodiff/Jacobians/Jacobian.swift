/// In which direction a Jacobian is found: a column at a time, or a row at a time.
public enum JacobianMode: Sendable {
  case forward, reverse
  /// The direction of fewer passes.
  case cheapest
}

/// The entries of a matrix that can be other than 0: row by row, the columns of a row in order.
public struct SparseMatrix {
  public let rows: [Int]
  public let columns: [Int]
  public let values: Variable
  public let rowCount: Int
  public let columnCount: Int
}

extension GraphRecorder {
  /// The derivative of every element of results by every element of inputs.
  ///
  /// All columns (or rows) are found in one pass over a batch of directions; where the graph shows
  /// that most entries are 0, many columns share a direction.
  ///
  /// - Parameter start: the first node of the function; what was recorded before counts as constant.
  /// - Returns: for each result and each input an array of the result's shape followed by the
  ///   input's; nil where the result does not depend on the input.
  public func jacobian(
    of results: [Int], by inputs: [Int], since start: Int, mode: JacobianMode = .cheapest
  ) -> [[Variable?]] {
    let outputCount = results.reduce(0) { $0 + graph.shapes[$1].count }
    let byInput = inputs.map { input in
      let inputCount = graph.shapes[input].count
      let isForward = mode == .forward || mode == .cheapest && inputCount <= outputCount
      let dense: [Variable]
      if mode != .reverse, let compressed = compressed(results, by: input, since: start) {
        dense = results.indices.map { compressed.dense($0, self) }
      } else if isForward {
        dense = columnwise(results, input, start)
      } else {
        dense = rowwise(results, input, start)
      }
      return zip(results, dense).map { result, matrix in
        let path = Dependence(graph: graph, on: [input], from: start, to: result + 1)
        return path.contains(result) ? matrix : nil
      }
    }
    return results.indices.map { result in byInput.map { $0[result] } }
  }

  /// The same without the entries that are always 0. Rows and columns are the elements of the result
  /// and the input in row-major order.
  public func sparseJacobian(
    of results: [Int], by inputs: [Int], since start: Int
  ) -> [[SparseMatrix]] {
    let byInput = inputs.map { input -> [SparseMatrix] in
      if let compressed = compressed(results, by: input, since: start, isWanted: true) {
        return results.indices.map { compressed.sparse($0, self) }
      }
      // Everything depends on everything.
      let dense = jacobian(of: results, by: [input], since: start)
      return zip(results, dense).map { result, row in
        let (m, n) = (graph.shapes[result].count, graph.shapes[input].count)
        let values =
          row[0]?.reshaped(to: [m * n])
          ?? variable(append(constant: Tensor(repeating: 0, shape: [m * n], type: numberType)))
        return SparseMatrix(
          rows: (0..<(m * n)).map { $0 / n }, columns: (0..<(m * n)).map { $0 % n },
          values: values, rowCount: m, columnCount: n)
      }
    }
    return results.indices.map { result in byInput.map { $0[result] } }
  }

  // MARK: Compressed

  /// Columns of the same colour found together.
  private struct Compressed {
    let sparsity: [Sparsity]
    let colouring: Colouring
    /// For each result its tangents, a colour at a time.
    let tangents: [Variable]
    let results: [Int]
    let input: Int
    let columnCount: Int

    /// The entries of a result's matrix, and where they stand among the tangents.
    private func entries(_ result: Int) -> (rows: [Int], columns: [Int], places: [Double]) {
      let sparsity = sparsity[result]
      var (rows, columns, places): ([Int], [Int], [Double]) = ([], [], [])
      for row in 0..<sparsity.count {
        for column in sparsity[row] {
          rows.append(row)
          columns.append(Int(column))
          places.append(Double(colouring.colours[Int(column)] * sparsity.count + row))
        }
      }
      return (rows, columns, places)
    }

    private func values(_ places: [Double], of result: Int, _ recorder: GraphRecorder) -> Variable {
      let flat = tangents[result].reshaped(to: [colouring.count * sparsity[result].count])
      let positions = flat.constant(Tensor(places, shape: [places.count]))
      return Primitive.take.apply([flat, positions])
    }

    func sparse(_ result: Int, _ recorder: GraphRecorder) -> SparseMatrix {
      let (rows, columns, places) = entries(result)
      return SparseMatrix(
        rows: rows, columns: columns, values: values(places, of: result, recorder),
        rowCount: sparsity[result].count, columnCount: columnCount)
    }

    func dense(_ result: Int, _ recorder: GraphRecorder) -> Variable {
      let (rows, columns, places) = entries(result)
      let values = values(places, of: result, recorder)
      let targets = zip(rows, columns).map { Double($0 * columnCount + $1) }
      let size = sparsity[result].count * columnCount
      let flat = Primitive.scatterAdd.apply(
        [values.withComputedZeros, values.constant(Tensor(targets, shape: [targets.count]))],
        [.integer(0), .integer(size)])
      return flat.withoutStructuralZeros.reshaped(
        to: Shape(
          recorder.graph.shapes[results[result]].dimensions
            + recorder.graph.shapes[input].dimensions))
    }
  }

  /// - Parameter isWanted: whether it is done for a small gain too.
  private func compressed(
    _ results: [Int], by input: Int, since start: Int, isWanted: Bool = false
  ) -> Compressed? {
    let shape = graph.shapes[input]
    let count = shape.count
    // For few columns there is nothing to be gained.
    guard isWanted || count > 16, let sparsity = sparsity(of: results, by: input, since: start)
    else { return nil }
    let colouring = Colouring(rows: sparsity, columnCount: count)
    guard isWanted || 2 * colouring.count < count else { return nil }
    let seeds = Tensor(shape: [colouring.count, count], type: numberType) { elements in
      elements.initialize(repeating: 0, count: colouring.count * count)
      for column in 0..<count { elements[colouring.colours[column] * count + column] = 1 }
    }
    return Compressed(
      sparsity: sparsity, colouring: colouring,
      tangents: tangents(
        of: results, by: input, start,
        along: seeds.reshaped(to: Shape([colouring.count] + shape.dimensions))),
      results: results, input: input, columnCount: count)
  }

  // MARK: In batches

  /// The tangents of results along a batch of directions of an input, the batch first.
  private func tangents(
    of results: [Int], by input: Int, _ start: Int, along directions: Tensor
  ) -> [Variable] {
    let direction = placeholder(shape: graph.shapes[input], type: numberType)
    let found = pushforward(results, along: [(input, direction)], since: start)
    let batch = variable(append(constant: directions))
    return batches(
      of: found, results, replacing: direction, by: batch, size: directions.shape[0])
  }

  private func columnwise(_ results: [Int], _ input: Int, _ start: Int) -> [Variable] {
    let shape = graph.shapes[input]
    let columns = tangents(of: results, by: input, start, along: unit(shape))
    return zip(results, columns).map { result, column in
      // The input's axes come first; they belong behind the result's.
      let own = graph.shapes[result]
      return column.reshaped(to: Shape(shape.dimensions + own.dimensions)).permuted(
        Array(shape.rank..<(shape.rank + own.rank)) + Array(0..<shape.rank))
    }
  }

  private func rowwise(_ results: [Int], _ input: Int, _ start: Int) -> [Variable] {
    results.map { result in
      let shape = graph.shapes[result]
      let weight = placeholder(shape: shape, type: numberType)
      let found = pullback([(result, weight)], to: [input], since: start)
      let batch = variable(append(constant: unit(shape)))
      return batches(of: found, [input], replacing: weight, by: batch, size: shape.count)[0]
        .reshaped(to: Shape(shape.dimensions + graph.shapes[input].dimensions))
    }
  }

  /// Every element in its turn is 1, the others are 0.
  func unit(_ shape: Shape) -> Tensor {
    let count = shape.count
    return Tensor(shape: [count, count], type: numberType) { elements in
      elements.initialize(repeating: 0, count: count * count)
      for index in 0..<count { elements[index * (count + 1)] = 1 }
    }.reshaped(to: Shape([count] + shape.dimensions))
  }

  /// What was found for a stand-in, for a batch in its place; what was not found is 0.
  func batches(
    of found: [Variable?], _ nodes: [Int], replacing placeholder: Variable, by batch: Variable,
    size: Int
  ) -> [Variable] {
    let present = found.compactMap { $0?.node }
    let recorded = batched(
      present, replacing: [(placeholder.node, batch)], size: size, since: placeholder.node)
    var next = zip(present, recorded).makeIterator()
    return zip(found, nodes).map { variable, node in
      let shape = Shape([size] + graph.shapes[node].dimensions)
      guard variable != nil, let (node, batch) = next.next() else {
        return self.variable(
          append(constant: Tensor(repeating: 0, shape: shape, type: numberType)))
      }
      // A direction that adds nothing may leave a 0 with a sign that says nothing.
      return (batch ?? self.variable(node).broadcast(to: shape)) + 0
    }
  }
}
