import Autodiff
import Testing

@Suite struct JacobianOfFunctionTests {
  private let x = Tensor([0.5, -1.25, 2], shape: [3])

  @Test(arguments: [JacobianMode.forward, .reverse, .cheapest])
  func jacobianOfASquare(mode: JacobianMode) throws {
    let (value, matrix) = try jacobian(of: { x in x * x * 3 }, at: x, mode: mode)
    #expect(value.elements == [0.75, 4.6875, 12])
    #expect(matrix.shape == [3, 3])
    #expect(matrix.elements == [3, 0, 0, 0, -7.5, 0, 0, 0, 12])
  }

  @Test func jacobianOfWhatDoesNotDependOnX() throws {
    let (_, matrix) = try jacobian(of: { x in x.number(7) }, at: x)
    #expect(matrix.elements == [0, 0, 0])
  }

  @Test func hessianOfACubicForm() throws {
    // f = Σ x³ + (Σ x)², so H = diag(6x) + 2.
    let (value, gradient, second) = try hessian(
      of: { x in (x * x * x).sum() + x.sum() * x.sum() }, at: x)
    #expect(value.elements == [0.125 - 1.953125 + 8 + 1.25 * 1.25])
    #expect(gradient.elements == [0.75 + 2.5, 3 * 1.5625 + 2.5, 12 + 2.5])
    #expect(second.elements == [5, 2, 2, 2, -5.5, 2, 2, 2, 14])
  }

  @Test func aHessianIsThatOfANumber() {
    #expect(throws: TensorError.self) { try hessian(of: { x in x * 2 }, at: x) }
  }
}
