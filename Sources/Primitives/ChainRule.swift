import CKernels
import Tensors

// The chain rule multiplies what arrives (a tangent or cotangent) by a partial derivative. Where
// nothing arrives, because a branch was not taken or an element was not selected, nothing may be
// contributed, not even 0 · ∞ = NaN, at any order of differentiation.
//
// So "nothing" is a value of its own, the structural zero -0.0: it is the identity of addition, it
// survives copying, and `chain_multiply` keeps it whatever the partial is. A zero that was computed
// is kept apart as +0.0. Which nodes may hold structural zeros is known when they are recorded, and
// only those pay for the special product.

extension Variable {
  /// Whether elements may be structural zeros.
  public var mayHoldStructuralZeros: Bool { recorder.mayHoldStructuralZeros(node) }

  /// Nothing: a structural zero in every element.
  public static func structuralZero(like other: Variable) -> Variable {
    other.filled(with: -0.0)
  }

  /// This tangent or cotangent times a partial derivative.
  public func chained(_ partial: Variable) -> Variable {
    switch (mayHoldStructuralZeros, partial.mayHoldStructuralZeros) {
    case (false, false):
      if let factor = partial.constantValue {
        if factor == 1 { return broadcast(to: partial.shape) }
        if factor == -1 { return (-self).broadcast(to: partial.shape) }
      }
      if constantValue == 1, partial.elementType != .bool { return partial.broadcast(to: shape) }
      return self * partial
    case (true, false): return Primitive.chainMultiply(self, partial)
    case (false, true): return Primitive.chainMultiply(partial, self)
    case (true, true): return Primitive.chainMultiplyEither(self, partial)
    }
  }

  /// This where the condition holds (or, inverted, where it does not), else nothing.
  public func kept(where condition: Variable, inverted: Bool = false) -> Variable {
    (inverted ? Primitive.keepUnless : Primitive.keepWhere)(withComputedZeros, condition)
  }

  /// The same numbers, ready to stand among structural zeros: a computed zero is +0.0.
  public var withComputedZeros: Variable { mayHoldStructuralZeros ? self : self + 0 }

  /// The same numbers for the outside world, where a structural zero is just 0.
  public var withoutStructuralZeros: Variable { mayHoldStructuralZeros ? self + 0 : self }
}

extension StaticValue {
  /// The background of an array in which only some places are written. (-0.0 and 0.0 are equal as
  /// numbers, so the number itself would not tell them apart.)
  package static let structuralZero = StaticValue.text("nothing")
}

extension Primitive {
  /// Whether a structural zero of any operand comes out as one.
  public var keepsStructuralZeros: Bool {
    switch derivative {
    case .linear: true
    case .selection: self === Primitive.where
    default:
      self === Primitive.chainMultiply || self === Primitive.chainMultiplyEither
        || self === Primitive.chainContract || self === Primitive.chainRecurrence
        || self === Primitive.gatherAxis || self === Primitive.gatherAlong
    }
  }

  /// Whether it puts structural zeros into its result.
  public func makesStructuralZeros(_ statics: [StaticValue]) -> Bool {
    if isElementwise {
      guard case .selection = derivative else { return false }
      return self === Primitive.keepWhere || self === Primitive.keepUnless
    }
    if self === Primitive.place { return statics.last == .structuralZero }
    return self === Primitive.scatterAdd || self === Primitive.assemble
      || self === Primitive.scatterAddAlong || slidesStructuralZeros(statics)
  }

  package static let keepWhere: Primitive = .init(
    operation: "keep_where", parameters: [.x, Parameter("condition")],
    .elementwise(.binary(sg_keep_where)),
    derivative: .selection([{ ($0[1], false) }, nil]))

  package static let keepUnless: Primitive = .init(
    operation: "keep_unless", parameters: [.x, Parameter("condition")],
    .elementwise(.binary(sg_keep_unless)),
    derivative: .selection([{ ($0[1], true) }, nil]))

  package static let chainMultiply: Primitive = .init(
    operation: "chain_multiply", parameters: [.x, Parameter("partial")],
    .elementwise(.binary(sg_chain_multiply)),
    derivative: .elementwise({ _, partial, _ in partial }, { x, _, _ in x }))

  package static let chainMultiplyEither: Primitive = .init(
    operation: "chain_multiply_either", parameters: [.x, Parameter("partial")],
    .elementwise(.binary(sg_chain_multiply_either)),
    derivative: .elementwise({ _, partial, _ in partial }, { x, _, _ in x }))
}
