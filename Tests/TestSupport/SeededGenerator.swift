import Glibc

/// Random numbers that a printed seed brings back: `TEST_SEED=... swift test`.
///
/// SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// With a new seed each time, printed under the name of the test.
  public init(printingSeedOf test: String = #function) {
    let chosen = getenv("TEST_SEED").flatMap { UInt64(String(cString: $0)) }
    state = chosen ?? UInt64.random(in: 0 ... .max)
    print("\(test): TEST_SEED=\(state)")
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
