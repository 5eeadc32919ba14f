// Forward mode: from tangents of what a function is computed from to tangents of its results.

extension GraphRecorder {
  /// The directional derivatives of results, for given tangents of some nodes.
  ///
  /// - Parameters:
  ///   - results: the nodes whose tangents are wanted.
  ///   - tangents: those of the nodes that vary, each of its node's shape.
  ///   - start: the first node of the function; what was recorded before it counts as constant.
  ///   - keepsStructuralZeros: whether structural zeros stay what they are, for more of the chain rule
  ///     to come.
  /// - Returns: for each result its tangent; nil where it depends on no node that varies.
  public func pushforward(
    _ results: [Int], along tangents: [(node: Int, tangent: Variable)], since start: Int,
    keepsStructuralZeros: Bool = false
  ) -> [Variable?] {
    pushforward(
      results, along: tangents, since: start, keepsStructuralZeros: keepsStructuralZeros,
      trace: nil)
  }

  /// The same, noting in `trace` the tangent of each node.
  package func pushforward(
    _ results: [Int], along tangents: [(node: Int, tangent: Variable)], since start: Int,
    keepsStructuralZeros: Bool = false, trace: ChainRuleTrace?
  ) -> [Variable?] {
    let end = (results.max() ?? -1) + 1
    let path = Dependence(graph: graph, on: tangents.map(\.node), from: start, to: end)
    var arriving: [Int: Variable] = [:]
    /// Those of the parts of an operation with several results, by its node.
    var bundles: [Int: [Variable?]] = [:]
    for (node, tangent) in tangents {
      arriving[node] = arriving[node].map { $0 + tangent } ?? tangent
    }
    let outer = note
    defer { note = outer }
    for node in start..<max(start, end)
    where path.contains(node) && !path.isTarget(node) {
      if let (bundle, index) = graph.part(at: node) {
        arriving[node] = bundles[bundle]?[index]
        continue
      }
      let operands = graph.operands(of: node).map { arriving[Int($0)] }
      guard operands.contains(where: { $0 != nil }) else { continue }
      note = derivativeNote(at: node, outer)
      if case .several(let pushforward, _) = graph.primitives[node].derivative {
        bundles[node] = pushforward(point(at: node), operands)
        continue
      }
      arriving[node] = graph.primitives[node].pushforward(point(at: node), operands)
    }
    for (node, tangent) in arriving { trace?.arrive(tangent, at: node) }
    return results.map { result in
      guard path.contains(result) else { return nil }
      // In a loop, what has no tangent must not seem to have one.
      if keepsStructuralZeros { return arriving[result] }
      return arriving[result]?.withoutStructuralZeros
        ?? Variable(recorder: self, node: result).filled(with: 0)
    }
  }
}

extension Primitive {
  /// The tangent of the result from those of the operands; nil where it is flat.
  func pushforward(_ point: Point, _ tangents: [Variable?]) -> Variable? {
    switch derivative {
    case .flat, .disconnected, .composed, .several:
      return nil
    case .elementwise(let partials):
      return Self.total(
        zip(tangents, partials).map { tangent, partial in
          guard let tangent, let partial else { return nil }
          return tangent.chained(partial(point))
        })
    case .selection(let choices):
      return Self.total(
        zip(tangents, choices).map { tangent, choice in
          guard let tangent, let choice else { return nil }
          let (condition, inverted) = choice(point)
          return tangent.kept(where: condition, inverted: inverted)
        })
    case .linear:
      guard tangents.contains(where: { $0 != nil }) else { return nil }
      if tangents.count == 1, let tangent = tangents[0] {
        return apply([tangent], point.statics)
      }
      if self === Primitive.add { return Self.total(tangents) }
      return apply(
        zip(tangents, point.operands).map { tangent, operand in
          tangent?.withComputedZeros ?? .structuralZero(like: operand)
        }, point.statics)
    case .multilinear:
      return Self.total(
        tangents.enumerated().map { index, tangent in
          guard let tangent else { return nil }
          var operands = point.operands
          operands[index] = tangent
          return apply(operands, point.statics)
        })
    case .custom(let pushforward, _):
      return pushforward(point, tangents)
    }
  }

  private static func total(_ parts: [Variable?]) -> Variable? {
    parts.reduce(nil) { sum, part in
      guard let part else { return sum }
      return sum.map { $0 + part } ?? part
    }
  }
}
