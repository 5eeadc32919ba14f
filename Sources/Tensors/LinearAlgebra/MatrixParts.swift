extension Tensor {
  /// Whether anything but structural zeros, -0.0, stands along the last axes.
  package func havingParts(axes: Int) -> Tensor {
    let kept = Shape(Array(shape.dimensions.dropLast(axes)))
    let size = shape.dimensions.suffix(axes).reduce(1, *)
    return withElements { elements in
      Tensor(shape: kept, type: .bool) { result in
        for place in 0..<kept.count {
          let block = UnsafeBufferPointer(start: elements + place * size, count: size)
          result[place] = block.allSatisfy { $0 == 0 && $0.sign == .minus } ? 0 : 1
        }
      }
    }
  }

  /// V diag(u) Vᵀ, where this holds, for each matrix, n eigenvalues and V behind them.
  package func spectralProduct(_ u: Tensor) -> Tensor {
    let n = u.shape[u.rank - 1]
    let target = Shape(u.shape.dimensions + [n])
    precondition(BLAS.isReady)
    return withElements { frames in
      u.withElements { factors in
        Tensor(shape: target, type: arithmeticType.joined(with: u.arithmeticType)) { result in
          guard target.count > 0 else { return }
          for index in 0..<(target.count / (n * n)) {
            let vectors = frames + index * (n + n * n) + n
            writeSpectralProduct(vectors, factors + index * n, result + index * n * n, n)
          }
        }
      }
    }
  }
}

private func writeSpectralProduct(
  _ vectors: UnsafePointer<Double>, _ factors: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ n: Int
) {
  // V diag(u), and Vᵀ.
  let scaled = (0..<(n * n)).map { vectors[$0] * factors[$0 % n] }
  let transposed = (0..<(n * n)).map { vectors[$0 % n * n + $0 / n] }
  multiply(scaled, transposed, result, n, n, n)
}
