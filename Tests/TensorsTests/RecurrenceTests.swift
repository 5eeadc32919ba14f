import Testing

@testable import Tensors

@Suite struct RecurrenceTests {
  private func naive(_ a: Tensor, _ b: Tensor, axis: Int, reversed: Bool) -> Tensor {
    var result: [[Int]: Double] = [:]
    let all = places(b.shape)
    for place in reversed ? all.reversed() : all {
      var previous = place
      previous[axis] += reversed ? 1 : -1
      if let state = result[previous] {
        result[place] = a[place] * state + b[place]
      } else {
        result[place] = b[place]
      }
    }
    return tensor(b.shape) { result[$0] ?? .nan }
  }

  @Test(arguments: 1...60)
  func agreesWithTheDefinition(seed: Int) {
    var samples = Samples(seed: seed)
    let shape = samples.shape(rank: 1...4)
    let axis = samples.integer(0...(shape.rank - 1))
    let (a, b) = (samples.numbers(shape), samples.numbers(shape))
    for reversed in [false, true] {
      for a in [a, Tensor(repeating: 1, shape: shape), Tensor(repeating: -0.7, shape: shape)] {
        let result = Tensor.linearRecurrence(
          coefficients: a, inputs: b, axis: axis, reversed: reversed)
        #expect(isIdentical(result, naive(a, b, axis: axis, reversed: reversed)))
      }
    }
  }

  @Test func theFirstCoefficientIsNotUsed() {
    for special in [Double.infinity, .nan, 0] {
      let a = Tensor([special, 2, 2], shape: [3])
      let b = Tensor([-0.0, 1, 1], shape: [3])
      let result = Tensor.linearRecurrence(coefficients: a, inputs: b, axis: 0, reversed: false)
      #expect(isIdentical(result, Tensor([-0.0, 1, 3], shape: [3])))
    }
    let a = Tensor([2, 2, .nan], shape: [3])
    let result = Tensor.linearRecurrence(
      coefficients: a, inputs: Tensor([1, 1, -0.0], shape: [3]), axis: 0, reversed: true)
    #expect(isIdentical(result, Tensor([3, 1, -0.0], shape: [3])))
  }

  @Test func aStructuralZeroSurvives() {
    let zeros = Tensor(repeating: -0.0, shape: [3])
    let result = Tensor.linearRecurrence(
      coefficients: Tensor(repeating: 1, shape: [3]), inputs: zeros, axis: 0, reversed: false)
    #expect(isIdentical(result, Tensor([-0.0, -0.0, -0.0], shape: [3])))
  }

  @Test func stepsAreNotRounded() {
    let b = Tensor([0x1p24, 1, 1], shape: [3], type: .float32)
    let one = Tensor(repeating: 1, shape: [3], type: .float32)
    let result = Tensor.linearRecurrence(coefficients: one, inputs: b, axis: 0, reversed: false)
    #expect(result.elementType == .float32)
    #expect(result.elements == [0x1p24, 0x1p24, 0x1p24 + 2])
  }

  @Test func emptyAxes() {
    for shape in [[0], [0, 2], [2, 0]] as [Shape] {
      let x = Tensor([], shape: shape)
      let result = Tensor.linearRecurrence(coefficients: x, inputs: x, axis: 0, reversed: false)
      #expect(result.shape == shape)
    }
  }
}
