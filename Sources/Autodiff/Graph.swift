@_exported import Primitives
@_exported import Tensors

/// Operations in the order in which they were recorded, each on earlier ones.
///
/// A node is the position of its operation. Everything about a node stands in arrays of its own, so
/// that a graph of a million nodes is a handful of allocations.
public struct Graph: Sendable {
  public private(set) var primitives: [Primitive] = []
  public private(set) var shapes: [Shape] = []
  public private(set) var types: [ElementType] = []
  private var records: [Record] = []
  private var allOperands: [Int32] = []
  /// The fixed values of those nodes that have any.
  private var allStatics: [[StaticValue]] = []
  /// The nodes that are constants, in ascending order, and beside them what they are.
  private(set) var constantNodes: [Int32] = []
  private(set) var constantValues: [Tensor] = []

  /// What is small about a node.
  private struct Record {
    let note: Note
    var traits: Traits
    /// Behind its last operand.
    let operandEnd: Int32
    /// Where its fixed values stand; -1 if it has none.
    let statics: Int32
  }

  /// Where a node comes from.
  public struct Note: Hashable, Sendable {
    /// The place in the source, as whoever recorded it numbers places; -1 is nowhere.
    public var place: Int32 = -1
    /// Whether the node belongs to a derivative of what stands at that place.
    public var isDerivative = false
    /// The name of the calculation it belongs to, as an index of `scopeNames`.
    public var scope: Int32 = 0

    public init() {}
  }

  /// What is known of a node when it is recorded.
  struct Traits: OptionSet {
    let rawValue: UInt8

    /// Elements may be structural zeros.
    static let holdsStructuralZeros = Traits(rawValue: 1)
    /// It depends on an input or on a constant that is watched.
    static let varies = Traits(rawValue: 2)
  }

  /// The names that calculations were given; the first is empty.
  public internal(set) var scopeNames = [""]

  public init() {}

  public var count: Int { primitives.count }

  /// The operands of a node.
  public func operands(of node: Int) -> ArraySlice<Int32> { allOperands[operandPlaces(of: node)] }

  /// Where the operands of a node stand, for `operand(at:)`: a loop over many nodes asks for them one
  /// by one, since a slice holds on to the whole array.
  func operandPlaces(of node: Int) -> Range<Int> {
    (node == 0 ? 0 : Int(records[node - 1].operandEnd))..<Int(records[node].operandEnd)
  }

  func operand(at place: Int) -> Int { Int(allOperands[place]) }

  public func statics(of node: Int) -> [StaticValue] {
    let place = Int(records[node].statics)
    return place < 0 ? [] : allStatics[place]
  }

  /// Which member of a family of functions an operation is; 0 for one that is no family.
  func index(of node: Int) -> Int {
    let place = Int(records[node].statics)
    return place < 0 ? 0 : allStatics[place].index
  }

  public func note(of node: Int) -> Note { records[node].note }

  func traits(of node: Int) -> Traits { records[node].traits }

  /// What holds for any of some nodes, and what for all of them.
  func traits(of nodes: Span<Int>) -> (any: Traits, all: Traits) {
    var (any, all): (Traits, Traits) = ([], [.holdsStructuralZeros, .varies])
    for index in nodes.indices {
      let own = records[nodes[index]].traits
      any.formUnion(own)
      all.formIntersection(own)
    }
    return (any, all)
  }

  mutating func add(_ trait: Traits, to node: Int) {
    records[node].traits.insert(trait)
  }

  /// The constant that a node is, if it is one.
  public func constant(of node: Int) -> Tensor? {
    var (low, high) = (0, constantNodes.count)
    while low < high {
      let middle = (low + high) / 2
      if constantNodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low < constantNodes.count && constantNodes[low] == node ? constantValues[low] : nil
  }

  /// Makes room for further nodes.
  mutating func reserve(_ nodes: Int) {
    let total = count + nodes
    primitives.reserveCapacity(total)
    shapes.reserveCapacity(total)
    types.reserveCapacity(total)
    records.reserveCapacity(total)
    allOperands.reserveCapacity(allOperands.count + 2 * nodes)
  }

  /// For a part of an operation with several results: that operation, and which part it is.
  package func part(at node: Int) -> (bundle: Int, index: Int)? {
    guard primitives[node] === Primitive.part, let bundle = operands(of: node).first,
      case .integer(let index) = statics(of: node)[0]
    else { return nil }
    return (Int(bundle), index)
  }

  mutating func append(
    _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue], shape: Shape,
    type: ElementType, note: Note
  ) -> Int {
    append(primitive, operands.span, statics, shape: shape, type: type, note: note)
  }

  mutating func append(
    _ primitive: Primitive, _ operands: Span<Int>, _ statics: [StaticValue], shape: Shape,
    type: ElementType, note: Note, traits: Traits = []
  ) -> Int {
    for index in operands.indices {
      allOperands.append(Int32(truncatingIfNeeded: operands[index]))
    }
    var staticsPlace = -1
    if !statics.isEmpty {
      staticsPlace = allStatics.count
      allStatics.append(statics)
    }
    primitives.append(primitive)
    shapes.append(shape)
    types.append(type)
    records.append(
      Record(
        note: note, traits: traits, operandEnd: Int32(truncatingIfNeeded: allOperands.count),
        statics: Int32(truncatingIfNeeded: staticsPlace)))
    return primitives.count - 1
  }

  mutating func append(constant: Tensor, note: Note, traits: Traits = []) -> Int {
    let node = append(
      .constant, Span(), [], shape: constant.shape, type: constant.elementType, note: note,
      traits: traits)
    constantNodes.append(Int32(truncatingIfNeeded: node))
    constantValues.append(constant)
    return node
  }

  /// Which nodes the given ones are computed from, themselves included.
  func ancestors(of nodes: some Sequence<Int>) -> [Bool] {
    var needed = [Bool](repeating: false, count: count)
    var last = -1
    for node in nodes {
      needed[node] = true
      last = max(last, node)
    }
    for node in stride(from: last, through: 0, by: -1) where needed[node] {
      for place in operandPlaces(of: node) { needed[operand(at: place)] = true }
    }
    return needed
  }

  /// How the value of a node comes from those of its operands, made ready for being done often.
  func computation(of node: Int) -> @Sendable ([Tensor]) throws(TensorError) -> Tensor {
    let (primitive, statics) = (primitives[node], statics(of: node))
    if case .several(_, let compile) = primitive.definition { return compile(statics) }
    let (shape, type) = (shapes[node], types[node])
    return { operands throws(TensorError) in
      try primitive.evaluate(operands, statics, shape: shape, type: type)
    }
  }

  /// The value of a node from those of its operands.
  package func evaluate(_ node: Int, _ operands: [Tensor]) throws(TensorError) -> Tensor {
    try primitives[node].evaluate(
      operands, statics(of: node), shape: shapes[node], type: types[node])
  }
}
