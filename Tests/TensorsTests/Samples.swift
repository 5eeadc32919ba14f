import Tensors

/// Random arguments that a seed repeats (SplitMix64; G. Steele, D. Lea, C. Flood, 2014).
struct Samples {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Between -1 and 1.
  mutating func number() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }

  mutating func shape(rank: ClosedRange<Int> = 0...4) -> Shape {
    let lengths = [0, 1, 1, 2, 3, 4, 5, 9]
    let rank = integer(rank)
    return Shape((0..<rank).map { _ in lengths[integer(0...(lengths.count - 1))] })
  }

  /// Small integers, so that sums in every order are exact, with both zeros among them.
  mutating func integers(_ shape: Shape, type: ElementType = .float64) -> Tensor {
    if integer(0...7) == 0 {
      return Tensor(repeating: Double(integer(-3...3)), shape: shape, type: type)
    }
    let elements = (0..<shape.count).map { _ -> Double in
      let x = Double(integer(-4...4))
      return type.rounding(x == 0 && integer(0...1) == 0 ? -0.0 : x)
    }
    return Tensor(elements, shape: shape, type: type)
  }

  mutating func numbers(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.count).map { _ in number() }, shape: shape)
  }

  mutating func permutation(_ count: Int) -> [Int] {
    var result = Array(0..<count)
    for i in result.indices.reversed() { result.swapAt(i, integer(0...i)) }
    return result
  }

  /// Some of the axes, sorted.
  mutating func axes(_ rank: Int) -> [Int] {
    (0..<rank).filter { _ in integer(0...1) == 0 }
  }

  mutating func range(_ length: Int) -> StridedRange {
    guard length > 0 else { return StridedRange(start: 0, step: 1, count: 0) }
    let step = integer(1...3)
    let start = integer(0...(length - 1))
    if integer(0...1) == 0 {
      return StridedRange(start: start, step: -step, count: integer(0...(start / step + 1)))
    }
    let most = (length - 1 - start) / step + 1
    return StridedRange(start: start, step: step, count: integer(0...most))
  }
}
