import COpenBLAS
import Glibc

// The LU decomposition with partial pivoting, and what follows from it.
//
// The elements lie row by row, and Fortran reads them column by column: it decomposes the transpose,
// Aᵀ = P L U. Read row by row again, the same memory holds Uᵀ in the lower triangle and Lᵀ, with a
// diagonal of ones that is not stored, in the upper one: A = Uᵀ Lᵀ Pᵀ.

extension Tensor {
  /// The factors of each matrix, `[..., n, n]`, with the exchanged rows as one more row.
  package func luFactored() -> Tensor {
    precondition(BLAS.isReady)
    let stack = MatrixStack(shape)
    let n = stack.columns
    let target = Shape(stack.leading + [n + 1, n])
    let type = arithmeticType
    return withElements { source in
      Tensor(shape: target, type: type) { result in
        let pivots = UnsafeMutablePointer<Int32>.allocate(capacity: n)
        defer { pivots.deallocate() }
        for index in 0..<stack.count {
          // Decomposed where the result is, as another copy would take as long as a tenth of it.
          let factors = result + index * (stack.size + n)
          guard copyFinite(from: source + index * stack.size, to: factors, count: stack.size) else {
            factors.update(repeating: .nan, count: stack.size + n)
            continue
          }
          factorLU(factors, n, pivots)
          for i in 0..<n { factors[stack.size + i] = Double(pivots[i] - 1) }
        }
        type.round(result, count: target.count)
      }
    }
  }

  /// The solution X of A X = B, or Aᵀ X = B, from the factors of A.
  ///
  /// - Parameter operand: what A is called, where a singular one is an error.
  package func luSolving(
    _ right: Tensor, transposed: Bool, operand: String?
  ) throws(TensorError) -> Tensor {
    precondition(BLAS.isReady)
    let stack = MatrixStack(shape)
    let n = stack.columns
    let k = right.shape[right.rank - 1]
    let type = arithmeticType.joined(with: right.arithmeticType)
    if let operand, let fault = singularMatrix() {
      throw TensorError(
        "singular-matrix",
        "the matrix '\(operand)'\(stack.place(fault)) is singular: it has no inverse",
        hint: "pinv and lstsq take singular matrices")
    }
    return withElements { factors in
      right.withElements { source in
        Tensor(shape: right.shape, type: type) { result in
          result.update(from: source, count: right.count)
          guard n > 0, k > 0 else { return }
          for index in 0..<stack.count {
            solveLU(
              factors + index * stack.size, n, result + index * n * k, k, transposed: transposed)
          }
          type.round(result, count: right.count)
        }
      }
    }
  }

  /// The position of the first matrix whose factors have a 0 on the diagonal.
  private func singularMatrix() -> Int? {
    let stack = MatrixStack(shape)
    let n = stack.columns
    return withElements { factors in
      (0..<stack.count).first { index in
        (0..<n).contains { factors[index * stack.size + $0 * (n + 1)] == 0 }
      }
    }
  }

  /// The determinant of each matrix from its factors.
  package func luDeterminant() -> Tensor {
    mappingFactors { factors, n in
      var product = sign(ofPivots: factors + n * n, n)
      for i in 0..<n { product *= factors[i * (n + 1)] }
      return product
    }
  }

  /// The sign of each determinant from the factors: -1, 0 or 1.
  package func luSign() -> Tensor {
    mappingFactors { factors, n in
      var sign = sign(ofPivots: factors + n * n, n)
      for i in 0..<n {
        let pivot = factors[i * (n + 1)]
        sign = pivot.isNaN ? .nan : pivot == 0 ? 0 : pivot < 0 ? -sign : sign
      }
      return sign
    }
  }

