import ScalarMath
import Tensors

extension Primitive {
  static let statistics: [Primitive] = []
}
