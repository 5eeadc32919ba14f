import Tensors

/// Groups of operations that are done band by band: for some rows of all their arrays at a time, so
/// that these stay in the cache from one operation to the next.
///
/// Every node has a phase. A group is all that is done by rows of one number in one phase: nothing
/// that comes from it and is not of it has the same phase, so that it can be done as a whole.
struct BandGroups {
  struct Group {
    let phase: Int
    let rowCount: Int
    /// In ascending order.
    var members: [Int] = []
  }

  private let graph: Graph
  private(set) var groups: [Group] = []
  private(set) var phases: [Int]
  private var isMember: [Bool]
  /// Whether someone reads the value of a node from memory.
  private var isWanted: [Bool] = []

  /// Fewer rows are not enough bands for all threads.
  static let leastRows = 8
  /// Longer rows do not stay in the cache.
  fileprivate static let mostOfRow = 1 << 17
  /// Elements that a group computes, from which on it is worth to go band by band.
  private static let worthwhileCount = 1 << 17
  /// An operation on fewer elements is not worth a step in every band.
  private static let smallCount = 1 << 12

  /// - Returns: nil where there is no group.
  init?(_ graph: Graph, isResult: (Int) -> Bool) {
    self.graph = graph
    phases = []
    isMember = []
    guard graph.mayHaveBands else { return nil }
    isMember = graph.candidatesForBands()
    formGroups()
    for index in groups.indices { trim(&groups[index]) }
    isMember = [Bool](repeating: false, count: graph.count)
    for group in groups { for member in group.members { isMember[member] = true } }
    guard isMember.contains(true) else { return nil }
    formGroups()
    noteWanted(isResult)
  }

  func isMember(_ node: Int) -> Bool { isMember[node] }

  /// Whether the value of a node is read from memory: by operations that are of no group or another
  /// one, or because it is a result.
  func isWanted(_ node: Int) -> Bool { isWanted[node] }

  // MARK: Forming

  private mutating func formGroups() {
    phases = [Int](repeating: 0, count: graph.count)
    groups = []
    for node in 0..<graph.count where !graph.primitives[node].isLeaf {
      guard isMember[node] else {
        for operand in graph.operands(of: node).lazy.map(Int.init) {
          phases[node] = max(phases[node], phases[operand] + (isMember[operand] ? 1 : 0))
        }
        continue
      }
      let rowCount = graph.shapes[node][0]
      // That of a group is odd, that of what is of none is even.
      var phase = 1
      for source in graph.rowSources(of: node) {
        let joins = isMember[source.node] && source.isByRow
        let step = joins ? 0 : isMember[source.node] ? 2 : 1
        if !graph.primitives[source.node].isLeaf { phase = max(phase, phases[source.node] + step) }
      }
      phases[node] = phase
      if let known = groups.firstIndex(where: { $0.phase == phase && $0.rowCount == rowCount }) {
        groups[known].members.append(node)
      } else {
        groups.append(Group(phase: phase, rowCount: rowCount, members: [node]))
      }
    }
  }

  /// Leaves out what is small and has its place before or behind the group as well, and all where
  /// bands save nothing.
  private func trim(_ group: inout Group) {
    var isOwn: Set<Int> = Set(group.members)
    let isSmall = { (node: Int) in graph.rowWork(of: node) < Self.smallCount }
    for node in group.members
    where isSmall(node) && !graph.rowSources(of: node).contains(where: { isOwn.contains($0.node) })
    {
      isOwn.remove(node)
    }
    var isRead = Set<Int>()
    for node in group.members.reversed() where isOwn.contains(node) {
      if isSmall(node), !isRead.contains(node) {
        isOwn.remove(node)
      } else {
        for source in graph.rowSources(of: node) { isRead.insert(source.node) }
      }
    }
    group.members.removeAll { !isOwn.contains($0) }
    let count = group.members.reduce(0) { $0 + graph.shapes[$1].count }
    // One region does what is elementwise in a single pass anyway.
    let isWorthwhile =
      count >= Self.worthwhileCount
      && group.members.contains { !graph.primitives[$0].isElementwise }
    if !isWorthwhile { group.members = [] }
  }

