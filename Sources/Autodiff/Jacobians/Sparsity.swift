/// For each element of an array the elements of an input that its derivative can depend on, in
/// ascending order.
struct Sparsity {
  /// Where the items of each element end.
  private(set) var ends: [Int32] = []
  private(set) var items: [Int32] = []

  var count: Int { ends.count }

  subscript(element: Int) -> ArraySlice<Int32> {
    items[(element == 0 ? 0 : Int(ends[element - 1]))..<Int(ends[element])]
  }

  mutating func append(_ own: some Sequence<Int32>) {
    items.append(contentsOf: own)
    ends.append(Int32(items.count))
  }

  static func identity(_ count: Int) -> Sparsity {
    var sparsity = Sparsity()
    sparsity.items = Array(0..<Int32(count))
    sparsity.ends = Array(1..<Int32(count + 1))
    return sparsity
  }

  static func empty(_ count: Int) -> Sparsity {
    var sparsity = Sparsity()
    sparsity.ends = [Int32](repeating: 0, count: count)
    return sparsity
  }

  /// Where more than this depends on each other there is nothing to be gained.
  static func isWorthwhile(items: Int, elements: Int) -> Bool { items <= 24 * elements + 1024 }
}

/// The union of ascending lists.
func union(_ a: some RandomAccessCollection<Int32>, _ b: some RandomAccessCollection<Int32>)
  -> [Int32]
{
  if a.isEmpty { return Array(b) }
  if b.isEmpty { return Array(a) }
  var result: [Int32] = []
  result.reserveCapacity(a.count + b.count)
  var (x, y) = (a.makeIterator(), b.makeIterator())
  var (first, second) = (x.next(), y.next())
  while let left = first, let right = second {
    result.append(min(left, right))
    if left <= right { first = x.next() }
    if right <= left { second = y.next() }
  }
  while let left = first {
    result.append(left)
    first = x.next()
  }
  while let right = second {
    result.append(right)
    second = y.next()
  }
  return result
}

extension GraphRecorder {
  /// Which elements of an input the elements of results depend on; nil where it is too much to be
  /// worth knowing.
  func sparsity(of results: [Int], by input: Int, since start: Int) -> [Sparsity]? {
    let end = (results.max() ?? -1) + 1
    let path = Dependence(graph: graph, on: [input], from: start, to: end)
    var known: [Int: Sparsity] = [input: .identity(graph.shapes[input].count)]
    for node in graph.ancestors(of: results, since: start)
    where path.contains(node) && node != input {
      guard let sparsity = sparsity(at: node, known),
        Sparsity.isWorthwhile(items: sparsity.items.count, elements: sparsity.count)
      else { return nil }
      known[node] = sparsity
    }
    return results.map { known[$0] ?? .empty(graph.shapes[$0].count) }
  }

  /// That of a node, from those of its operands; an operand that is not known depends on nothing.
  private func sparsity(at node: Int, _ known: [Int: Sparsity]) -> Sparsity? {
    let operands = graph.operands(of: node).map(Int.init)
    let primitive = graph.primitives[node]
    let count = graph.shapes[node].count
    // What an operation that holds a graph gives back may depend on all that goes in.
    if primitive === Primitive.part { return all(operands, known, count) }
    switch primitive.derivative {
    case .flat, .disconnected: return .empty(count)
    case .elementwise(let partials):
      return elementwise(zip(operands, partials).filter { $1 != nil }.map(\.0), known, count)
    case .selection(let choices):
      return elementwise(zip(operands, choices).filter { $1 != nil }.map(\.0), known, count)
    default: break
    }
    switch primitive {
    case .add: return elementwise(operands, known, count)
    case .positive, .alias, .tie: return known[operands[0]] ?? .empty(count)
    case .reshape, .broadcast, .permute, .slice, .place, .concatenate, .gatherAxis, .gatherAlong:
      return moved(node, operands, known)
    case .assemble: return assembled(node, operands, known)
    case .sum, .logSumExp, .norm2, .max, .min, .prod:
      return reduced(node, operands[0], known)
    case .contract: return contracted(node, operands, known)
    default: return all(operands, known, count)
    }
  }

  private func elementwise(
    _ operands: [Int], _ known: [Int: Sparsity], _ count: Int
  ) -> Sparsity {
    let parts = Set(operands).sorted().compactMap { known[$0] }
    guard parts.count > 1 else { return parts.first ?? .empty(count) }
    var result = Sparsity()
    for element in 0..<count {
      result.append(
        parts.dropFirst().reduce(Array(parts[0][element])) { union($0, $1[element]) })
    }
    return result
  }

