extension Graph {
  /// Elements from which on an array is worth not to be made.
  private static let worthwhileCount = 4096

  /// Raises the level of what only one later region reads to that of the region, so that it goes to
  /// its readers in registers and not through memory.
  ///
  /// Its operands must then be in memory for longer. So that no more is held than before, at most one
  /// of them may be an array that is computed, and one that is kept in memory for others as well.
  func delayToReaders(
    _ levels: inout [Int], _ broadcasts: FusedBroadcasts, isElementwise: [Bool],
    isResult: (Int) -> Bool
  ) {
    guard shapes.contains(where: { $0.count >= Self.worthwhileCount }) else { return }
    var isInMemory = [Bool](repeating: false, count: count)
    for node in 0..<count {
      isInMemory[node] = isResult(node) || !isElementwise[node]
    }
    for node in 0..<count {
      for operand in operands(of: node).lazy.map(Int.init)
      where !isElementwise[node] || shapes[node] != shapes[operand] {
        isInMemory[operand] = true
      }
    }
    /// The lowest and the highest level of the readers of a node, which all come after it.
    var lowest = [Int](repeating: .max, count: count)
    var highest = [Int](repeating: -1, count: count)
    for node in stride(from: count - 1, through: 0, by: -1) {
      if !isInMemory[node], shapes[node].count >= Self.worthwhileCount,
        lowest[node] == highest[node], highest[node] > levels[node],
        mayWait(node, isInMemory, broadcasts)
      {
        levels[node] = highest[node]
      }
      for operand in operands(of: node).lazy.map(Int.init) {
        lowest[operand] = min(lowest[operand], levels[node])
        highest[operand] = max(highest[operand], levels[node])
      }
    }
  }

  private func mayWait(
    _ node: Int, _ isInMemory: [Bool], _ broadcasts: FusedBroadcasts
  ) -> Bool {
    var computed: Int?
    for operand in operands(of: node).lazy.map(Int.init)
    where !primitives[operand].isLeaf && !broadcasts.isFused(operand) && operand != computed {
      guard computed == nil, isInMemory[operand] else { return false }
      computed = operand
    }
    return true
  }
}
