import Testing

@testable import Tensors

@Suite struct ReductionTests {
  private static let types: [ElementType] = [.float64, .float32, .bool]

  private func maximum(_ x: [Double]) -> Double {
    x.reduce(-.infinity) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  }

  private func isEqual(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape && a.elementType == b.elementType && a.elements == b.elements
  }

  @Test(arguments: 1...100)
  func agreesWithTheDefinitions(seed: Int) {
    var samples = Samples(seed: seed)
    let x = samples.integers(samples.shape(), type: Self.types[seed % 3])
    let axes = samples.axes(x.rank)
    let type: ElementType = x.elementType == .float32 ? .float32 : .float64
    for keeping in [false, true] {
      let sum = x.reduced(over: axes, keepingDimensions: keeping, type: type) {
        $0.isEmpty ? 0 : $0.reduce(-0.0, +)
      }
      #expect(isIdentical(x.sum(over: axes, keepingDimensions: keeping), sum))
      let product = x.reduced(over: axes, keepingDimensions: keeping, type: type) {
        $0.reduce(1, *)
      }
      #expect(isEqual(x.product(over: axes, keepingDimensions: keeping), product))
      let any = x.reduced(over: axes, keepingDimensions: keeping, type: .bool) {
        $0.contains { $0 != 0 } ? 1 : 0
      }
      #expect(isIdentical(x.any(over: axes, keepingDimensions: keeping), any))
      let all = x.reduced(over: axes, keepingDimensions: keeping, type: .bool) {
        $0.contains(0) ? 0 : 1
      }
      #expect(isIdentical(x.all(over: axes, keepingDimensions: keeping), all))
      guard !axes.contains(where: { x.shape[$0] == 0 }) else { continue }
      let largest = x.reduced(over: axes, keepingDimensions: keeping, maximum)
      #expect(isEqual(x.maximum(over: axes, keepingDimensions: keeping), largest))
      let smallest = x.reduced(over: axes, keepingDimensions: keeping) { row in
        -maximum(row.map { -$0 })
      }
      #expect(isEqual(x.minimum(over: axes, keepingDimensions: keeping), smallest))
    }
  }

