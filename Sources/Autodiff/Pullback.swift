// Reverse mode: from cotangents of results to cotangents of what they were computed from.
//
// The walk records formulas by the recorder of the function itself, so derivatives are nodes like
// any other and can be differentiated again. See A. Griewank and A. Walther, "Evaluating
// Derivatives", 2nd ed., 2008, chapter 3.

extension GraphRecorder {
  /// The derivatives of weighted results with respect to some nodes.
  ///
  /// - Parameters:
  ///   - results: each with its cotangent, of the result's shape.
  ///   - targets: the nodes to differentiate by.
  ///   - start: the first node of the function; what was recorded before it counts as constant.
  ///   - keepsStructuralZeros: whether structural zeros stay what they are, for more of the chain rule
  ///     to come.
  /// - Returns: for each target its cotangent, of the target's shape; nil where no result depends
  ///   on it.
  public func pullback(
    _ results: [(node: Int, cotangent: Variable)], to targets: [Int], since start: Int,
    keepsStructuralZeros: Bool = false
  ) -> [Variable?] {
    pullback(
      results, to: targets, since: start, keepsStructuralZeros: keepsStructuralZeros, trace: nil)
  }

  /// The same, noting in `trace` what arrives at each node and what it passes on.
  package func pullback(
    _ results: [(node: Int, cotangent: Variable)], to targets: [Int], since start: Int,
    keepsStructuralZeros: Bool = false, trace: ChainRuleTrace?
  ) -> [Variable?] {
    let end = results.reduce(0) { max($0, $1.node + 1) }
    let path = Dependence(graph: graph, on: targets, from: start, to: end)
    var cotangents = Cotangents(self, count: path.nodes.count)
    /// Those of the parts of an operation with several results, by its node.
    var bundles: [Int: [Int: Variable]] = [:]
    /// What slices of a node get, to be put together at once.
    var pieces = Pieces()
    var reaches = [Bool](repeating: false, count: path.nodes.count)
    for (node, cotangent) in results {
      guard let place = path.place(of: node) else { continue }
      cotangents.add(cotangent, at: place)
      reaches[place] = true
    }
    let outer = note
    defer { note = outer }
    for node in stride(from: end - 1, through: start, by: -1) {
      guard let own = path.place(of: node), reaches[own], !path.isTarget(at: own) else { continue }
      // After an error, such as a limit, what follows has no meaning.
      guard failure == nil else { break }
      let primitive = graph.primitives[node]
      let cotangent =
        pieces.isEmpty ? cotangents[own] : pieces.joined(cotangents[own], at: node, in: self)
      if primitive.isSeveral {
        guard let parts = bundles.removeValue(forKey: node) else { continue }
        note = derivativeNote(at: node, outer)
        let point = self.point(at: node)
        let operands = point.operands
        let wanted = operands.map { path.contains($0.node) }
        let passed = several(point, parts, wanted)
        for (slot, (operand, part)) in zip(operands, passed).enumerated() {
          guard let part, let place = path.place(of: operand.node) else { continue }
          reaches[place] = true
          trace?.pass(part, from: node, to: operand.node, slot: slot)
          cotangents.add(part, at: place)
        }
        continue
      }
      if let cotangent { trace?.arrive(cotangent, at: node) }
      if primitive === Primitive.part, let (bundle, index) = graph.part(at: node) {
        if let place = path.place(of: bundle) { reaches[place] = true }
        if let cotangent {
          bundles[bundle, default: [:]][index] =
            bundles[bundle]?[index].map { $0 + cotangent } ?? cotangent
        }
        continue
      }
      let operandPlaces = graph.operandPlaces(of: node)
      for operandPlace in operandPlaces {
        let operand = graph.operand(at: operandPlace)
        if let place = path.place(of: operand) { reaches[place] = true }
      }
      guard let cotangent else { continue }
      note = derivativeNote(at: node, outer)
      if primitive === Primitive.slice, let operand = graph.operands(of: node).first {
        pieces.add(cotangent, at: graph.statics(of: node)[0], to: Int(operand))
        if let trace,
          let part = primitive.pullback(
            self.point(at: node), operand: 0, cotangent: cotangent)
        {
          trace.pass(part, from: node, to: Int(operand), slot: 0)
        }
        continue
      }
      let point = self.point(at: node)
      for (index, operandPlace) in operandPlaces.enumerated() {
        let operand = graph.operand(at: operandPlace)
        guard let place = path.place(of: operand),
          let part = primitive.pullback(point, operand: index, cotangent: cotangent)
        else { continue }
        trace?.pass(part, from: node, to: operand, slot: index)
        cotangents.add(part, at: place)
      }
    }
    return targets.map { target in
      guard let place = path.place(of: target), reaches[place] else { return nil }
      let whole = pieces.joined(cotangents[place], at: target, in: self)
      let cotangent =
        keepsStructuralZeros
        ? whole ?? Variable(recorder: self, node: target).filled(with: -0.0)
        : whole?.withoutStructuralZeros ?? Variable(recorder: self, node: target).filled(with: 0)
      trace?.arrive(cotangent, at: target)
      return cotangent
    }
  }

  /// What has arrived at nodes so far, as nodes of its own: a variable would be counted as a reference
  /// to the recorder whenever it is looked at.
  private struct Cotangents {
    private let recorder: GraphRecorder
    private var nodes: [Int]

