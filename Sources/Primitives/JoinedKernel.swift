import CKernels

extension Primitive {
  /// Loops for an operation and the one that reads its result, each rounded: of the operands of the
  /// first and the other operand of the second. Where the order counts, whether the result comes last.
  private static let joined:
    [(first: Primitive, second: Primitive, isLast: Bool?, loop: ElementKernel.Ternary)] = [
      (multiply, add, nil, sg_multiply_add), (multiply, subtract, false, sg_multiply_subtract),
      (multiply, subtract, true, sg_subtract_product),
      (multiply, multiply, nil, sg_multiply_multiply), (add, multiply, nil, sg_add_multiply),
      (subtract, multiply, nil, sg_subtract_multiply), (add, add, nil, sg_add_add),
    ]

  /// The kernel for this operation of two operands and one that reads its result.
  ///
  /// - Parameter isLast: whether the result is the reader's last operand, else its first.
  package func joined(with reader: Primitive, isLast: Bool) -> ElementKernel? {
    Self.joined.first { $0.first === self && $0.second === reader && $0.isLast ?? isLast == isLast }
      .map { .ternary($0.loop) }
  }
}
