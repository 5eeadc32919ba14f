extension Array {
  /// Removes the elements from an index on and gives them.
  mutating func removeTail(from index: Int) -> [Element] {
    let tail = Array(self[index...])
    removeLast(tail.count)
    return tail
  }
}
