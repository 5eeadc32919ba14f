import Testing

@testable import Tensors

@Suite struct GatherTests {
  /// Indices from both ends of an axis.
  private func indices(_ shape: Shape, _ length: Int, _ samples: inout Samples) -> Tensor {
    Tensor(
      (0..<shape.count).map { _ in Double(samples.integer(-length...(length - 1))) }, shape: shape)
  }

  private func place(_ index: Double, _ length: Int) -> Int {
    index < 0 ? Int(index) + length : Int(index)
  }

  @Test(arguments: 1...60)
  func takingReplacesAnAxisByThoseOfTheIndices(seed: Int) throws {
    var samples = Samples(seed: seed)
    var lengths = samples.shape(rank: 1...3).dimensions
    let axis = samples.integer(0...(lengths.count - 1))
    lengths[axis] = max(1, lengths[axis])
    let length = lengths[axis]
    let x = samples.integers(Shape(lengths))
    let chosen = indices(samples.shape(rank: 0...2), length, &samples)
    let inner = axis + chosen.rank
    let target = Shape(lengths[..<axis] + chosen.shape.dimensions + lengths[(axis + 1)...])
    let expected = tensor(target) { at in
      x[at[..<axis] + [place(chosen[Array(at[axis..<inner])], length)] + at[inner...]]
    }
    let taken = try x.taking(chosen, axis: axis)
    #expect(isIdentical(taken, expected))

    var sums = [Double](repeating: -0.0, count: x.count)
    for at in places(target) {
      let to = at[..<axis] + [place(chosen[Array(at[axis..<inner])], length)] + at[inner...]
      sums[zip(to, x.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }] += taken[at]
    }
    let scattered = try taken.scatteringAdd(at: chosen, axis: axis, length: length)
    #expect(isIdentical(scattered, Tensor(sums, shape: x.shape)))
  }

  @Test(arguments: 1...60)
  func takingAlongKeepsOtherPlaces(seed: Int) throws {
    var samples = Samples(seed: seed)
    var lengths = samples.shape(rank: 1...4).dimensions
    let axis = samples.integer(0...(lengths.count - 1))
    lengths[axis] = max(1, lengths[axis])
    let length = lengths[axis]
    let x = samples.integers(Shape(lengths))
    lengths[axis] = samples.integer(0...4)
    let chosen = indices(Shape(lengths), length, &samples)
    func source(_ at: [Int]) -> [Int] {
      at[..<axis] + [place(chosen[at], length)] + at[(axis + 1)...]
    }
    let taken = try x.takingAlong(chosen, axis: axis)
    #expect(isIdentical(taken, tensor(chosen.shape) { x[source($0)] }))

    var sums = [Double](repeating: -0.0, count: x.count)
    for at in places(chosen.shape) {
      sums[zip(source(at), x.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }] += taken[at]
    }
    let scattered = try taken.scatteringAddAlong(chosen, axis: axis, length: length)
    #expect(isIdentical(scattered, Tensor(sums, shape: x.shape)))
  }

  @Test func takingAlongBroadcastsOtherAxes() throws {
    let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let along = try x.takingAlong(Tensor([2, 0], shape: [1, 2]), axis: 1)
    #expect(along.shape == [2, 2])
    #expect(along.elements == [3, 1, 6, 4])
    let row = Tensor([1, 2, 3], shape: [1, 3])
    #expect(try row.takingAlong(Tensor([0, 1], shape: [2, 1]), axis: 1).elements == [1, 2])
  }

  @Test func placesThatNothingNamesAreNeutral() throws {
    let sums = try Tensor([1, 2, 3], shape: [3])
      .scatteringAdd(at: Tensor([1, 1, -1], shape: [3]), axis: 0, length: 4)
    #expect(isIdentical(sums, Tensor([-0.0, 3, -0.0, 3], shape: [4])))
    let none = try Tensor([], shape: [0]).scatteringAdd(
      at: Tensor([], shape: [0]), axis: 0, length: 2)
    #expect(isIdentical(none, Tensor(repeating: -0.0, shape: [2])))
  }

  @Test func contributionsAreRoundedOnce() throws {
    let x = Tensor([0x1p24, 1, 1], shape: [3], type: .float32)
    let sum = try x.scatteringAdd(at: Tensor(repeating: 0, shape: [3]), axis: 0, length: 1)
    #expect(sum.elementType == .float32)
    #expect(sum[0] == 0x1p24 + 2)
  }

  @Test(
    arguments: [
      (3.0, "index-out-of-range", "index 3 is out of range for axis 0 of length 3"),
      (-4, "index-out-of-range", "index -4 is out of range for axis 0 of length 3"),
      (1e300, "index-out-of-range", "index 1e+300 is out of range for axis 0 of length 3"),
      (1.5, "bad-index", "index 1.5 is not a whole number"),
      (-0.5, "bad-index", "index -0.5 is not a whole number"),
      (.nan, "bad-index", "index nan is not a whole number"),
      (-.infinity, "index-out-of-range", "index -inf is out of range for axis 0 of length 3"),
    ] as [(Double, String, String)])
  func faultyIndicesAreNamed(_ index: Double, _ code: String, _ message: String) {
    let x = Tensor([1, 2, 3], shape: [3])
    for chosen in [Tensor(repeating: index, shape: [2]), Tensor([0, index, 7], shape: [3])] {
      let error = #expect(throws: TensorError.self) { try x.taking(chosen, axis: 0) }
      #expect(error?.code == code)
      #expect(error?.message == message)
      #expect(throws: TensorError.self) { try x.takingAlong(chosen, axis: 0) }
      #expect(throws: TensorError.self) {
        try chosen.scatteringAdd(at: chosen, axis: 0, length: 3)
      }
      #expect(throws: TensorError.self) {
        try chosen.scatteringAddAlong(chosen, axis: 0, length: 3)
      }
    }
  }

  @Test func anEmptyAxisHasNoPlaces() throws {
    let x = Tensor([], shape: [0, 2])
    #expect(try x.taking(Tensor([], shape: [0]), axis: 0).shape == [0, 2])
    #expect(throws: TensorError.self) { try x.taking(Tensor(0), axis: 0) }
  }

  @Test func negativeZeroIsAnIndex() throws {
    #expect(try Tensor([5, 6], shape: [2]).taking(Tensor(-0.0), axis: 0).scalarValue == 5)
  }
}
