import ScalarMath
import Tensors

extension Primitive {
  static let incompleteGammaBeta: [Primitive] = []
}
