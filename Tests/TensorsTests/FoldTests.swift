import Testing

@testable import Tensors

@Suite struct FoldTests {
  private static let lengths =
    Array(1...20) + [127, 128, 129, 135, 255, 256, 257, 383, 385, 1000, 1025]

  /// One sequence has one sum, however it lies in memory.
  @Test(arguments: lengths)
  func theOrderDoesNotDependOnTheLayout(_ length: Int) {
    var samples = Samples(seed: length)
    for width in [2, 3, 7, 8, 9, 40] {
      let rows = samples.numbers([width, length])
      let expected = rows.sum(over: [1], keepingDimensions: false)
      let columns = rows.permuted([1, 0])
      #expect(isIdentical(columns.sum(over: [0], keepingDimensions: false), expected))
      let spread = columns.reshaped(to: [1, length, width]).broadcast(to: [2, length, width])
      let repeated = spread.sum(over: [1], keepingDimensions: false)
      #expect(isIdentical(repeated, expected.broadcast(to: [2, width])))
      let factors = length.isMultiple(of: 2) ? [2, width, length / 2] : [1, width, length]
      let split = rows.reshaped(to: [width, factors[0], factors[2]]).permuted([1, 0, 2])
      #expect(isIdentical(split.sum(over: [0, 2], keepingDimensions: false), expected))
    }
  }

  @Test func theOrderDoesNotDependOnTheWidth() {
    var samples = Samples(seed: 3)
    let x = samples.numbers([150, 4100])
    let sum = x.sum(over: [0], keepingDimensions: false)
    for column in [0, 1, 4094, 4095, 4096, 4099] {
      let alone = x.sliced([
        StridedRange(allOf: 150), StridedRange(start: column, step: 1, count: 1),
      ]).sum(over: [0, 1], keepingDimensions: false)
      #expect(alone.scalarValue == sum[column])
    }
  }

  @Test(arguments: lengths)
  func uniformSequencesGiveTheSameBits(_ length: Int) {
    for value in [0.1, -0.0, 1.001, .infinity, .nan] {
      let uniform = Tensor(repeating: value, shape: [2, length])
      let dense = Tensor(uniform.elements, shape: [2, length])
      #expect(
        isIdentical(
          uniform.sum(over: [1], keepingDimensions: false),
          dense.sum(over: [1], keepingDimensions: false)))
      #expect(
        isIdentical(
          uniform.product(over: [1], keepingDimensions: false),
          dense.product(over: [1], keepingDimensions: false)))
      #expect(
        isIdentical(
          uniform.maximum(over: [1], keepingDimensions: false),
          dense.maximum(over: [1], keepingDimensions: false)))
    }
  }

  @Test func uniformSequencesMayBeLongerThanMemory() {
    let sum = Tensor(repeating: 0.5, shape: [1 << 20, 1 << 15])
      .sum(over: [0, 1], keepingDimensions: false)
    #expect(sum.scalarValue == 0x1p34)
  }

  @Test func longSumsKeepTheirDigits() {
    let count = 300_001
    let x = Tensor((0..<count).map { _ in 0.1 }, shape: [count])
    let sum = x.sum(over: [0], keepingDimensions: false)[0]
    #expect(ulps(sum, from: 30000.1) <= 2)
  }

  @Test func theTreeBranchesAtPowersOfTwoBlocks() {
    #expect(Sum.leftBranch(of: 129) == 128)
    #expect(Sum.leftBranch(of: 256) == 128)
    #expect(Sum.leftBranch(of: 257) == 256)
    #expect(Sum.leftBranch(of: 1000) == 512)
  }
}

@Suite struct AxisLayoutTests {
  @Test func oneAxis() {
    let layout = AxisLayout([2, 3, 4], axis: 1)
    #expect(layout == AxisLayout(outer: 2, length: 3, inner: 4))
  }

  @Test func adjacentAxesAreMerged() {
    let shape: Shape = [2, 3, 4, 5]
    #expect(AxisLayout(shape, axes: [1, 2]) == AxisLayout(outer: 2, length: 12, inner: 5))
    #expect(AxisLayout(shape, axes: []) == AxisLayout(outer: 120, length: 1, inner: 1))
    #expect(AxisLayout(shape, axes: [0, 1, 2, 3]) == AxisLayout(outer: 1, length: 120, inner: 1))
    #expect(AxisLayout(shape, axes: [0, 2]) == nil)
  }

  @Test func axesOfLengthOneDoNotSeparate() {
    let shape: Shape = [2, 1, 3, 1]
    #expect(AxisLayout(shape, axes: [0, 2]) == AxisLayout(outer: 1, length: 6, inner: 1))
    #expect(AxisLayout(shape, axes: [1, 3]) == AxisLayout(outer: 6, length: 1, inner: 1))
  }
}
