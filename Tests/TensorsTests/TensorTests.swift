import Testing

@testable import Tensors

@Suite struct TensorTests {
  @Test func aScalarIsUniform() {
    #expect(Tensor(2).scalarValue == 2)
    #expect(Tensor(2).shape == .scalar)
    #expect(Tensor([2], shape: [1]).uniformValue == 2)
    #expect(Tensor([2], shape: [1]).scalarValue == nil)
  }

  @Test func elementsComeBackInOrder() {
    let tensor = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.elements == [1, 2, 3, 4, 5, 6])
    #expect(tensor[4] == 5)
    #expect(tensor[[1, 0]] == 4)
    #expect(tensor.uniformValue == nil)
    #expect(tensor.count == 6 && tensor.rank == 2)
  }

  @Test func aUniformTensorLaysItsElementsOutOnDemand() {
    let tensor = Tensor(repeating: 7, shape: [2, 2])
    #expect(tensor.elements == [7, 7, 7, 7])
    #expect(tensor.base == nil)
    #expect(tensor.withElements { [$0[0], $0[3]] } == [7, 7])
  }

  @Test func anEmptyTensorHasNoElements() {
    #expect(Tensor([], shape: [0, 3]).elements == [])
    #expect(Tensor(repeating: 1, shape: [0]).elements == [])
    #expect(Tensor([], shape: [0]).isFinite)
  }

  @Test func writingIntoUninitialisedMemory() {
    let tensor = Tensor(shape: [3]) { for i in 0..<3 { $0[i] = Double(i) } }
    #expect(tensor.elements == [0, 1, 2])
    #expect(Tensor(shape: .scalar) { $0[0] = 5 }.scalarValue == 5)
  }

  @Test func conversionRounds() {
    let tensor = Tensor([0.1, -0.0, 1e300, .nan], shape: [4])
    let single = tensor.converted(to: .float32)
    #expect(single.elements[0] == Double(Float(0.1)))
    #expect(single.elements[1].sign == .minus)
    #expect(single.elements[2] == .infinity)
    #expect(single.converted(to: .float64).elementType == .float64)
    #expect(tensor.converted(to: .bool).elements == [1, 0, 1, 1])
    #expect(Tensor(0.1, type: .float32).scalarValue == Double(Float(0.1)))
  }

  @Test func reshapingKeepsElements() {
    let tensor = Tensor([1, 2, 3, 4], shape: [4], type: .float32).reshaped(to: [2, 2])
    #expect(tensor.shape == [2, 2])
    #expect(tensor.elementType == .float32)
    #expect(tensor.elements == [1, 2, 3, 4])
    #expect(Tensor(repeating: 1, shape: [6]).reshaped(to: [2, 3]).uniformValue == 1)
  }

  @Test func finiteness() {
    #expect(Tensor([1, 2], shape: [2]).isFinite)
    #expect(!Tensor([1, .infinity], shape: [2]).isFinite)
    #expect(!Tensor(.nan).isFinite)
  }
}

@Suite struct TensorBuilderTests {
  @Test func aBuilderBecomesATensor() {
    let builder = TensorBuilder(shape: [2, 2], type: .float32)
    for i in 0..<4 { builder.base[i] = Double(i) }
    let tensor = builder.finished()
    #expect(tensor.elements == [0, 1, 2, 3])
    #expect(tensor.shape == [2, 2])
    #expect(tensor.elementType == .float32)
  }

  @Test func oneElementBecomesUniform() {
    let builder = TensorBuilder(shape: .scalar, type: .float64)
    builder.base[0] = 3
    #expect(builder.finished().scalarValue == 3)
  }
}

@Suite struct ElementTypeTests {
  @Test func names() {
    #expect(ElementType.float64.name == "float64")
    #expect(ElementType.float32.name == "float32")
    #expect(ElementType.bool.name == "bool")
  }

  @Test func joining() {
    #expect(ElementType.bool.joined(with: .float32) == .float32)
    #expect(ElementType.float32.joined(with: .float64) == .float64)
    #expect(ElementType.bool.joined(with: .bool) == .bool)
  }
}
