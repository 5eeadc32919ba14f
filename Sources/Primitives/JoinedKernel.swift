import CKernels

/// A loop for an operation and those whose results it alone reads, each rounded. Its operands are those
/// of the inner operations and, behind them, what the outer one reads besides.
package enum JoinedKernel: Sendable {
  case binary(ElementKernel.Binary)
  case ternary(ElementKernel.Ternary)
  case quaternary(ElementKernel.Quaternary)

  /// What does this in a program over blocks, its registers still to be given.
  package var instruction: sg_block_instruction {
    switch self {
    case .binary(let loop): sg_block_instruction(SG_BINARY_LOOP, loop)
    case .ternary(let loop): sg_block_instruction(SG_TERNARY_LOOP, loop)
    case .quaternary(let loop): sg_block_instruction(SG_QUATERNARY_LOOP, loop)
    }
  }
}

extension Primitive {
  /// Where the order of the reader's operands counts, whether the result comes last.
  private static let joined:
    [(inner: Primitive, reader: Primitive, isLast: Bool?, kernel: JoinedKernel)] = [
      (multiply, negative, nil, .binary(sg_negative_product)),
      (multiply, add, nil, .ternary(sg_multiply_add)),
      (multiply, subtract, false, .ternary(sg_multiply_subtract)),
      (multiply, subtract, true, .ternary(sg_subtract_product)),
      (multiply, multiply, nil, .ternary(sg_multiply_multiply)),
      (add, multiply, nil, .ternary(sg_add_multiply)),
      (subtract, multiply, nil, .ternary(sg_subtract_multiply)),
      (add, add, nil, .ternary(sg_add_add)),
    ]

  private static let joinedWithTwo:
    [(first: Primitive, last: Primitive, reader: Primitive, kernel: JoinedKernel)] = [
      (multiply, multiply, add, .quaternary(sg_sum_of_products)),
      (multiply, multiply, subtract, .quaternary(sg_difference_of_products)),
    ]

  private static let chains:
    [(innermost: Primitive, inner: Primitive, reader: Primitive, kernel: JoinedKernel)] = [
      (multiply, multiply, add, .quaternary(sg_multiply_multiply_add))
    ]

  /// The kernel for this operation and one that reads its result.
  ///
  /// - Parameter isLast: whether the result is the reader's last operand, else its first.
  package func joined(with reader: Primitive, isLast: Bool) -> JoinedKernel? {
    Self.joined.first {
      $0.inner === self && $0.reader === reader && $0.isLast ?? isLast == isLast
    }?
    .kernel
  }

  /// The kernel for this operation, another one, and one that reads both results in this order.
  package func joined(and last: Primitive, with reader: Primitive) -> JoinedKernel? {
    Self.joinedWithTwo.first { $0.first === self && $0.last === last && $0.reader === reader }?
      .kernel
  }

  /// The kernel for this operation, one that reads its result, and one that reads that one's.
  package func joined(through inner: Primitive, with reader: Primitive) -> JoinedKernel? {
    Self.chains.first { $0.innermost === self && $0.inner === inner && $0.reader === reader }?
      .kernel
  }
}
