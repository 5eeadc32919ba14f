import Testing

@testable import Tensors

@Suite struct ContractionTests {
  private func check(batch: Int, m: Int, n: Int, k: Int, _ samples: inout Samples) {
    for (transposingA, transposingB) in [
      (false, false), (false, true), (true, false), (true, true),
    ] {
      let a = samples.integers(transposingA ? [batch, k, m] : [batch, m, k])
      let b = samples.integers(transposingB ? [batch, n, k] : [batch, k, n])
      let expected = tensor([batch, m, n]) { place in
        (0..<k).reduce(0) { sum, p in
          sum + a[transposingA ? [place[0], p, place[1]] : [place[0], place[1], p]]
            * b[transposingB ? [place[0], place[2], p] : [place[0], p, place[2]]]
        }
      }
      let product = Tensor.contracted(
        a, b, transposingA: transposingA, transposingB: transposingB)
      #expect(product.shape == expected.shape)
      #expect(product.elements == expected.elements, "\(batch) \(m) \(n) \(k)")
    }
  }

  @Test(arguments: 1...40)
  func agreesWithTheDefinition(seed: Int) {
    var samples = Samples(seed: seed)
    let lengths = [0, 1, 1, 2, 3, 4, 5, 7, 12]
    let chosen = (0..<4).map { _ in lengths[samples.integer(0...8)] }
    check(batch: chosen[0], m: chosen[1], n: chosen[2], k: chosen[3], &samples)
  }

  @Test(arguments: [[20, 1, 30], [1, 20, 30], [1, 1, 1000], [25, 35, 1], [30, 31, 32]])
  func vectorsAndLargeMatrices(_ lengths: [Int]) {
    var samples = Samples(seed: 5)
    check(batch: 2, m: lengths[0], n: lengths[1], k: lengths[2], &samples)
  }

  @Test func anEmptyInnerLengthGivesZeros() {
    let product = Tensor.contracted(
      Tensor([], shape: [2, 3, 0]), Tensor([], shape: [2, 0, 4]), transposingA: false,
      transposingB: false)
    #expect(isIdentical(product, Tensor(repeating: 0, shape: [2, 3, 4])))
  }

  @Test func nothingIsLeftOfOldMemory() {
    // Freed memory full of NaN is likely to be handed out again.
    for length in [1, 30] {
      _ = Tensor(repeating: .nan, shape: [40, 30]).withElements { $0[0] }
      let product = Tensor.contracted(
        Tensor(repeating: 1, shape: [1, 40, 30]), Tensor(repeating: 1, shape: [1, 30, length]),
        transposingA: false, transposingB: false)
      #expect(product.elements.allSatisfy { $0 == 30 })
    }
  }

  @Test func singlePrecisionIsRoundedOnce() {
    let a = Tensor([0x1p24, 1, 1], shape: [1, 1, 3], type: .float32)
    let ones = Tensor(repeating: 1, shape: [1, 3, 1], type: .float32)
    let dot = Tensor.contracted(a, ones, transposingA: false, transposingB: false)
    #expect(dot.elementType == .float32)
    #expect(dot[0] == 0x1p24 + 2)
    let mixed = Tensor.contracted(
      a, ones.converted(to: .float64), transposingA: false, transposingB: false)
    #expect(mixed.elementType == .float64)
  }

  @Test func aLongDotProductIsSummedPairwise() {
    let count = 200_000
    let x = Tensor(repeating: 0.1, shape: [1, 1, count])
    let dot = Tensor.contracted(x, x, transposingA: false, transposingB: true)
    #expect(ulps(dot[0], from: 0x1.f400000000001p+10) <= 4)
  }
}
