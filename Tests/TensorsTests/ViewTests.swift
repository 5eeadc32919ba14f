import Testing

@testable import Tensors

@Suite struct ViewTests {
  private static let types: [ElementType] = [.float64, .float32, .bool]

  @Test(arguments: 1...60)
  func broadcastRepeats(seed: Int) {
    var samples = Samples(seed: seed)
    let target = samples.shape()
    let dropped = samples.integer(0...target.rank)
    let shape = Shape(
      target.dimensions[dropped...].map { samples.integer(0...1) == 0 ? 1 : $0 })
    let x = samples.integers(shape, type: Self.types[seed % 3])
    let expected = tensor(target, type: x.elementType) { place in
      x[zip(place[dropped...], shape.dimensions).map { $1 == 1 ? 0 : $0 }]
    }
    #expect(isIdentical(x.broadcast(to: target), expected))
  }

  @Test func uniformTensorsStayUniform() {
    let x = Tensor(repeating: 3, shape: [2, 1], type: .float32)
    #expect(x.broadcast(to: [5, 2, 4]).uniformValue == 3)
    #expect(x.permuted([1, 0]).uniformValue == 3)
    #expect(x.sliced([StridedRange(allOf: 2), StridedRange(allOf: 1)]).uniformValue == 3)
    #expect(Tensor.concatenated([x, x], axis: 1).uniformValue == 3)
    #expect(Tensor.concatenated([x, x], axis: 1).shape == [2, 2])
  }

