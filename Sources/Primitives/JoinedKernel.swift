import CKernels

extension Primitive {
  /// Loops for an operation and the one that reads its result, each rounded: of the operands of the
  /// first and the other operand of the second. Those of `other` - `result` have the result last.
  private static let joined:
    [(first: Primitive, second: Primitive, isLast: Bool, loop: ElementKernel.Ternary)] = [
      (multiply, add, false, sg_multiply_add), (multiply, add, true, sg_multiply_add),
      (multiply, subtract, false, sg_multiply_subtract),
      (multiply, subtract, true, sg_subtract_product),
      (multiply, multiply, false, sg_multiply_multiply),
      (multiply, multiply, true, sg_multiply_multiply),
      (add, multiply, false, sg_add_multiply), (add, multiply, true, sg_add_multiply),
      (subtract, multiply, false, sg_subtract_multiply),
      (subtract, multiply, true, sg_subtract_multiply),
      (add, add, false, sg_add_add), (add, add, true, sg_add_add),
    ]

  /// The kernel for this operation of two operands and one that reads its result.
  ///
  /// - Parameter isLast: whether the result is the reader's last operand, else its first.
  package func joined(with reader: Primitive, isLast: Bool) -> ElementKernel? {
    Self.joined.first { $0.first === self && $0.second === reader && $0.isLast == isLast }
      .map { .ternary($0.loop) }
  }
}
