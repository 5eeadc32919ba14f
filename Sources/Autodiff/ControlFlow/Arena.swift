/// Memory that goes with its owner.
final class Arena {
  private var owned: [UnsafeMutableRawPointer] = []

  deinit { for memory in owned { memory.deallocate() } }

  private func allocate<Element>(_ count: Int, of: Element.Type) -> UnsafeMutablePointer<Element> {
    // On lines of the cache, so that no vector lies across two.
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
    owned.append(memory)
    return memory.bindMemory(to: Element.self, capacity: max(1, count))
  }

  /// Room for numbers, which nobody has touched.
  func room(_ count: Int) -> UnsafeMutablePointer<Double> { allocate(count, of: Double.self) }

  func numbers(_ count: Int) -> UnsafeMutablePointer<Double> {
    let memory = room(count)
    memory.initialize(repeating: 0, count: count)
    return memory
  }

  func pointers(_ count: Int) -> UnsafeMutablePointer<UnsafePointer<Double>?> {
    let memory = allocate(count, of: UnsafePointer<Double>?.self)
    memory.initialize(repeating: nil, count: count)
    return memory
  }

  func registers(_ count: Int) -> UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>> {
    let memory = allocate(count, of: UnsafeMutablePointer<Double>.self)
    return UnsafeMutableBufferPointer(start: memory, count: count)
  }

  /// A copy of trivial values.
  func copy<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = allocate(values.count, of: Element.self)
    for (index, value) in values.enumerated() { (memory + index).initialize(to: value) }
    return memory
  }
}
