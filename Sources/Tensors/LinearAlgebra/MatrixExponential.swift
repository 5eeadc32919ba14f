import COpenBLAS

// exp(A) by scaling and squaring with Padé approximants: N. J. Higham, "The scaling and squaring method
// for the matrix exponential revisited", SIAM J. Matrix Anal. Appl. 26 (2005).

extension Tensor {
  /// The exponential of each matrix.
  package func matrixExponential() -> Tensor {
    let n = shape[rank - 1]
    return mappingMatrices(to: [n, n]) { _, matrix, result in
      exponentiate(matrix, n, result)
      return 0
    }.result
  }

  /// The derivative of the exponential of each matrix along a direction: the upper right block of
  /// exp([[A, E], [0, A]]) (R. Mathias, SIAM J. Matrix Anal. Appl. 17 (1996)).
  package func matrixExponentialDerivative(along direction: Tensor) -> Tensor {
    let n = shape[rank - 1]
    return mappingMatrices(to: [n, n]) { index, matrix, result in
      let e = (0..<(n * n)).map { direction[index * n * n + $0] }
      guard e.allSatisfy(\.isFinite) else {
        result.update(repeating: .nan, count: n * n)
        return 0
      }
      // The derivative is linear in the direction, whose size must not drive the scaling.
      let size = norm1(e, n)
      let wanted = Swift.min(Swift.max(norm1(matrix, n), 0x1p-4), 1)
      let exponent = size > 0 ? Int(wanted.exponent) - Int(size.exponent) : 0
      let scale = Double(
        sign: .plus, exponent: Swift.min(Swift.max(exponent, -1000), 1000), significand: 1)
      var block = [Double](repeating: 0, count: 4 * n * n)
      var exponential = block
      for i in 0..<n {
        for j in 0..<n {
          block[i * 2 * n + j] = matrix[i * n + j]
          block[(n + i) * 2 * n + n + j] = matrix[i * n + j]
          block[i * 2 * n + n + j] = e[i * n + j] * scale
        }
      }
      exponentiate(&block, 2 * n, &exponential)
      for i in 0..<n {
        for j in 0..<n { result[i * n + j] = exponential[i * 2 * n + n + j] / scale }
      }
      return 0
    }.result
  }
}

private func norm1(_ matrix: UnsafePointer<Double>, _ n: Int) -> Double {
  (0..<n).reduce(0) { largest, column in
    Swift.max(largest, (0..<n).reduce(0) { $0 + Swift.abs(matrix[$1 * n + column]) })
  }
}

/// The coefficients of the numerators, and up to which norm each approximant is good to a double.
private let approximants: [(limit: Double, coefficients: [Double])] = [
  (1.495_585_217_958_292e-2, [120, 60, 12, 1]),
  (2.539_398_330_063_23e-1, [30240, 15120, 3360, 420, 30, 1]),
  (9.504_178_996_162_932e-1, [17_297_280, 8_648_640, 1_995_840, 277_200, 25200, 1512, 56, 1]),
  (
    2.097_847_961_257_068,
    [
      17_643_225_600, 8_821_612_800, 2_075_673_600, 302_702_400, 30_270_240, 2_162_160, 110_880,
      3960, 90, 1,
    ]
  ),
  (
    5.371_920_351_148_152,
    [
      64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800,
      129_060_195_264_000, 10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920,
      40_840_800, 960_960, 16380, 182, 1,
    ]
  ),
]

private func exponentiate(
  _ matrix: UnsafeMutablePointer<Double>, _ n: Int, _ result: UnsafeMutablePointer<Double>
) {
  guard n > 0 else { return }
  let norm = norm1(matrix, n)
  let (chosen, squarings) = approximant(for: norm)
  let factor = Double(sign: .plus, exponent: -squarings, significand: 1)
  for i in 0..<(n * n) { matrix[i] *= factor }
  rational(matrix, n, chosen, result)
  let square = UnsafeMutablePointer<Double>.allocate(capacity: n * n)
  defer { square.deallocate() }
  for _ in 0..<squarings {
    multiply(result, result, square, n, n, n)
    result.update(from: square, count: n * n)
  }
}

private func approximant(for norm: Double) -> (coefficients: [Double], squarings: Int) {
  for (limit, coefficients) in approximants where norm <= limit { return (coefficients, 0) }
  let (limit, coefficients) = approximants[approximants.count - 1]
  guard norm.isFinite else { return (coefficients, 1024) }
  var squarings = 0
  var rest = norm
  while rest > limit {
    rest /= 2
    squarings += 1
  }
  return (coefficients, squarings)
}

/// q(A)⁻¹ p(A), where p = v + u with the even and the odd powers, and q = v - u.
private func rational(
  _ a: UnsafeMutablePointer<Double>, _ n: Int, _ coefficients: [Double],
  _ result: UnsafeMutablePointer<Double>
) {
  let size = n * n
  var square = [Double](repeating: 0, count: size)
  multiply(a, a, &square, n, n, n)
  var even = [Double](repeating: 0, count: size)
  var odd = even
  var power = even
  for i in 0..<n { power[i * (n + 1)] = 1 }
  var next = even
  for k in 0..<(coefficients.count / 2) {
    if k > 0 {
      multiply(power, square, &next, n, n, n)
      swap(&power, &next)
    }
    for i in 0..<size {
      even[i] += coefficients[2 * k] * power[i]
      odd[i] += coefficients[2 * k + 1] * power[i]
    }
  }
  multiply(a, odd, &next, n, n, n)
  // The pivots stand behind the factors, as the solver wants them.
  var denominator = [Double](repeating: 0, count: size + n)
  for i in 0..<size {
    denominator[i] = even[i] - next[i]
    result[i] = even[i] + next[i]
  }
  var pivots = [Int32](repeating: 0, count: n)
  denominator.withUnsafeMutableBufferPointer { denominator in
    guard let base = denominator.baseAddress else { return }
    factorLU(base, n, &pivots)
    for i in 0..<n { base[size + i] = Double(pivots[i] - 1) }
    solveLU(base, n, result, n, transposed: false)
  }
}
