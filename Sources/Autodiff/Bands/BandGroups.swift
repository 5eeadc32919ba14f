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
    /// Elements of the longest row that is read or written.
    var rowLength = 0
  }

  private let graph: Graph
  private let rows: RowSources
  private(set) var groups: [Group] = []
  private(set) var phases: [Int] = []
  private var isMember: [Bool]
  /// Whether someone reads the value of a node from memory.
  private var isWanted: [Bool] = []

  /// Only where an operation reads an array of so many elements a group is looked for.
  static let largeCount = 1 << 14
  /// Fewer rows are not enough bands for all threads.
  static let leastRows = 8
  /// Longer rows do not stay in the cache.
  private static let longestRow = 1 << 17
  /// Elements that a group computes, from which on it is worth to go band by band.
  private static let worthwhileCount = 1 << 17
  /// An operation on fewer elements is not worth a step in every band.
  private static let smallCount = 1 << 12

  /// - Returns: nil where there is no group.
  init?(_ graph: Graph, isResult: (Int) -> Bool) {
    guard graph.mayHaveBands else { return nil }
    self.graph = graph
    rows = RowSources(graph)
    isMember = []
    isMember = (0..<graph.count).map(isCandidate)
    leaveOutWhatRegionsPutTogether()
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

  /// Whether a node is made in the groups that read it and nowhere else.
  func isAbsorbed(_ node: Int) -> Bool {
    !isWanted[node] && !isMember[node] && graph.isMadeAnew(node)
  }

  // MARK: Forming

  private func isCandidate(_ node: Int) -> Bool {
    guard let work = rows.work(of: node), !graph.isMadeAnew(node) else { return false }
    let count = graph.shapes[node][0]
    return count >= Self.leastRows && work / count <= Self.longestRow
  }

  /// A region puts together, and sums as a whole, what it computes itself.
  private mutating func leaveOutWhatRegionsPutTogether() {
    for node in 0..<graph.count
    where graph.primitives[node] === Primitive.assemble
      || graph.primitives[node] === Primitive.sum && graph.shapes[node].count == 1
    {
      for operand in graph.operands(of: node).lazy.map(Int.init)
      where graph.primitives[operand].isElementwise { isMember[operand] = false }
    }
  }

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
      // That of a group is odd, that of what is of none is even.
      var phase = 1
      for source in rows[node] where !graph.primitives[source.node].isLeaf {
        let step = !isMember[source.node] ? 1 : source.isByRow ? 0 : 2
        phase = max(phase, phases[source.node] + step)
      }
      phases[node] = phase
      add(node, phase, rowCount: graph.shapes[node][0])
    }
  }

  private mutating func add(_ node: Int, _ phase: Int, rowCount: Int) {
    let known = groups.firstIndex { $0.phase == phase && $0.rowCount == rowCount }
    if known == nil { groups.append(Group(phase: phase, rowCount: rowCount)) }
    let index = known ?? groups.count - 1
    groups[index].members.append(node)
    groups[index].rowLength = max(
      groups[index].rowLength, (rows.work(of: node) ?? 0) / rowCount)
  }

  /// Leaves out what is small and has its place before or behind the group as well, and all where
  /// bands save nothing.
  private func trim(_ group: inout Group) {
    var isOwn = Set(group.members)
    let isSmall = { (node: Int) in rows.work(of: node) ?? 0 < Self.smallCount }
    for node in group.members
    where isSmall(node) && !rows[node].contains(where: { isOwn.contains($0.node) }) {
      isOwn.remove(node)
    }
    var isRead = Set<Int>()
    for node in group.members.reversed() where isOwn.contains(node) {
      if isSmall(node), !isRead.contains(node) {
        isOwn.remove(node)
      } else {
        for source in rows[node] { isRead.insert(source.node) }
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
        for source in rows[node]
        where !isMember[source.node] || phases[source.node] != phases[node] {
          isWanted[source.node] = true
        }
      } else if isWanted[node] || !graph.isMadeAnew(node) {
        for operand in graph.operands(of: node) { isWanted[Int(operand)] = true }
      }
    }
  }
}