    init(_ recorder: GraphRecorder, count: Int) {
      self.recorder = recorder
      nodes = [Int](repeating: -1, count: count)
    }

    mutating func add(_ part: Variable, at place: Int) {
      nodes[place] = (self[place].map { $0 + part } ?? part).node
    }

    subscript(place: Int) -> Variable? {
      nodes[place] < 0 ? nil : Variable(recorder: recorder, node: nodes[place])
    }
  }

  /// Cotangents of slices, by the node that was sliced. A sum over many elements that were taken one
  /// by one would else add as many arrays of which each is nothing but for one element.
  private struct Pieces {
    private var byNode: [Int: [(part: Variable, ranges: StaticValue)]] = [:]

    var isEmpty: Bool { byNode.isEmpty }

    mutating func add(_ part: Variable, at ranges: StaticValue, to node: Int) {
      byNode[node, default: []].append((part, ranges))
    }

    /// All that arrives at a node.
    mutating func joined(
      _ other: Variable?, at node: Int, in recorder: GraphRecorder
    ) -> Variable? {
      guard let own = byNode.removeValue(forKey: node) else { return other }
      let shape = StaticValue.integers(recorder.graph.shapes[node].dimensions)
      let parts = own.map(\.part.withComputedZeros)
      let whole: Variable
      if own.count == 1 {
        whole = Primitive.place.apply(parts, [shape, own[0].ranges, .structuralZero])
      } else {
        let ranges = own.flatMap(\.ranges.stridedRanges)
        whole = Primitive.assemble.apply(parts, [shape, .ranges(ranges)])
      }
      return other.map { $0 + whole } ?? whole
    }
  }

  /// The cotangents of the operands of an operation with several results.
  private func several(
    _ point: Point, _ parts: [Int: Variable], _ wanted: [Bool]
  ) -> [Variable?] {
    let primitive = graph.primitives[point.result.node]
    guard case .several(let results, _) = primitive.definition,
      case .several(_, let pullback) = primitive.derivative
    else { return [] }
    return pullback(point, results.all.indices.map { parts[$0] }, wanted)
  }

  func derivativeNote(at node: Int, _ outer: Graph.Note) -> Graph.Note {
    var note = graph.note(of: node)
    note.isDerivative = true
    note.scope = outer.scope
    return note
  }

  func point(at node: Int) -> Point {
    Point(result: Variable(recorder: self, node: node))
  }
}

/// Which nodes of a function depend on those that it is differentiated by.
struct Dependence {
  private enum Kind { case fixed, dependent, target }

  /// The nodes of the function, and the targets outside of it: what is noted of nodes stands in arrays
  /// in this order.
  let nodes: FunctionNodes
  private var kinds: [Kind]

  init(graph: Graph, on targets: [Int], from start: Int, to end: Int) {
    let own = start..<max(start, end)
    nodes = FunctionNodes(own, and: targets)
    kinds = Array(repeating: .fixed, count: nodes.count)
    for target in targets {
      if let place = nodes.place(of: target),
        place >= own.count || !graph.primitives[target].isDisconnected
      {
        kinds[place] = .target
      }
    }
    for (place, node) in own.enumerated()
    where kinds[place] == .fixed && !graph.primitives[node].isDisconnected {
      for operand in graph.operandPlaces(of: node) where contains(graph.operand(at: operand)) {
        kinds[place] = .dependent
      }
    }
  }

  func contains(_ node: Int) -> Bool { place(of: node) != nil }

  /// Where what is noted of a node stands; nil if the node does not depend on a target.
  func place(of node: Int) -> Int? {
    nodes.place(of: node).flatMap { kinds[$0] == .fixed ? nil : $0 }
  }

  func isTarget(at place: Int) -> Bool { kinds[place] == .target }

  func isTarget(_ node: Int) -> Bool { nodes.place(of: node).map(isTarget(at:)) ?? false }
}

/// The nodes of a function and some others, numbered from 0.
struct FunctionNodes {
  private let own: Range<Int>
  /// In ascending order.
  private let others: [Int]

  init(_ own: Range<Int>, and others: [Int]) {
    self.own = own
    var sorted = others.filter { !own.contains($0) }
    sorted.sort()
    self.others = sorted
  }

  var count: Int { own.count + others.count }

  func place(of node: Int) -> Int? {
    own.contains(node) ? node - own.lowerBound : placeOfOther(node)
  }

  private func placeOfOther(_ node: Int) -> Int? {
    var (low, high) = (0, others.count)
    while low < high {
      let middle = (low + high) / 2
      if others[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low < others.count && others[low] == node ? own.count + low : nil
  }
}

extension Primitive {
  var isDisconnected: Bool { if case .disconnected = derivative { true } else { false } }

  /// What the cotangent of the result contributes to that of an operand; nil where it is flat.
  func pullback(_ point: Point, operand: Int, cotangent: Variable) -> Variable? {
    switch derivative {
    case .flat, .disconnected, .composed, .several:
      return nil
    case .elementwise(let partials):
      return partials[operand].map { cotangent.chained($0(point)) }
    case .selection(let choices):
      return choices[operand].map { choice in
        let (condition, inverted) = choice(point)
        return cotangent.kept(where: condition, inverted: inverted)
      }
    case .linear(let transpose), .multilinear(let transpose), .custom(_, let transpose):
      return transpose(point, operand, cotangent)
    }
  }
}
