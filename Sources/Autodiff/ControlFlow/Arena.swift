/// Memory that goes when the run is over.
final class Arena {
  private var owned: [UnsafeMutableRawPointer] = []

  deinit { for memory in owned { memory.deallocate() } }

  private func allocate<Element>(_ count: Int, of: Element.Type) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
    owned.append(UnsafeMutableRawPointer(memory))
    return memory
  }

  func numbers(_ count: Int) -> UnsafeMutablePointer<Double> {
    let memory = allocate(count, of: Double.self)
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
