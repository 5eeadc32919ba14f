import ScalarMath
import Tensors

extension Primitive {
  static let besselFunctions: [Primitive] = []
}
