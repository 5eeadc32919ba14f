/// Results whose derivative a function of the user's gives, in the place of the rules.
///
/// Its operands are the results, the arguments and what the user's function reads beside.
package struct CustomDerivative: Sendable {
  let resultCount: Int
  let argumentCount: Int
  /// From the cotangents of the results and what is read beside to the cotangents of the arguments.
  let backward: Body

  package init(resultCount: Int, argumentCount: Int, backward: Body) {
    self.resultCount = resultCount
    self.argumentCount = argumentCount
    self.backward = backward
  }

  /// - Parameter results: their shapes and types.
  package func primitive(_ results: [Variable]) -> Primitive {
    let count = resultCount
    return Primitive(
      operation: "custom_vjp", parameters: [Parameter("operands", .variadicTensors)],
      .several(
        Results(results.map { Results.Result(shape: $0.shape, type: $0.elementType) }),
        compile: { _ in
          { operands throws(TensorError) in Tensor(Bundle(Array(operands[..<count]))) }
        }),
      derivative: .several(
        pushforward: { point, tangents in self.pushforward(point, tangents) },
        pullback: { point, cotangents, _ in self.pullback(point, cotangents) }))
  }

  private func replayed(
    _ cotangents: [Variable], _ point: Point, _ recorder: GraphRecorder
  ) -> [Variable] {
    recorder.replay(
      backward, cotangents + point.operands[(resultCount + argumentCount)...])
  }

  private func pullback(_ point: Point, _ cotangents: [Variable?]) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let operands = point.operands
    var result = [Variable?](repeating: nil, count: operands.count)
    let complete = zip(cotangents, operands).map { cotangent, operand in
      cotangent ?? .structuralZero(like: operand)
    }
    for (index, part) in replayed(complete, point, recorder).enumerated() {
      result[resultCount + index] = part
    }
    return result
  }

  /// The user's function is linear in the cotangents, so that the tangents are its transpose.
  private func pushforward(_ point: Point, _ tangents: [Variable?]) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let start = recorder.graph.count
    let cotangents = point.operands[..<resultCount].map {
      recorder.placeholder(shape: $0.shape, type: recorder.numberType)
    }
    let parts = replayed(cotangents, point, recorder)
    var seeds: [(node: Int, cotangent: Variable)] = []
    for (part, tangent) in zip(parts, tangents[resultCount...]) {
      if let tangent { seeds.append((part.node, tangent)) }
    }
    return recorder.pullback(
      seeds, to: cotangents.map(\.node), since: start, keepsStructuralZeros: true)
  }
}
