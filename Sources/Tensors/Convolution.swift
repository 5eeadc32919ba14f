// Sums of products of the rows of two matrices, one of them moved along the other.

extension Tensor {
  /// Which operand of a product of the chain rule holds structural zeros, -0.0: these take no part,
  /// and a sum that nothing takes part in is one.
  public struct StructuralOperands: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let first = StructuralOperands(rawValue: 1)
    public static let second = StructuralOperands(rawValue: 2)
  }

  /// For each row the full convolution, `r[i + j] = sum(a[i] * b[j])`.
  public static func convolved(
    _ a: Tensor, _ b: Tensor, structural: StructuralOperands = []
  ) -> Tensor {
    let (n, m) = (a.shape[1], b.shape[1])
    return sliding(a, b, length: n + m - 1, structural) { i, j, visit in
      visit(i + j)
    }
  }

  /// For each row the products of `b` with each part of `a` that is as long,
  /// `r[i] = sum(a[i + j] * b[j])`.
  public static func correlated(
    _ a: Tensor, _ b: Tensor, structural: StructuralOperands = []
  ) -> Tensor {
    let (n, m) = (a.shape[1], b.shape[1])
    return sliding(a, b, length: n - m + 1, structural) { i, j, visit in
      if i >= j && i - j <= n - m { visit(i - j) }
    }
  }

  /// - Parameter target: calls back with the place to which a pair of elements contributes, if any.
  @inline(__always)
  private static func sliding(
    _ a: Tensor, _ b: Tensor, length: Int, _ structural: StructuralOperands,
    target: (_ i: Int, _ j: Int, _ visit: (Int) -> Void) -> Void
  ) -> Tensor {
    let (rows, n, m) = (a.shape[0], a.shape[1], b.shape[1])
    let type = a.arithmeticType.joined(with: b.arithmeticType)
    let shape: Shape = [rows, length]
    let start = structural.isEmpty ? 0.0 : -0.0
    if shape.count == 0 || n * m == 0 { return Tensor(repeating: start, shape: shape, type: type) }
    return a.withElements { a in
      b.withElements { b in
        Tensor(shape: shape, type: type) { result in
          result.update(repeating: start, count: shape.count)
          for row in 0..<rows {
            let (x, y, r) = (a + row * n, b + row * m, result + row * length)
            for j in 0..<m {
              let factor = y[j]
              if structural.contains(.second), factor.isNothing { continue }
              for i in 0..<n {
                if structural.contains(.first), x[i].isNothing { continue }
                // Adding +0.0 keeps a zero that was computed from being taken for a structural one.
                let product = x[i] * factor + 0.0
                target(i, j) { r[$0] += product }
              }
            }
          }
          type.round(result, count: shape.count)
        }
      }
    }
  }
}

extension Double {
  fileprivate var isNothing: Bool { self == 0 && sign == .minus }
}
