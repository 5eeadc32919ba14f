import CKernels
import Tensors

extension Primitive {
  /// An argument of the recorded function.
  public static let input: Primitive = .init(operation: "input", parameters: [], .leaf)

  public static let constant: Primitive = .init(operation: "constant", parameters: [], .leaf)

  /// The same number under a name of its own, so that a derivative by it is not a derivative by the
  /// original.
  public static let alias: Primitive = .init(
    operation: "alias", .elementwise(.unary(sg_positive)),
    derivative: .elementwise { x, _ in x.filled(with: 1) })

  /// One of the results of an operation that has several.
  package static let part: Primitive = .init(
    operation: "part", parameters: [.x, Parameter("index", .integer)],
    .whole(
      shape: { _, _ in .scalar },
      value: { operands, statics in
        guard case .integer(let index) = statics[0], let bundle = operands[0].bundle else {
          return operands[0]
        }
        return bundle.parts[index]
      }),
    derivative: .flat)

  /// The first operand, which counts as depending on the others too: a tape that follows one branch
  /// of a condition keeps in mind what the other one reads.
  package static let tie: Primitive = .init(
    operation: "tie", parameters: [.x, Parameter("others", .variadicTensors)],
    .whole(
      shape: { shapes, _ in shapes[0] }, result: .sameAsOperand,
      value: { operands, _ in operands[0] }),
    derivative: .custom(
      pushforward: { _, tangents in tangents[0] },
      pullback: { _, operand, cotangent in operand == 0 ? cotangent : nil }),
    batching: { call in tie.apply([call.batched(0)] + call.operands.dropFirst()) })
}
