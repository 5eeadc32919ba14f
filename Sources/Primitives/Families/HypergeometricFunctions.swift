import ScalarMath
import Tensors

extension Primitive {
  static let hypergeometricFunctions: [Primitive] = orthogonalPolynomials
}
