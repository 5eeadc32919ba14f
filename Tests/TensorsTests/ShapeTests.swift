import Testing

@testable import Tensors

@Suite struct ShapeTests {
  @Test func countIsTheProductOfLengths() {
    #expect(Shape.scalar.count == 1)
    #expect(([2, 3, 4] as Shape).count == 24)
    #expect(([2, 0, 4] as Shape).count == 0)
  }

  @Test func stridesAreRowMajor() {
    #expect(([2, 3, 4] as Shape).strides == [12, 4, 1])
    #expect(Shape.scalar.strides == [])
  }

  @Test func descriptionIsNumPys() {
    #expect("\(Shape.scalar)" == "()")
    #expect("\([3] as Shape)" == "(3,)")
    #expect("\([2, 3] as Shape)" == "(2, 3)")
  }

  @Test func checkedLengthsAreNotNegativeAndFitIntoMemory() throws {
    #expect(try Shape(checking: [2, 3]) == [2, 3])
    #expect(throws: TensorError.self) { try Shape(checking: [2, -1]) }
    let tooLarge = #expect(throws: TensorError.self) { try Shape(checking: [1 << 40, 1 << 40]) }
    #expect(tooLarge?.code == "too-large")
  }

  @Test(
    arguments: [
      ([], [], []), ([3], [], [3]), ([2, 1], [3], [2, 3]), ([4, 1, 3], [2, 1], [4, 2, 3]),
      ([0], [1], [0]), ([1], [0], [0]),
    ] as [([Int], [Int], [Int])])
  func broadcasting(_ a: [Int], _ b: [Int], _ result: [Int]) throws {
    #expect(try Shape(a).broadcast(with: Shape(b)) == Shape(result))
    #expect(try Shape(b).broadcast(with: Shape(a)) == Shape(result))
  }

  @Test func aMismatchNamesBothShapes() {
    let error = #expect(throws: TensorError.self) {
      try ([2, 3] as Shape).broadcast(with: [2, 4])
    }
    #expect(error?.code == "shape-mismatch")
    #expect(error?.message == "the shapes (2, 3) and (2, 4) do not broadcast")
    #expect(throws: TensorError.self) { try ([0] as Shape).broadcast(with: [2]) }
  }

  @Test func repeatedAxesAreThoseThatBroadcastingFills() {
    #expect(([3, 1] as Shape).axesRepeated(in: [2, 3, 4]) == [0, 2])
    #expect(([1, 1] as Shape).axesRepeated(in: [1, 5]) == [1])
    #expect(Shape.scalar.axesRepeated(in: [2, 3]) == [0, 1])
  }

  @Test func axesCountFromTheBackToo() throws {
    let shape: Shape = [2, 3, 4]
    #expect(try shape.axis(-1) == 2)
    #expect(try shape.axis(0) == 0)
    #expect(try shape.axes([-1, 0]) == [0, 2])
    #expect(try shape.axes(nil) == [0, 1, 2])
  }

  @Test func axesThatDoNotExistOrRepeatAreRefused() {
    let shape: Shape = [2, 3]
    #expect(throws: TensorError.self) { try shape.axis(2) }
    #expect(throws: TensorError.self) { try shape.axis(-3) }
    #expect(throws: TensorError.self) { try Shape.scalar.axis(0) }
    let twice = #expect(throws: TensorError.self) { try shape.axes([1, -1]) }
    #expect(twice?.code == "bad-axis")
  }

  @Test func reducingDropsOrKeepsAxes() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.reduced(over: [0, 2], keepingDimensions: false) == [3])
    #expect(shape.reduced(over: [0, 2], keepingDimensions: true) == [1, 3, 1])
    #expect(shape.reduced(over: [], keepingDimensions: true) == shape)
  }
}
