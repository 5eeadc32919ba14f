// Rebuilds a graph without what is not needed, what is known already and what is computed twice.
//
// Only rewritings that keep every bit are made, so that a graph gives the same numbers as a tape.

/// A graph rebuilt for some of its nodes.
public struct SimplifiedGraph: Sendable {
  public let graph: Graph
  /// Where the wanted nodes went, in their order.
  public let results: [Int]
  /// Where each input of the original went; an input that is not needed is missing.
  public let inputs: [Int: Int]
}

extension Graph {
  /// The graph of `results` alone, simplified.
  public func simplified(for results: [Int]) -> SimplifiedGraph {
    var simplifier = Simplifier(source: self)
    return simplifier.run(results)
  }
}

private struct Simplifier {
  /// Folding a constant must not make a large one out of a small one.
  static let largestFold = 4096

  let source: Graph
  var graph = Graph()
  private var places: [Int]
  private var seen: [Signature: Int] = [:]

  /// Operations of the same signature have the same value.
  private struct Signature: Hashable {
    let primitive: ObjectIdentifier
    let operands: [Int]
    let statics: [StaticValue]
    let type: ElementType
    var shape: Shape?
    var bits: UInt64 = 0
  }

  init(source: Graph) {
    self.source = source
    places = [Int](repeating: -1, count: source.count)
    graph.scopeNames = source.scopeNames
  }

  mutating func run(_ results: [Int]) -> SimplifiedGraph {
    let needed = source.ancestors(of: results)
    var inputs: [Int: Int] = [:]
    for node in 0..<source.count where needed[node] {
      places[node] = rebuild(node)
      if source.primitives[node] === Primitive.input { inputs[node] = places[node] }
    }
    // Simplifying leaves nodes behind that are needed no more.
    return compacted(results.map { places[$0] }, inputs)
  }

  private mutating func rebuild(_ node: Int) -> Int {
    let primitive = source.primitives[node]
    if primitive === Primitive.input {
      return graph.append(
        primitive, [], [], shape: source.shapes[node], type: source.types[node],
        note: source.note(of: node))
    }
    if let constant = source.constant(of: node) { return append(constant, source.note(of: node)) }
    return append(
      primitive, source.operands(of: node).map { places[Int($0)] }, source.statics(of: node),
      shape: source.shapes[node], type: source.types[node], note: source.note(of: node))
  }

  private mutating func append(_ constant: Tensor, _ note: Graph.Note) -> Int {
    guard let value = constant.uniformValue else {
      return graph.append(constant: constant, note: note)
    }
    let signature = Signature(
      primitive: ObjectIdentifier(Primitive.constant), operands: [], statics: [],
      type: constant.elementType, shape: constant.shape, bits: value.bitPattern)
    if let known = seen[signature] { return known }
    let node = graph.append(constant: constant, note: note)
    seen[signature] = node
    return node
  }

  private mutating func append(
    _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue], shape: Shape,
    type: ElementType, note: Graph.Note
  ) -> Int {
    // The view must be gone before anything is appended, or the graph would be copied.
    let simpler = IdentityView(
      primitive: primitive, statics: statics, shape: shape, type: type, operands: operands,
      graph: graph
    ).simpler
    switch simpler {
    case .same(let node)? where graph.types[node] == type: return node
    case .operation(let other, let operands, let statics)?:
      return append(other, operands, statics, shape: shape, type: type, note: note)
    case .scaled(let node, let number)?:
      let factor = append(Tensor(repeating: number, shape: shape, type: type), note)
      return append(.multiply, [node, factor], [], shape: shape, type: type, note: note)
    case .same, nil: break
    }
    // What is noted of a loop's steps makes no difference to its results.
    let signature = Signature(
      primitive: ObjectIdentifier(primitive), operands: operands,
      statics: primitive.isSeveral ? [] : statics, type: type, shape: shape)
    if let known = seen[signature] { return known }
    let node: Int
    if let folded = fold(primitive, operands, statics, shape: shape, type: type) {
      node = append(folded, note)
    } else {
      node = graph.append(primitive, operands, statics, shape: shape, type: type, note: note)
    }
    seen[signature] = node
    return node
  }

  /// The value of an operation on constants. An error is left to happen when the program runs.
  private func fold(
    _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Tensor? {
    guard !primitive.isSeveral else { return nil }
    let constants = operands.compactMap { graph.constant(of: $0) }
    guard constants.count == operands.count,
      shape.count <= Self.largestFold || constants.allSatisfy({ $0.uniformValue != nil })
    else { return nil }
    return try? primitive.evaluate(constants, statics, shape: shape, type: type)
  }

  private func compacted(_ results: [Int], _ inputs: [Int: Int]) -> SimplifiedGraph {
    let needed = graph.ancestors(of: results)
    var places = [Int](repeating: -1, count: graph.count)
    let histories = histories(needed)
    var compact = Graph()
    compact.scopeNames = graph.scopeNames
    let reciprocals = SharedReciprocals(graph, needed)
    let nodes = reciprocals.beforeQuotients((0..<graph.count).filter { needed[$0] })
    for node in nodes {
      if let constant = graph.constant(of: node) {
        places[node] = compact.append(constant: constant, note: graph.note(of: node))
      } else if let reciprocal = reciprocals.reciprocal(for: node) {
        places[node] = compact.append(
          Primitive.quotient,
          (graph.operands(of: node).map(Int.init) + [reciprocal]).map { places[$0] },
          [], shape: graph.shapes[node], type: graph.types[node], note: graph.note(of: node))
      } else {
        places[node] = compact.append(
          graph.primitives[node], graph.operands(of: node).lazy.map { places[Int($0)] },
          histories[node].map { [.integers($0.sorted())] } ?? graph.statics(of: node),
          shape: graph.shapes[node], type: graph.types[node], note: graph.note(of: node))
      }
    }
    return SimplifiedGraph(
      graph: compact, results: results.map { places[$0] },
      inputs: inputs.mapValues { places[$0] }.filter { $0.value >= 0 })
  }

  /// What the loops have to note of their steps, because a way back through them asks for it.
  private func histories(_ needed: [Bool]) -> [Int: Set<Int>] {
    var histories: [Int: Set<Int>] = [:]
    for node in 0..<graph.count where needed[node] && graph.primitives[node].isSeveral {
      guard let residuals = graph.statics(of: node).first?.integers,
        let bundle = graph.operands(of: node).last.map(Int.init),
        graph.primitives[bundle].isSeveral
      else { continue }
      histories[bundle, default: []].formUnion(residuals)
    }
    return histories
  }
}