  /// An operation that only moves elements is done with their positions.
  private func moved(_ node: Int, _ operands: [Int], _ known: [Int: Sparsity]) -> Sparsity? {
    let primitive = graph.primitives[node]
    var statics = graph.statics(of: node)
    var given: [Tensor] = []
    /// For each operand the first of its positions.
    var starts: [(first: Int, operand: Int)] = []
    var next = 0
    for (index, operand) in operands.enumerated() {
      let shape = graph.shapes[operand]
      if index == 1, primitive === Primitive.gatherAxis || primitive === Primitive.gatherAlong {
        guard let indices = try? value(of: operand) else { return nil }
        given.append(indices)
        continue
      }
      let first = next
      given.append(
        Tensor(shape: shape) { elements in
          for position in 0..<shape.count { elements[position] = Double(first + position) }
        })
      starts.append((first, operand))
      next += shape.count
    }
    // What is filled in comes from nowhere.
    if primitive === Primitive.place { statics[2] = .number(-1) }
    guard
      let positions = try? primitive.evaluate(
        given, statics, shape: graph.shapes[node], type: .float64)
    else { return nil }
    var result = Sparsity()
    for element in 0..<positions.count {
      let position = Int(positions[element])
      guard position >= 0, let source = starts.last(where: { $0.first <= position }),
        let sparsity = known[source.operand]
      else {
        result.append([])
        continue
      }
      result.append(sparsity[position - source.first])
      guard Sparsity.isWorthwhile(items: result.items.count, elements: positions.count) else {
        return nil
      }
    }
    return result
  }

  /// Parts that lie at places of their own, one over the other.
  private func assembled(
    _ node: Int, _ operands: [Int], _ known: [Int: Sparsity]
  ) -> Sparsity? {
    let shape = graph.shapes[node]
    let ranges = graph.statics(of: node)[1].stridedRanges
    var sets = [[Int32]](repeating: [], count: shape.count)
    var total = 0
    for (index, operand) in operands.enumerated() {
      guard let sparsity = known[operand] else { continue }
      let places = Tensor(shape: shape) { elements in
        for position in 0..<shape.count { elements[position] = Double(position) }
      }.sliced(Array(ranges[(index * shape.rank)..<((index + 1) * shape.rank)]))
      for element in 0..<sparsity.count {
        let place = Int(places[element])
        total -= sets[place].count
        sets[place] = union(sets[place], sparsity[element])
        total += sets[place].count
      }
      guard Sparsity.isWorthwhile(items: total, elements: shape.count) else { return nil }
    }
    var result = Sparsity()
    for set in sets { result.append(set) }
    return result
  }

  /// Each result of a reduction on all that it takes in.
  private func reduced(_ node: Int, _ operand: Int, _ known: [Int: Sparsity]) -> Sparsity? {
    guard let sparsity = known[operand],
      let axes = try? graph.shapes[operand].axes(graph.statics(of: node)[0].integers)
    else { return nil }
    let shape = graph.shapes[operand]
    let kept = shape.reduced(over: axes, keepingDimensions: true)
    let targets = Tensor(shape: kept) { elements in
      for position in 0..<kept.count { elements[position] = Double(position) }
    }.broadcast(to: shape)
    var groups = [[Int32]](repeating: [], count: kept.count)
    for element in 0..<shape.count { groups[Int(targets[element])] += sparsity[element] }
    var result = Sparsity()
    for group in groups { result.append(Set(group).sorted()) }
    return result
  }

  private func contracted(
    _ node: Int, _ operands: [Int], _ known: [Int: Sparsity]
  ) -> Sparsity? {
    let shape = graph.shapes[node]
    let statics = graph.statics(of: node)
    // For each operand what every row of the left one, or column of the right one, depends on.
    let lines = operands.enumerated().map { index, operand -> [[Int32]] in
      let (own, isTransposed) = (graph.shapes[operand], statics[index].isTrue)
      let lineAxis = (index == 0) != isTransposed ? 1 : 2
      let (lineCount, length) = (own[lineAxis], own[3 - lineAxis])
      guard let sparsity = known[operand] else {
        return [[Int32]](repeating: [], count: own[0] * lineCount)
      }
      return (0..<(own[0] * lineCount)).map { line in
        let (batch, place) = line.quotientAndRemainder(dividingBy: lineCount)
        let base = batch * lineCount * length
        var items: [Int32] = []
        for step in 0..<length {
          items +=
            sparsity[base + (lineAxis == 1 ? place * length + step : step * lineCount + place)]
        }
        return Set(items).sorted()
      }
    }
    var result = Sparsity()
    for batch in 0..<shape[0] {
      for row in 0..<shape[1] {
        for column in 0..<shape[2] {
          result.append(
            union(lines[0][batch * shape[1] + row], lines[1][batch * shape[2] + column]))
          guard Sparsity.isWorthwhile(items: result.items.count, elements: shape.count) else {
            return nil
          }
        }
      }
    }
    return result
  }

  /// Every element on all that the operands depend on.
  private func all(_ operands: [Int], _ known: [Int: Sparsity], _ count: Int) -> Sparsity? {
    var items = Set<Int32>()
    for operand in operands { items.formUnion(known[operand]?.items ?? []) }
    guard Sparsity.isWorthwhile(items: items.count * count, elements: count) else { return nil }
    let sorted = items.sorted()
    var result = Sparsity()
    for _ in 0..<count { result.append(sorted) }
    return result
  }
}
