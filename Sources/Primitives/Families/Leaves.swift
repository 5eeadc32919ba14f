import CKernels

extension Primitive {
  /// An argument of the recorded function.
  public static let input: Primitive = .init(operation: "input", parameters: [], .leaf)

  public static let constant: Primitive = .init(operation: "constant", parameters: [], .leaf)

  /// The same number under a name of its own, so that a derivative by it is not a derivative by the
  /// original.
  public static let alias: Primitive = .init(
    operation: "alias", .elementwise(.unary(sg_positive)),
    derivative: .elementwise { x, _ in x.filled(with: 1) })
}
