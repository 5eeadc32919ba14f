import COpenBLAS

extension Tensor {
  /// The lower triangular L with A = L Lᵀ of each symmetric matrix, of which the lower half is read.
  package func choleskyFactored(operand: String) throws(TensorError) -> Tensor {
    let stack = MatrixStack(shape)
    let n = stack.rows
    let (result, fault) = mappingMatrices(to: [n, n]) { _, matrix, result in
      let info = factorCholesky(matrix, n)
      for i in 0..<n {
        (result + i * n).update(from: matrix + i * n, count: i + 1)
        (result + i * n + i + 1).update(repeating: 0, count: n - i - 1)
      }
      return info
    }
    if let fault {
      throw TensorError(
        "not-positive-definite",
        "the matrix '\(operand)'\(stack.place(fault.index)) is not positive definite: "
          + "its leading minor of order \(fault.info) is not positive",
        hint: "only the lower half is read; is the matrix symmetric, with positive eigenvalues?")
    }
    return result
  }

  /// The solution X of T X = B, or Tᵀ X = B, where T is triangular and its other half is not read.
  package func triangularSolving(
    _ right: Tensor, isLower: Bool, transposed: Bool, hasUnitDiagonal: Bool, operand: String?
  ) throws(TensorError) -> Tensor {
    precondition(BLAS.isReady)
    let stack = MatrixStack(shape)
    let (n, k) = (stack.columns, right.shape[right.rank - 1])
    let type = arithmeticType.joined(with: right.arithmeticType)
    if let operand, !hasUnitDiagonal,
      let fault = (0..<stack.count).first(where: { index in
        (0..<n).contains { self[index * stack.size + $0 * (n + 1)] == 0 }
      })
    {
      throw TensorError(
        "singular-matrix",
        "the matrix '\(operand)'\(stack.place(fault)) is singular: its diagonal has a 0")
    }
    return withElements { matrices in
      right.withElements { source in
        Tensor(shape: right.shape, type: type) { result in
          result.update(from: source, count: right.count)
          guard n > 0, k > 0 else { return }
          for index in 0..<stack.count {
            solveTriangle(
              matrices + index * stack.size, n, result + index * n * k, k,
              isLower ? CblasLower : CblasUpper, transposed ? CblasTrans : CblasNoTrans,
              hasUnitDiagonal ? CblasUnit : CblasNonUnit)
          }
          type.round(result, count: right.count)
        }
      }
    }
  }
}

/// L of the lower half in place; the order of the first leading minor that is not positive, or 0.
private func factorCholesky(_ matrix: UnsafeMutablePointer<Double>, _ n: Int) -> Int {
  guard n > 0 else { return 0 }
  var (size, lda, info): (Int32, Int32, Int32) = (Int32(n), Int32(n), 0)
  // The lower half row by row is the upper half column by column.
  dpotrf_("U", &size, matrix, &lda, &info, 1)
  return Int(info)
}
