import Autodiff
import Primitives
import Syntax
import Tensors

// How operations read that lay arrays out or multiply matrices.

extension FormulaPrinter {
  /// An operation on the arrangement of elements; nil for any other, and where it need not be said.
  mutating func writeArrangement(_ node: Int) -> Expression.Index? {
    let primitive = graph.primitives[node]
    let operands = graph.operands(of: node).map(Int.init)
    guard let operand = operands.first else { return nil }
    switch primitive {
    case .broadcast: return writeBroadcast(node, operand)
    case .reshape:
      guard node == root && isNamed(operand) || !keepsLengths(node, operand) else { return nil }
      return writeCall("reshape", operand, graph.statics(of: node)[0])
    case .permute:
      let axes = graph.statics(of: node)[0].integers ?? []
      if axes == Array((0..<axes.count).reversed()) {
        return write(operand).map { append(.attribute($0, "T")) }
      }
      return writeCall("transpose", operand, graph.statics(of: node)[0])
    case .slice: return writeSlice(node, operand)
    case .place: return writePlace(node, operand)
    case .part:
      guard isNamed(operand) else { return write(operand) }
      guard let base = write(operand) else { return nil }
      return append(.subscripted(base, [writeLoosely(graph.statics(of: node)[0])]))
    case .stopGradient:
      guard node == root, let base = write(operand) else { return nil }
      return call("stop_gradient", [base])
    case .sum: return writeSum(node, operand)
    case .contract, .chainContract: return writeProduct(node, operands[0], operands[1])
    case .concatenate: return writeConcatenation(node, operands)
    default: return nil
    }
  }

  /// Whether a reshape only adds or drops axes of length 1.
  private func keepsLengths(_ node: Int, _ operand: Int) -> Bool {
    graph.shapes[node].dimensions.filter { $0 != 1 }
      == graph.shapes[operand].dimensions.filter { $0 != 1 }
  }

  private mutating func writeCall(
    _ name: String, _ operand: Int, _ value: StaticValue
  ) -> Expression.Index? {
    guard let operand = write(operand) else { return nil }
    let lengths = writeTuple(value)
    return call(name, [operand, lengths])
  }

  /// Where elements are multiplied, arrays broadcast by themselves.
  private mutating func writeBroadcast(_ node: Int, _ operand: Int) -> Expression.Index? {
    guard node == root, graph.constant(of: source(of: operand)) == nil else { return nil }
    guard graph.primitives[operand] === Primitive.reshape, !isNamed(operand),
      let inner = graph.operands(of: operand).first.map(Int.init)
    else { return writeCall("broadcast_to", operand, graph.statics(of: node)[0]) }
    let lead = graph.shapes[operand].dimensions.drop { $0 == 1 }
    let isPlain = Array(lead) == graph.shapes[inner].dimensions
    guard let base = write(inner) else { return nil }
    var laidOut = base
    if !isPlain {
      let lengths = writeTuple(graph.statics(of: operand)[0])
      laidOut = call("reshape", [base, lengths])
    }
    let lengths = writeTuple(graph.statics(of: node)[0])
    return call("broadcast_to", [laidOut, lengths])
  }

  private mutating func writeTuple(_ value: StaticValue) -> Expression.Index {
    let items = (value.integers ?? []).map { write(number: Double($0)) }
    return append(.tuple(items))
  }

  /// What is behind nodes that only lay elements out.
  private func source(of node: Int) -> Int {
    var node = node
    while !isNamed(node), graph.primitives[node] === Primitive.reshape,
      let operand = graph.operands(of: node).first
    {
      node = Int(operand)
    }
    return node
  }

  // MARK: Parts

  private mutating func writeSlice(_ node: Int, _ operand: Int) -> Expression.Index? {
    guard let base = write(operand) else { return nil }
    let items = writeSubscripts(
      graph.statics(of: node)[0].stridedRanges, graph.shapes[operand], dropsAxes: node != root)
    return append(.subscripted(base, items))
  }

  /// `[0, 1:3]`; whole axes at the end are left out.
  private mutating func writeSubscripts(
    _ ranges: [StridedRange], _ shape: Shape, dropsAxes: Bool
  ) -> [Expression.Index] {
    var shown = ranges.count
    while shown > 1, isWhole(ranges[shown - 1], shape[shown - 1]) { shown -= 1 }
    return ranges.indices.prefix(shown).map { axis in
      let range = ranges[axis]
      if isWhole(range, shape[axis]) { return append(.slice(nil, nil, nil)) }
      if range.count == 1, dropsAxes { return write(number: Double(range.start)) }
      let start = write(number: Double(range.start))
      let end = range.start + range.step * range.count
      // Counting down to the first element has no end.
      let stop = end < 0 ? nil : write(number: Double(end))
      let step = range.step == 1 ? nil : write(number: Double(range.step))
      return append(.slice(start, stop, step))
    }
  }

  private func isWhole(_ range: StridedRange, _ length: Int) -> Bool {
    range.start == 0 && range.step == 1 && range.count == length
  }

  private mutating func writePlace(_ node: Int, _ operand: Int) -> Expression.Index? {
    guard let base = write(operand) else { return nil }
    let places = append(
      .list(
        writeSubscripts(
          graph.statics(of: node)[1].stridedRanges, graph.shapes[node], dropsAxes: true)))
    let callee = append(.name("place"))
    return append(.call(callee, [.init(value: base), .init(label: "at", value: places)]))
  }

  /// A sum of all elements needs no axes.
  private mutating func writeSum(_ node: Int, _ operand: Int) -> Expression.Index? {
    let axes = graph.statics(of: node)[0].integers
    guard axes?.count == graph.shapes[operand].rank, !graph.statics(of: node)[1].isTrue,
      let base = write(operand)
    else { return nil }
    return call("sum", [base])
  }

  private mutating func writeConcatenation(_ node: Int, _ operands: [Int]) -> Expression.Index? {
    var items: [Expression.Index] = []
    for operand in operands {
      guard let item = write(operand) else { return nil }
      items.append(item)
    }
    let list = append(.list(items))
    // Numbers beside each other are a list.
    if operands.allSatisfy({ graph.shapes[source(of: $0)].isScalar }) { return list }
    return call("concat", [list, writeLoosely(graph.statics(of: node)[0])])
  }

  // MARK: Products

  /// A product of matrices, or of what a stack of one matrix was made from.
  private mutating func writeProduct(_ node: Int, _ a: Int, _ b: Int) -> Expression.Index? {
    let statics = graph.statics(of: node)
    let sources = [source(of: a), source(of: b)]
    let shapes = sources.map { graph.shapes[$0] }
    guard let left = writeFactor(a, isTransposed: statics[0].isTrue),
      let right = writeFactor(b, isTransposed: statics[1].isTrue)
    else { return nil }
    if shapes.contains(where: { $0.count == 1 }) {
      return append(.apply("multiply", [left, right]))
    }
    let inner = graph.shapes[a][statics[0].isTrue ? 1 : 2]
    if inner == 1, shapes.allSatisfy({ $0.rank == 1 }) { return call("outer", [left, right]) }
    return append(.apply("matmul", [left, right]))
  }

  private mutating func writeFactor(_ node: Int, isTransposed: Bool) -> Expression.Index? {
    guard let factor = write(node) else { return nil }
    guard isTransposed, graph.shapes[source(of: node)].rank >= 2 else { return factor }
    return append(.attribute(factor, graph.shapes[source(of: node)].rank == 2 ? "T" : "mT"))
  }
}
