/// What is noted of nodes while a region is made. The arrays are as long as the graph and are used by
/// one region after the other, so that a region costs what it holds.
struct RegionScratch {
  /// Whether the region computes a node.
  var isOwn: [Bool]
  /// The register of a node, -1 if it has none yet.
  var registers: [Int32]
  /// How often the rest of the region reads a node.
  var uses: [Int32]
  /// The first of the operations of a node that could be computed with another one; -1 is none.
  var first: [Int32]
  /// The one of the same operand behind such an operation.
  var next: [Int32]
  /// The operation that a node is computed with at once, as it alone reads it; -1 is none.
  var inner: [Int32]
  /// A second one.
  var otherInner: [Int32]
  /// The reciprocal of a node, -1 if the region has none.
  var inverse: [Int32]
  /// Whether an operation has its place in the order.
  var isTaken: [Bool]

  init(nodeCount: Int) {
    isOwn = Array(repeating: false, count: nodeCount)
    registers = Array(repeating: -1, count: nodeCount)
    uses = Array(repeating: 0, count: nodeCount)
    first = registers
    next = registers
    inner = registers
    otherInner = registers
    inverse = registers
    isTaken = isOwn
  }

  /// Forgets what was noted of some nodes.
  mutating func clear(_ nodes: [Int]) {
    for node in nodes {
      isOwn[node] = false
      registers[node] = -1
      uses[node] = 0
      first[node] = -1
      next[node] = -1
      inner[node] = -1
      otherInner[node] = -1
      inverse[node] = -1
      isTaken[node] = false
    }
  }
}
