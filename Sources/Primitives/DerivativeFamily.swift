import Tensors

// Derivatives that no formula in known functions gives with all digits: numbers of their own, one
// function for each order, indexed by it.

extension Primitive {
  /// A function of one number and its derivatives; the fixed integer of the operation says which.
  ///
  /// - Parameters:
  ///   - kernel: the value, from the fixed integer and the number.
  ///   - family: the operation itself, of which the rule is the next member.
  ///   - step: what one more derivative adds to the fixed integer.
  static func derivatives(
    _ operation: String, of x: Parameter = .x, _ kernel: @escaping ElementKernel.Indexed,
    family: @escaping @Sendable () -> Primitive, step: Int = 1, domain: Domain = .reals,
    meaning: Meaning
  ) -> Primitive {
    .init(
      operation: operation, parameters: [x, Parameter("n", .integer)],
      .elementwise(.indexed(kernel)), derivative: .nextOrder(step: step, family), domain: domain,
      meaning: meaning)
  }
}

extension Definition {
  /// The member of a family that is the function itself, not differentiated.
  static func firstMember(of family: @escaping @Sendable () -> Primitive) -> Definition {
    .composition { call throws(TensorError) in
      family().apply([try call.tensor(0)], [.integer(0)])
    }
  }
}

extension Derivative {
  /// Of a member of a family of functions of one number: the next one, which its fixed integer is a
  /// step away from.
  static func nextOrder(step: Int = 1, _ family: @escaping @Sendable () -> Primitive) -> Self {
    .elementwise([{ family().apply([$0.x], [.integer($0.index + step)]) }])
  }

  /// Of a member of a family of functions of two numbers: the fixed integer counts the derivatives
  /// by the first, and in steps of `base` those by the second.
  static func nextOrders(
    base: Int = 64, _ family: @escaping @Sendable () -> Primitive
  ) -> Self {
    .elementwise([
      { family().apply($0.operands, [.integer($0.index + 1)]) },
      { family().apply($0.operands, [.integer($0.index + base)]) },
    ])
  }
}
