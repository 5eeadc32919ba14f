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
      product.withElements { product in
        // Adding +0.0 keeps a zero that was computed from being taken for a structural one.
        for position in 0..<a.shape[0] * rows * columns {
          result[position] = product[position] + 0.0
        }
      }
      for batch in 0..<a.shape[0] {
        let matrix = result + batch * rows * columns
        for kept in 0..<(structuralIsFirst ? rows : columns) {
          let hasParts = sum.hasParts(batch, kept)
          if hasParts, sum.otherIsFinite { continue }
          for other in 0..<(structuralIsFirst ? columns : rows) {
            let position =
              structuralIsFirst ? kept * columns + other : other * columns + kept
            matrix[position] =
              hasParts
              ? product.elementType.rounding(sum.value(batch, kept, other)) : -0.0
          }
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
    structural.withElements { elements in
      for batch in 0..<structural.shape[0] {
        let matrix = elements + batch * first * last
        // As a rule the first elements show that every row has a part.
        var missing = rows
        for outer in 0..<first where missing > 0 {
          for inner in 0..<last {
            let row = batch * rows + (isTransposed ? inner : outer)
            guard !parts[row], !matrix[outer * last + inner].isStructuralZero else { continue }
            parts[row] = true
            missing -= 1
            if !isTransposed { break }
          }
        }
      }
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
