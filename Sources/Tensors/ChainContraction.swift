extension Tensor {
  /// The matrix product of `contracted` in the chain rule: a structural zero, -0.0, of one operand
  /// takes no part in the sums, whatever it meets, and a sum that nothing takes part in is one.
  public static func chainContracted(
    _ a: Tensor, _ b: Tensor, transposingA: Bool, transposingB: Bool, structuralIsFirst: Bool
  ) -> Tensor {
    let product = contracted(a, b, transposingA: transposingA, transposingB: transposingB)
    let sum = ChainSum(
      structural: structuralIsFirst ? a : b, other: structuralIsFirst ? b : a,
      isTransposed: structuralIsFirst ? transposingA : !transposingB,
      otherIsTransposed: structuralIsFirst ? !transposingB : transposingA)
    let (rows, columns) = (product.shape[1], product.shape[2])
    return Tensor(shape: product.shape, type: product.elementType) { result in
      for position in 0..<product.count {
        let batch = position / (rows * columns)
        let (row, column) = (position / columns % rows, position % columns)
        let kept = structuralIsFirst ? row : column
        // Adding +0.0 keeps a zero that was computed from being taken for a structural one.
        if !sum.hasParts(batch, kept) {
          result[position] = -0.0
        } else if sum.otherIsFinite {
          result[position] = product[position] + 0.0
        } else {
          let value = sum.value(batch, kept, structuralIsFirst ? column : row)
          result[position] = product.elementType.rounding(value)
        }
      }
    }
  }
}

/// The sums of products of the rows of an operand that holds structural zeros with those of another.
private struct ChainSum {
  let structural: Tensor
  let other: Tensor
  /// Whether the summed axis is the first of each matrix, not the last.
  let isTransposed: Bool
  let otherIsTransposed: Bool
  let otherIsFinite: Bool
  private let rowsWithParts: [Bool]

  init(structural: Tensor, other: Tensor, isTransposed: Bool, otherIsTransposed: Bool) {
    self.structural = structural
    self.other = other
    self.isTransposed = isTransposed
    self.otherIsTransposed = otherIsTransposed
    otherIsFinite = other.isFinite
    let (first, last) = (structural.shape[1], structural.shape[2])
    let rows = isTransposed ? last : first
    var parts = [Bool](repeating: false, count: structural.shape[0] * rows)
    for position in 0..<structural.count where !structural[position].isStructuralZero {
      let row = isTransposed ? position % last : position / last % first
      parts[position / (first * last) * rows + row] = true
    }
    rowsWithParts = parts
  }

  func hasParts(_ batch: Int, _ row: Int) -> Bool {
    rowsWithParts[batch * (isTransposed ? structural.shape[2] : structural.shape[1]) + row]
  }

  func value(_ batch: Int, _ row: Int, _ otherRow: Int) -> Double {
    var sum = 0.0
    for k in 0..<(isTransposed ? structural.shape[1] : structural.shape[2]) {
      let factor = element(structural, batch, row, k, isTransposed)
      if !factor.isStructuralZero {
        sum += factor * element(other, batch, otherRow, k, otherIsTransposed)
      }
    }
    return sum
  }

  private func element(
    _ tensor: Tensor, _ batch: Int, _ row: Int, _ k: Int, _ isTransposed: Bool
  ) -> Double {
    let (first, last) = (tensor.shape[1], tensor.shape[2])
    return tensor[batch * first * last + (isTransposed ? k * last + row : row * last + k)]
  }
}

extension Double {
  /// Whether this is -0.0, which stands for nothing in the chain rule.
  fileprivate var isStructuralZero: Bool { self == 0 && sign == .minus }
}
