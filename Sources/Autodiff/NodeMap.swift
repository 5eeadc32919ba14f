/// Something for some nodes, in the ascending order of the nodes.
///
/// Looking one up takes a few comparisons, and putting one behind the others hardly anything. That is
/// what it is made for: nodes are mostly noted in their order.
public struct NodeMap<Value> {
  @usableFromInline var ownNodes: [Int] = []
  @usableFromInline var ownValues: [Value] = []

  @inlinable public init() {}

  @inlinable public var nodes: [Int] { ownNodes }
  @inlinable public var values: [Value] { ownValues }

  /// Of two values for one node the first is kept.
  @inlinable public init(_ nodes: [Int], _ values: [Value]) {
    for index in nodes.indices.sorted(by: { (nodes[$0], $0) < (nodes[$1], $1) })
    where ownNodes.last != nodes[index] {
      ownNodes.append(nodes[index])
      ownValues.append(values[index])
    }
  }

  @inlinable public subscript(node: Int) -> Value? {
    get {
      let place = place(of: node)
      return place < ownNodes.count && ownNodes[place] == node ? ownValues[place] : nil
    }
    set {
      let place = place(of: node)
      let isKnown = place < ownNodes.count && ownNodes[place] == node
      if let newValue, isKnown {
        ownValues[place] = newValue
      } else if let newValue {
        ownNodes.insert(node, at: place)
        ownValues.insert(newValue, at: place)
      } else if isKnown {
        ownNodes.remove(at: place)
        ownValues.remove(at: place)
      }
    }
  }

  /// Where a node stands, or would stand.
  @inlinable func place(of node: Int) -> Int {
    if let last = ownNodes.last, last < node { return ownNodes.count }
    var (low, high) = (0, ownNodes.count)
    while low < high {
      let middle = (low + high) / 2
      if ownNodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension NodeMap: Sendable where Value: Sendable {}