  @Test func longRunsAreRepeatedWhole() {
    let x = tensor([1, 3000]) { Double($0[1]) }
    #expect(isIdentical(x.broadcast(to: [7, 3000]), tensor([7, 3000]) { Double($0[1]) }))
    let y = tensor([2, 1, 3]) { Double($0[0] * 3 + $0[2]) }
    #expect(
      isIdentical(
        y.broadcast(to: [2, 4001, 3]), tensor([2, 4001, 3]) { Double($0[0] * 3 + $0[2]) }))
  }

  @Test(arguments: 1...60)
  func permutedMovesAxes(seed: Int) {
    var samples = Samples(seed: seed)
    let x = samples.integers(samples.shape(), type: Self.types[seed % 3])
    let axes = samples.permutation(x.rank)
    let expected = tensor(Shape(axes.map { x.shape[$0] }), type: x.elementType) { place in
      var source = place
      for (axis, i) in zip(axes, place) { source[axis] = i }
      return x[source]
    }
    #expect(isIdentical(x.permuted(axes), expected))
  }

  @Test(arguments: [[8, 8], [9, 70], [70, 9], [131, 67], [3, 200], [200, 3]])
  func largeTranspositions(_ lengths: [Int]) {
    let x = tensor(Shape(lengths)) { Double($0[0] * 1000 + $0[1]) }
    let expected = tensor([lengths[1], lengths[0]]) { Double($0[1] * 1000 + $0[0]) }
    #expect(isIdentical(x.permuted([1, 0]), expected))
  }

  @Test(arguments: [[2, 1, 0], [2, 0, 1], [1, 2, 0], [1, 0, 2], [0, 2, 1]])
  func largePermutations(_ axes: [Int]) {
    let x = tensor([11, 17, 23]) { Double($0[0] * 10_000 + $0[1] * 100 + $0[2]) }
    let expected = tensor(Shape(axes.map { x.shape[$0] })) { place in
      var source = place
      for (axis, i) in zip(axes, place) { source[axis] = i }
      return x[source]
    }
    #expect(isIdentical(x.permuted(axes), expected))
  }

  @Test(arguments: 1...80)
  func slicedPicksAndPlacedPutsBack(seed: Int) {
    var samples = Samples(seed: seed)
    let x = samples.integers(samples.shape(), type: Self.types[seed % 3])
    let ranges = x.shape.dimensions.map { samples.range($0) }
    let slice = x.sliced(ranges)
    let expected = tensor(Shape(ranges.map(\.count)), type: x.elementType) { place in
      x[zip(ranges, place).map { $0.start + $0.step * $1 }]
    }
    #expect(isIdentical(slice, expected))

    let background = samples.integer(0...1) == 0 ? -0.0 : 1
    var elements = [Double](
      repeating: x.elementType.rounding(background), count: x.count)
    for place in places(slice.shape) {
      let target = zip(ranges, place).map { $0.start + $0.step * $1 }
      elements[zip(target, x.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }] = slice[place]
    }
    let placed = slice.placed(in: x.shape, at: ranges, background: background)
    #expect(isIdentical(placed, Tensor(elements, shape: x.shape, type: x.elementType)))
  }

  @Test func longSlicesAreCopiedInRuns() {
    let x = tensor([5, 100]) { Double($0[0] * 100 + $0[1]) }
    let slice = x.sliced([
      StridedRange(start: 4, step: -2, count: 3), StridedRange(start: 30, step: 1, count: 40),
    ])
    #expect(
      isIdentical(slice, tensor([3, 40]) { Double((4 - 2 * $0[0]) * 100 + 30 + $0[1]) }))
    let reversed = x.sliced([StridedRange(allOf: 5), StridedRange(start: 99, step: -1, count: 100)])
    #expect(isIdentical(reversed, tensor([5, 100]) { Double($0[0] * 100 + 99 - $0[1]) }))
  }

  @Test func aScalarIsPlacedInAScalar() {
    #expect(Tensor(4).placed(in: .scalar, at: [], background: 0).scalarValue == 4)
    #expect(Tensor(4).sliced([]).scalarValue == 4)
    #expect(Tensor(4).permuted([]).scalarValue == 4)
    #expect(Tensor(4).broadcast(to: .scalar).scalarValue == 4)
  }

  @Test func theBackgroundKeepsItsSign() {
    let placed = Tensor([1, 2], shape: [2]).placed(
      in: [4], at: [StridedRange(start: 1, step: 2, count: 2)], background: -0.0)
    #expect(placed.elements.map(\.sign) == [.minus, .plus, .minus, .plus])
    let zeros = Tensor(repeating: 0, shape: [2]).placed(
      in: [4], at: [StridedRange(start: 1, step: 2, count: 2)], background: -0.0)
    #expect(zeros.elements.map(\.sign) == [.minus, .plus, .minus, .plus])
  }

  @Test(arguments: 1...60)
  func concatenatedPutsOneAfterTheOther(seed: Int) {
    var samples = Samples(seed: seed)
    let shape = samples.shape(rank: 1...4)
    let axis = samples.integer(0...(shape.rank - 1))
    let parts = (0..<samples.integer(1...4)).map { _ in
      var lengths = shape.dimensions
      lengths[axis] = samples.integer(0...4)
      return samples.integers(Shape(lengths))
    }
    var lengths = shape.dimensions
    lengths[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    let expected = tensor(Shape(lengths)) { place in
      var place = place
      for part in parts {
        if place[axis] < part.shape[axis] { return part[place] }
        place[axis] -= part.shape[axis]
      }
      return .nan
    }
    #expect(isIdentical(Tensor.concatenated(parts, axis: axis), expected))
  }

  @Test func concatenationKeepsWhatEveryPartCanHold() {
    let single = Tensor([1, 2], shape: [2], type: .float32)
    let truth = Tensor([1, 0], shape: [2], type: .bool)
    #expect(Tensor.concatenated([single, truth], axis: 0).elementType == .float32)
    #expect(Tensor.concatenated([truth, truth], axis: 0).elementType == .bool)
    #expect(
      Tensor.concatenated([single, Tensor([1], shape: [1])], axis: 0).elementType == .float64)
  }
}

@Suite struct StridedRangeTests {
  @Test func fitting() {
    #expect(StridedRange(start: 0, step: 2, count: 3).fits(5))
    #expect(!StridedRange(start: 0, step: 2, count: 3).fits(4))
    #expect(StridedRange(start: 4, step: -2, count: 3).fits(5))
    #expect(!StridedRange(start: 3, step: -2, count: 3).fits(5))
    #expect(StridedRange(start: 9, step: 1, count: 0).fits(0))
    #expect(!StridedRange(start: 0, step: 0, count: 1).fits(1))
    #expect(!StridedRange(start: 0, step: .max, count: 3).fits(5))
    #expect(StridedRange(allOf: 4) == StridedRange(start: 0, step: 1, count: 4))
  }
}