  /// Long enough for blocks and trees, wide enough for tiles, and with axes in between.
  @Test(
    arguments: [
      ([1000], [0]), ([3, 700], [1]), ([700, 3], [0]), ([2, 300, 5], [1]), ([140, 5000], [0]),
      ([20, 30, 40], [0, 2]), ([7, 300, 9], [0, 2]), ([9, 5, 260, 2], [0, 2]),
      ([300, 2, 300], [0, 2]), ([2, 3000, 20], [1]), ([40, 1, 41], [0, 2]),
      ([12, 3, 12, 3, 12], [1, 3]), ([3, 400, 300], [0, 2]), ([5000, 3, 9], [0, 2]),
    ] as [([Int], [Int])])
  func largeOnes(_ lengths: [Int], _ axes: [Int]) {
    var samples = Samples(seed: lengths.count)
    let shape = Shape(lengths)
    let x = Tensor(shape: shape) { elements in
      for i in 0..<shape.count { elements[i] = Double(samples.integer(-9...9)) }
    }
    let kept = (0..<x.rank).filter { !axes.contains($0) }
    let rows = x.permuted(kept + axes).elements
    let target = shape.reduced(over: axes, keepingDimensions: false)
    let length = shape.count / target.count
    func reduced(_ body: (ArraySlice<Double>) -> Double) -> [Double] {
      (0..<target.count).map { body(rows[($0 * length)..<(($0 + 1) * length)]) }
    }
    #expect(x.sum(over: axes, keepingDimensions: false).elements == reduced { $0.reduce(0, +) })
    #expect(
      x.maximum(over: axes, keepingDimensions: false).elements
        == reduced { $0.reduce(-.infinity, max) })
    #expect(
      x.minimum(over: axes, keepingDimensions: false).elements
        == reduced { $0.reduce(.infinity, min) })
    #expect(
      x.norm2(over: axes, keepingDimensions: false).elements
        == reduced { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() })
    #expect(
      x.any(over: axes, keepingDimensions: false).elements
        == reduced { $0.contains { $0 != 0 } ? 1 : 0 })
    #expect(
      x.all(over: axes, keepingDimensions: false).elements == reduced { $0.contains(0) ? 0 : 1 })
  }

  @Test func noAxesMeanEveryElementByItself() {
    let x = Tensor([1, -0.0, 3], shape: [3], type: .float32)
    #expect(isIdentical(x.sum(over: [], keepingDimensions: false), x))
    #expect(isIdentical(x.maximum(over: [], keepingDimensions: false), x))
    #expect(x.any(over: [], keepingDimensions: false).elements == [1, 0, 1])
    #expect(Tensor(-2).sum(over: [], keepingDimensions: false).scalarValue == -2)
    #expect(Tensor(-2).norm2(over: [], keepingDimensions: false).scalarValue == 2)
    #expect(Tensor(-2).logSumExp(over: [], keepingDimensions: false).scalarValue == -2)
  }

  @Test func resultsOfNothing() {
    let x = Tensor([], shape: [2, 0])
    #expect(isIdentical(x.sum(over: [1], keepingDimensions: false), Tensor([0, 0], shape: [2])))
    #expect(x.product(over: [1], keepingDimensions: true).elements == [1, 1])
    #expect(x.any(over: [1], keepingDimensions: false).elements == [0, 0])
    #expect(x.all(over: [1], keepingDimensions: false).elements == [1, 1])
    #expect(x.logSumExp(over: [1], keepingDimensions: false).elements == [-.infinity, -.infinity])
    #expect(x.norm2(over: [1], keepingDimensions: false).elements == [0, 0])
    #expect(x.sum(over: [0], keepingDimensions: false).shape == [0])
    #expect(x.norm2(over: [0], keepingDimensions: false).shape == [0])
    #expect(x.logSumExp(over: [0], keepingDimensions: true).shape == [1, 0])
    let uniform = Tensor(repeating: 3, shape: [0])
    #expect(isIdentical(uniform.sum(over: [0], keepingDimensions: false), Tensor(0)))
    #expect(uniform.logSumExp(over: [0], keepingDimensions: false).scalarValue == -.infinity)
  }

  @Test(arguments: [1, 2, 7, 8, 9, 128, 129, 1000])
  func aSumOfStructuralZerosIsOne(_ length: Int) {
    for shape in [[length], [length, 3], [3, length]] as [Shape] {
      let x = Tensor([Double](repeating: -0.0, count: shape.count), shape: shape)
      for x in [x, Tensor(repeating: -0.0, shape: shape)] {
        for axes in [[0], Array(0..<shape.rank)] {
          let sum = x.sum(over: axes, keepingDimensions: false)
          #expect(sum.elements.allSatisfy { $0 == 0 && $0.sign == .minus })
        }
      }
    }
  }

  @Test(arguments: [1, 2, 7, 8, 9, 20, 128, 129, 300])
  func notANumberWins(_ length: Int) {
    for place in Set([0, 1, length / 2, length - 1]) where place < length {
      var elements = (0..<length).map { Double($0 % 5) }
      elements[place] = .nan
      let row = Tensor(elements, shape: [1, length])
      let column = row.reshaped(to: [length, 1]).broadcast(to: [length, 3])
      for (x, axis) in [(row, 1), (column, 0)] {
        let results = [
          x.maximum(over: [axis], keepingDimensions: false),
          x.minimum(over: [axis], keepingDimensions: false),
          x.sum(over: [axis], keepingDimensions: false),
          x.logSumExp(over: [axis], keepingDimensions: false),
          x.norm2(over: [axis], keepingDimensions: false),
        ]
        #expect(results.allSatisfy { $0.elements.allSatisfy(\.isNaN) })
        #expect(x.argmax(axis: axis).elements.allSatisfy { $0 == Double(place) })
        #expect(x.argmin(axis: axis).elements.allSatisfy { $0 == Double(place) })
        #expect(x.any(over: [axis], keepingDimensions: false).elements.allSatisfy { $0 == 1 })
      }
    }
  }

  @Test func singlePrecisionIsRoundedOnce() {
    let x = Tensor([0x1p24, 1, 1], shape: [3], type: .float32)
    let sum = x.sum(over: [0], keepingDimensions: false)
    #expect(sum.elementType == .float32)
    #expect(sum.scalarValue == 0x1p24 + 2)
    let third = Tensor([1, 1, 1], shape: [3], type: .float32)
      .norm2(over: [0], keepingDimensions: false)
    #expect(third.scalarValue == Double(Float(3.0.squareRoot())))
  }

  @Test func truthValuesAreCounted() {
    let x = Tensor([1, 0, 1], shape: [3], type: .bool)
    #expect(isIdentical(x.sum(over: [0], keepingDimensions: false), Tensor(2)))
    #expect(
      isIdentical(x.maximum(over: [0], keepingDimensions: false), Tensor(1, type: .bool)))
  }

  // MARK: - argmax, argmin

  @Test(arguments: 1...60)
  func theFirstExtremumWins(seed: Int) {
    var samples = Samples(seed: seed)
    var lengths = samples.shape(rank: 1...3).dimensions
    let axis = samples.integer(0...(lengths.count - 1))
    lengths[axis] = [1, 2, 3, 12, 13, 40, 130, 300][samples.integer(0...7)]
    let x = samples.integers(Shape(lengths))
    let largest = x.reduced(over: [axis], keepingDimensions: false) { row in
      Double(row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 })
    }
    #expect(isIdentical(x.argmax(axis: axis), largest))
    let smallest = x.reduced(over: [axis], keepingDimensions: false) { row in
      Double(row.indices.reduce(0) { row[$1] < row[$0] ? $1 : $0 })
    }
    #expect(isIdentical(x.argmin(axis: axis), smallest))
  }

  @Test func wideColumnsAreSearchedInTiles() {
    let x = tensor([3, 1100]) { Double(($0[0] * 7 + $0[1] * 5) % 11) }
    let expected = x.reduced(over: [0], keepingDimensions: false) { row in
      Double(row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 })
    }
    #expect(isIdentical(x.argmax(axis: 0), expected))
  }

  @Test func infinitiesAreElements() {
    let x = Tensor([Double](repeating: -.infinity, count: 20), shape: [20])
    #expect(x.argmax(axis: 0).scalarValue == 0)
    #expect(x.argmin(axis: 0).scalarValue == 0)
    #expect(x.maximum(over: [0], keepingDimensions: false).scalarValue == -.infinity)
  }
}
