// Rebuilds a graph without what is not needed, what is known already and what is computed twice.
//
// Only rewritings that keep every bit are made, so that a graph gives the same numbers as a tape.

/// A graph rebuilt for some of its nodes.
public struct SimplifiedGraph: Sendable {
  public let graph: Graph
  /// Where the wanted nodes went, in their order.
  public let results: [Int]
  /// Where each input of the original went; an input that is not needed is missing.
  public let inputs: NodeMap<Int>
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
  private var places: [Int32]
  /// What of `graph` is the same as what comes later.
  private var known: NodeTable
  /// The constants that operations on constants come down to.
  private var folded: [Signature: Int] = [:]
  /// The operands of the operation that is being rebuilt.
  private var operands: [Int] = []

  /// Operations of the same signature have the same value.
  private struct Signature: Hashable {
    let primitive: ObjectIdentifier
    let operands: [Int]
    let statics: [StaticValue]
    let type: ElementType
    let shape: Shape
  }

  init(source: Graph) {
    self.source = source
    places = [Int32](repeating: -1, count: source.count)
    known = NodeTable(capacity: source.count)
    graph.scopeNames = source.scopeNames
  }

  mutating func run(_ results: [Int]) -> SimplifiedGraph {
    let needed = source.ancestors(of: results)
    var inputs = NodeMap<Int>()
    graph.reserve(needed.count { $0 })
    for node in 0..<source.count where needed[node] {
      let place = rebuild(node)
      places[node] = Int32(truncatingIfNeeded: place)
      if source.primitives[node] === Primitive.input { inputs[node] = place }
    }
    // Simplifying leaves nodes behind that are needed no more.
    return compacted(results.map { Int(places[$0]) }, inputs)
  }

  private mutating func rebuild(_ node: Int) -> Int {
    let primitive = source.primitives[node]
    if primitive === Primitive.input {
      return graph.append(
        primitive, [], [], shape: source.shapes[node], type: source.types[node],
        note: source.note(of: node))
    }
    if let constant = source.constant(of: node) { return append(constant, source.note(of: node)) }
    operands.removeAll(keepingCapacity: true)
    for place in source.operandPlaces(of: node) {
      operands.append(Int(places[source.operand(at: place)]))
    }
    return append(
      primitive, source.statics(of: node), shape: source.shapes[node], type: source.types[node],
      note: source.note(of: node))
  }

  private mutating func append(_ constant: Tensor, _ note: Graph.Note) -> Int {
    guard let value = constant.uniformValue else {
      return graph.append(constant: constant, note: note)
    }
    let hash = NodeTable.hash(of: constant, value)
    if let node = known.first(hash, where: { graph.isConstant($0, constant, value) }) {
      return node
    }
    let node = graph.append(constant: constant, note: note)
    known.insert(node, hash)
    return node
  }

  /// Appends an operation on `operands`.
  private mutating func append(
    _ primitive: Primitive, _ statics: [StaticValue], shape: Shape, type: ElementType,
    note: Graph.Note
  ) -> Int {
    switch graph.simpler(primitive, operands, statics, shape: shape, type: type) {
    case .same(let node)? where graph.types[node] == type: return node
    case .operation(let other, let operands, let statics)?:
      self.operands = operands
      return append(other, statics, shape: shape, type: type, note: note)
    case .scaled(let node, let number)?:
      operands = [node, append(Tensor(repeating: number, shape: shape, type: type), note)]
      return append(.multiply, [], shape: shape, type: type, note: note)
    case .negated(let operands)?:
      self.operands = operands
      self.operands = [append(primitive, statics, shape: shape, type: type, note: note)]
      return append(.negative, [], shape: shape, type: type, note: note)
    case .same, nil: break
    }
    // What is noted of a loop's steps makes no difference to its results.
    let fixed = primitive.isSeveral ? nil : statics
    let hash = NodeTable.hash(of: primitive, operands, fixed, shape)
    if let node = known.first(
      hash, where: { graph.isOperation($0, primitive, operands, fixed, shape, type) })
    {
      return node
    }
    if let node = fold(primitive, statics, shape: shape, type: type, note: note) { return node }
    let node = graph.append(primitive, operands, statics, shape: shape, type: type, note: note)
    known.insert(node, hash)
    return node
  }

  /// The constant that an operation on constants is.
  private mutating func fold(
    _ primitive: Primitive, _ statics: [StaticValue], shape: Shape, type: ElementType,
    note: Graph.Note
  ) -> Int? {
    guard operands.allSatisfy({ graph.primitives[$0] === Primitive.constant }) else { return nil }
    let signature = Signature(
      primitive: ObjectIdentifier(primitive), operands: operands, statics: statics, type: type,
      shape: shape)
    if let node = folded[signature] { return node }
    guard let value = value(primitive, statics, shape: shape, type: type) else { return nil }
    let node = append(value, note)
    folded[signature] = node
    return node
  }

  /// The value of an operation on constants. An error is left to happen when the program runs.
  private func value(
    _ primitive: Primitive, _ statics: [StaticValue], shape: Shape, type: ElementType
  ) -> Tensor? {
    guard !primitive.isSeveral else { return nil }
    let constants = operands.compactMap { graph.constant(of: $0) }
    guard constants.count == operands.count,
      shape.count <= Self.largestFold || constants.allSatisfy({ $0.uniformValue != nil })
    else { return nil }
    return try? primitive.evaluate(constants, statics, shape: shape, type: type)
  }

  private mutating func compacted(_ results: [Int], _ inputs: NodeMap<Int>) -> SimplifiedGraph {
    let needed = graph.ancestors(of: results)
    var places = [Int](repeating: -1, count: graph.count)
    let histories = histories(needed)
    var compact = Graph()
    compact.scopeNames = graph.scopeNames
    compact.reserve(needed.count { $0 })
    for node in 0..<graph.count where needed[node] {
      if let constant = graph.constant(of: node) {
        places[node] = compact.append(constant: constant, note: graph.note(of: node))
      } else {
        operands.removeAll(keepingCapacity: true)
        for place in graph.operandPlaces(of: node) {
          operands.append(places[graph.operand(at: place)])
        }
        places[node] = compact.append(
          graph.primitives[node], operands,
          histories[node].map { [.integers($0.sorted())] } ?? graph.statics(of: node),
          shape: graph.shapes[node], type: graph.types[node], note: graph.note(of: node))
      }
    }
    var compactInputs = NodeMap<Int>()
    for (node, place) in zip(inputs.nodes, inputs.values) where places[place] >= 0 {
      compactInputs[node] = places[place]
    }
    return SimplifiedGraph(
      graph: compact, results: results.map { places[$0] }, inputs: compactInputs)
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