  private mutating func noteWanted(_ isResult: (Int) -> Bool) {
    isWanted = (0..<graph.count).map(isResult)
    for node in stride(from: graph.count - 1, through: 0, by: -1) {
      if isMember[node] {
        for source in graph.rowSources(of: node)
        where !isMember[source.node] || phases[source.node] != phases[node] {
          isWanted[source.node] = true
        }
      } else if isWanted[node] || !graph.isView(node) {
        for operand in graph.operands(of: node) { isWanted[Int(operand)] = true }
      }
    }
  }

  /// Elements of the longest row that is read or written in a group.
  static func longestRow(of group: Group, in graph: Graph) -> Int {
    group.members.reduce(0) { max($0, graph.rowWork(of: $1)) } / group.rowCount
  }
}

extension Graph {
  /// What some rows of a node come from.
  struct RowSource {
    let node: Int
    /// Whether from the same rows of it.
    let isByRow: Bool
  }

  /// Whether a node only shows the elements of another in another shape: this is done anew in every
  /// group that reads it.
  func isView(_ node: Int) -> Bool {
    primitives[node] === Primitive.broadcast || primitives[node] === Primitive.reshape
  }

  /// How `count` rows of a node come from its operands.
  func rowPlan(of node: Int, count: Int) -> RowCall.Plan? {
    primitives[node].rowPlan(
      RowCall(
        operands: operands(of: node).map { shapes[Int($0)] }, statics: statics(of: node),
        shape: shapes[node], count: count))
  }

  /// What some rows of a node come from, behind views.
  func rowSources(of node: Int) -> [RowSource] {
    guard let plan = rowPlan(of: node, count: shapes[node][0]) else { return [] }
    return zip(operands(of: node), plan.isByRow).map { operand, isByRow in
      var source = RowSource(node: Int(operand), isByRow: isByRow)
      while source.isByRow, isView(source.node),
        let plan = rowPlan(of: source.node, count: shapes[node][0])
      {
        let operand = self.operand(at: operandPlaces(of: source.node).lowerBound)
        source = RowSource(node: operand, isByRow: plan.isByRow[0])
      }
      return source
    }
  }

  /// The elements that an operation reads or writes by rows, whichever are more.
  fileprivate func rowWork(of node: Int) -> Int {
    rowSources(of: node).reduce(shapes[node].count) {
      $1.isByRow ? max($0, shapes[$1.node].count) : $0
    }
  }

  /// Whether an operation on a large array could be done by bands: nearly all graphs have none.
  fileprivate var mayHaveBands: Bool {
    (0..<count).contains { node in
      !primitives[node].isElementwise && !primitives[node].isLeaf && !isView(node)
        && operands(of: node).contains { shapes[Int($0)].count >= 1 << 14 }
        && isByRows(node)
    }
  }

  private func isByRows(_ node: Int) -> Bool {
    let shape = shapes[node]
    return shape.rank > 0 && shape[0] >= BandGroups.leastRows
      && rowPlan(of: node, count: shape[0]) != nil
  }

  fileprivate func candidatesForBands() -> [Bool] {
    var isCandidate = (0..<count).map { node in
      !primitives[node].isLeaf && !isView(node) && isByRows(node)
        && rowWork(of: node) / shapes[node][0] <= BandGroups.mostOfRow
    }
    // A region puts together, and sums as a whole, what it computes itself.
    for node in 0..<count
    where primitives[node] === Primitive.assemble
      || primitives[node] === Primitive.sum && shapes[node].count == 1
    {
      for operand in operands(of: node).lazy.map(Int.init) where primitives[operand].isElementwise {
        isCandidate[operand] = false
      }
    }
    return isCandidate
  }
}
