import CKernels
import ScalarMath

/// A loop for two functions of the same operand that take less time together, such as a function and
/// its derivative. It gives each the bits of its own loop.
public enum PairedKernel: Sendable {
  public typealias Loop =
    @convention(c) (
      UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?, Int
    ) -> Void

  /// A loop that leaves what is beyond its limits to other functions.
  public typealias Guarded =
    @convention(c) (
      UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?, Int,
      ElementKernel.Function?, ElementKernel.Function?
    ) -> Void

  case loop(Loop)
  case guarded(Guarded, ElementKernel.Function, ElementKernel.Function)

  /// What does this in a program over blocks, its registers still to be given: the first result goes
  /// to `result`, the second to `other`. One of them may be the operand.
  package var instruction: sg_block_instruction {
    switch self {
    case .loop(let loop): sg_block_instruction(SG_PAIRED_LOOP, loop)
    case .guarded(let loop, let ofOthers, let otherOfOthers):
      sg_block_instruction(
        SG_GUARDED_PAIRED_LOOP, loop, ofOthers: ofOthers, otherOfOthers: otherOfOthers)
    }
  }
}

extension Primitive {
  private static let pairs: [(first: Primitive, second: Primitive, kernel: PairedKernel)] = [
    (log, reciprocal, .loop(sg_logarithm_and_reciprocal)),
    (tanh, sechSquared, .loop(sg_tanh_and_sech_squared)),
    (erf, gaussian, .loop(sg_erf_and_gaussian)),
    (ndtr, normalDensity, .loop(sg_ndtr_and_normal_density)),
    (sin, cos, .guarded(sg_sine_and_cosine, { Math.sin($0) }, { Math.cos($0) })),
    (
      lgamma, digamma,
      .guarded(sg_log_gamma_and_digamma, { Math.lgamma($0) }, { Math.digamma($0) })
    ),
  ]

  /// The kernel for this function and, as the second, another one, if there is such a kernel.
  package func paired(with second: Primitive) -> PairedKernel? {
    Self.pairs.first { $0.first === self && $0.second === second }?.kernel
  }

  /// The function that is computed with this one, before or after it.
  package var partner: Primitive? {
    for pair in Self.pairs {
      if pair.first === self { return pair.second }
      if pair.second === self { return pair.first }
    }
    return nil
  }
}
