/// Finds nodes of a graph by what they are: a hash table that holds nothing but their numbers.
///
/// A dictionary would hold a copy of each operation beside the graph, and look it up by a hash that
/// costs more than all else that is done with a node.
struct NodeTable {
  /// A node and its hash; empty ones have the node -1. Their number is a power of two.
  private var slots: [(node: Int32, hash: UInt32)]
  private var count = 0

  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = Array(repeating: (-1, 0), count: size)
  }

  /// The first node with this hash that is the wanted one.
  func first(_ hash: UInt32, where isWanted: (Int) -> Bool) -> Int? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot].node >= 0 {
      if slots[slot].hash == hash, isWanted(Int(slots[slot].node)) { return Int(slots[slot].node) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func insert(_ node: Int, _ hash: UInt32) {
    if 2 * (count + 1) > slots.count { grow() }
    count += 1
    place((Int32(truncatingIfNeeded: node), hash))
  }

  private mutating func place(_ entry: (node: Int32, hash: UInt32)) {
    var slot = Int(entry.hash) & (slots.count - 1)
    while slots[slot].node >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (-1, 0), count: 2 * old.count)
    for entry in old where entry.node >= 0 { place(entry) }
  }
}

// MARK: - What nodes are

extension NodeTable {
  static func hash(of constant: Tensor, _ value: Double) -> UInt32 {
    var hash = Hash()
    hash.add(Int(truncatingIfNeeded: value.bitPattern))
    hash.add(constant.shape)
    return hash.value
  }

  /// - Parameter statics: nil if they make no difference.
  static func hash(
    of primitive: Primitive, _ operands: [Int], _ statics: [StaticValue]?, _ shape: Shape
  ) -> UInt32 {
    var hash = Hash()
    hash.add(Int(bitPattern: ObjectIdentifier(primitive)))
    for operand in operands { hash.add(operand) }
    if let statics, !statics.isEmpty { hash.add(statics.hashValue) }
    hash.add(shape)
    return hash.value
  }

  private struct Hash {
    private var state: UInt = 0x9E37_79B9_7F4A_7C15

    mutating func add(_ part: Int) {
      state = (state ^ UInt(bitPattern: part)) &* 0xD6E8_FEB8_6659_FD93
      state ^= state >> 32
    }

    mutating func add(_ shape: Shape) {
      for length in shape.dimensions { add(length) }
    }

    var value: UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 29) }
  }
}

extension Graph {
  /// Whether a node is a constant with this one's type and shape whose elements all have its bits.
  func isConstant(_ node: Int, _ constant: Tensor, _ value: Double) -> Bool {
    types[node] == constant.elementType && shapes[node] == constant.shape
      && self.constant(of: node)?.uniformValue?.bitPattern == value.bitPattern
  }

  /// Whether a node is a certain operation.
  ///
  /// - Parameter statics: nil if they make no difference.
  func isOperation(
    _ node: Int, _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue]?,
    _ shape: Shape, _ type: ElementType
  ) -> Bool {
    guard primitives[node] === primitive, types[node] == type, shapes[node] == shape else {
      return false
    }
    let places = operandPlaces(of: node)
    guard places.count == operands.count else { return false }
    for (place, operand) in zip(places, operands) where self.operand(at: place) != operand {
      return false
    }
    return statics.map { $0 == self.statics(of: node) } ?? true
  }
}