  /// The logarithm of the absolute value of each determinant from the factors.
  package func luLogarithm() -> Tensor {
    mappingFactors { factors, n in
      // The product of the fractions and the sum of the exponents lose less than a sum of logarithms.
      var product = 1.0
      var exponent = 0
      for i in 0..<n {
        let pivot = Swift.abs(factors[i * (n + 1)])
        if pivot.isNaN { return .nan }
        if pivot == 0 { return -.infinity }
        product *= pivot.significand
        exponent += Int(pivot.exponent)
        if product >= 2 {
          product /= 2
          exponent += 1
        }
      }
      return logarithm(product, exponent)
    }
  }

  private func mappingFactors(
    _ body: (UnsafePointer<Double>, Int) -> Double
  ) -> Tensor {
    let stack = MatrixStack(shape)
    let target = Shape(stack.leading)
    let type = arithmeticType
    return withElements { factors in
      Tensor(shape: target, type: type) { result in
        for index in 0..<stack.count {
          result[index] = body(factors + index * stack.size, stack.columns)
        }
        type.round(result, count: target.count)
      }
    }
  }
}

/// log(fraction · 2^exponent), the fraction brought close to 1 so that both parts do not cancel.
private func logarithm(_ fraction: Double, _ exponent: Int) -> Double {
  let isLarge = fraction > 0x1.6a09e6p0
  let (fraction, exponent) = (
    isLarge ? fraction / 2 : fraction, Double(exponent + (isLarge ? 1 : 0))
  )
  // The first part of log(2) has 32 bits, so that its product with the exponent is exact.
  let (high, low) = (0x1.62e42fee00000p-1, 0x1.a39ef35793c76p-33)
  return exponent * high + (exponent * low + log(fraction))
}

private func sign(ofPivots pivots: UnsafePointer<Double>, _ n: Int) -> Double {
  (0..<n).reduce(1) { pivots[$1] == Double($1) ? $0 : -$0 }
}

/// Overwrites k right-hand sides, the columns of `right`, by the solutions.
func solveLU(
  _ factors: UnsafePointer<Double>, _ n: Int, _ right: UnsafeMutablePointer<Double>, _ k: Int,
  transposed: Bool
) {
  let pivots = factors + n * n
  if transposed {
    for i in 0..<n { exchangeRows(right, k, i, pivots[i]) }
  }
  let triangles =
    transposed
    ? [(CblasUpper, CblasTrans, CblasUnit), (CblasLower, CblasTrans, CblasNonUnit)]
    : [(CblasLower, CblasNoTrans, CblasNonUnit), (CblasUpper, CblasNoTrans, CblasUnit)]
  for (triangle, transposition, diagonal) in triangles {
    solveTriangle(factors, n, right, k, triangle, transposition, diagonal)
  }
  if !transposed {
    for i in stride(from: n - 1, through: 0, by: -1) { exchangeRows(right, k, i, pivots[i]) }
  }
}

private func exchangeRows(
  _ rows: UnsafeMutablePointer<Double>, _ length: Int, _ i: Int, _ pivot: Double
) {
  guard let j = Int(exactly: pivot), i != j else { return }
  cblas_dswap(Int32(length), rows + i * length, 1, rows + j * length, 1)
}

/// Overwrites k right-hand sides by the solutions of a triangular system.
func solveTriangle(
  _ matrix: UnsafePointer<Double>, _ n: Int, _ right: UnsafeMutablePointer<Double>, _ k: Int,
  _ triangle: CBLAS_UPLO, _ transposition: CBLAS_TRANSPOSE, _ diagonal: CBLAS_DIAG
) {
  if k == 1 {
    cblas_dtrsv(
      CblasRowMajor, triangle, transposition, diagonal, Int32(n), matrix, Int32(n), right, 1)
    return
  }
  // Panels of columns are solved each for itself.
  let width = 256
  parallel((k + width - 1) / width) { panel in
    let start = panel * width
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, triangle, transposition, diagonal, Int32(n),
      Int32(Swift.min(width, k - start)), 1, matrix, Int32(n), right + start, Int32(k))
  }
}
