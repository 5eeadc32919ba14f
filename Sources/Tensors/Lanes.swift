/// Eight elements at once: wide enough to hide the latency of an addition on every processor.
typealias Lanes = SIMD8<Double>

extension UnsafePointer<Double> {
  @inline(__always)
  func lanes(at offset: Int) -> Lanes {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Lanes.self)
  }
}

extension UnsafeMutablePointer<Double> {
  @inline(__always)
  func lanes(at offset: Int) -> Lanes {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  func store(_ lanes: Lanes) {
    UnsafeMutableRawPointer(self).storeBytes(of: lanes, as: Lanes.self)
  }
}
