import COpenBLAS

// The derivatives of the determinant, which is a polynomial: right for singular matrices too.

extension Tensor {
  /// The gradient, by A, of the k-th derivative of det(A) along k directions; without directions, the
  /// matrix of cofactors.
  ///
  /// Where A is well-conditioned, from its inverse (Jacobi's formula, again and again). Else from
  /// A = U S Vᵀ: along directions Uᵀ Xᵢ V the derivatives of det(S), S diagonal, are sums of minors
  /// times products of the other singular values, in which nothing is divided.
  package static func cofactors(_ a: Tensor, along directions: [Tensor]) -> Tensor {
    let n = a.shape[a.rank - 1]
    return a.mappingMatrices(to: [n, n]) { index, matrix, result in
      guard n > 0 else { return 0 }
      let along = directions.map { direction in
        (0..<(n * n)).map { direction[index * n * n + $0] }
      }
      if let regular = RegularCofactors(matrix, n, along) {
        regular.write(result)
        return 0
      }
      guard let singular = SingularCofactors(matrix, n, along) else {
        result.update(repeating: .nan, count: n * n)
        return 0
      }
      singular.write(result)
      return 0
    }.result
  }
}

/// From the inverse.
private struct RegularCofactors {
  let n: Int
  let determinant: Double
  let inverse: [Double]
  let directions: [[Double]]
  /// A⁻¹ Xᵢ
  let turned: [[Double]]

  private static let conditionLimit = 1e3

  init?(_ matrix: UnsafePointer<Double>, _ n: Int, _ directions: [[Double]]) {
    self.n = n
    self.directions = directions
    var factors = [Double](repeating: 0, count: n * (n + 1))
    var pivots = [Int32](repeating: 0, count: n)
    for i in 0..<(n * n) { factors[i] = matrix[i] }
    factorLU(&factors, n, &pivots)
    for i in 0..<n { factors[n * n + i] = Double(pivots[i] - 1) }
    var determinant = 1.0
    for i in 0..<n {
      let pivot = factors[i * (n + 1)]
      guard pivot != 0 else { return nil }
      determinant *= pivots[i] == Int32(i + 1) ? pivot : -pivot
    }
    guard determinant.isFinite, abs(determinant) > Double.leastNormalMagnitude else { return nil }
    var inverse = [Double](repeating: 0, count: n * n)
    for i in 0..<n { inverse[i * (n + 1)] = 1 }
    solveLU(factors, n, &inverse, n, transposed: false)
    let condition = Self.norm((0..<(n * n)).map { matrix[$0] }, n) * Self.norm(inverse, n)
    guard condition < Self.conditionLimit else { return nil }
    self.determinant = determinant
    self.inverse = inverse
    turned = directions.map { product(inverse, $0, n) }
  }

  private static func norm(_ matrix: [Double], _ n: Int) -> Double {
    (0..<n).reduce(0) { largest, row in
      max(largest, (0..<n).reduce(0) { $0 + abs(matrix[row * n + $1]) })
    }
  }

  func write(_ result: UnsafeMutablePointer<Double>) {
    let gradient = gradient(Array(directions.indices), chain: inverse, sign: 1)
    for i in 0..<n {
      for j in 0..<n { result[i * n + j] = gradient[j * n + i] }
    }
  }

  /// The transposed gradient of the derivative along `rest`: the inverse, to the left of which each
  /// direction either stands or is left to the determinant.
  private func gradient(_ rest: [Int], chain: [Double], sign: Double) -> [Double] {
    let factor = sign * derivative(rest)
    var sum = chain.map { $0 * factor }
    for (place, direction) in rest.enumerated() {
      var others = rest
      others.remove(at: place)
      let part = gradient(others, chain: product(turned[direction], chain, n), sign: -sign)
      for i in sum.indices { sum[i] += part[i] }
    }
    return sum
  }

  /// The derivative of the determinant along directions.
  private func derivative(_ along: [Int]) -> Double {
    guard let last = along.last else { return determinant }
    let gradient = gradient(Array(along.dropLast()), chain: inverse, sign: 1)
    var sum = 0.0
    for i in 0..<n {
      for j in 0..<n { sum += gradient[j * n + i] * directions[last][i * n + j] }
    }
    return sum
  }
}

/// From the singular values.
private struct SingularCofactors {
  let n: Int
  var u: [Double]
  var s: [Double]
  var vt: [Double]
  /// Uᵀ Xᵢ V
  var turned: [[Double]] = []
  /// The determinant of U Vᵀ.
  var sign = 1.0

  init?(_ matrix: UnsafeMutablePointer<Double>, _ n: Int, _ directions: [[Double]]) {
    self.n = n
    u = [Double](repeating: 0, count: n * n)
    vt = u
    s = [Double](repeating: 0, count: n)
    let isSingular = hasZeroPivot(matrix, n)
    guard decompose(matrix, n, n, &u, &s, &vt) == 0 else { return nil }
    if isSingular {
      // Of a matrix that elimination finds to be singular, tiny singular values are rounding errors.
      let limit = degeneracy(n) * s[0]
      for i in 0..<n where s[i] <= limit { s[i] = 0 }
    }
    sign = orientation(u, n) * orientation(vt, n)
    let (left, right) = (transposed(u, n), transposed(vt, n))
    turned = directions.map { product(product(left, $0, n), right, n) }
  }

  func write(_ result: UnsafeMutablePointer<Double>) {
    var inner = [Double](repeating: 0, count: n * n)
    var rows: [Int] = []
    addMinors(from: 0, &rows, &inner)
    let outer = product(product(u, inner, n), vt, n)
    for i in 0..<(n * n) { result[i] = sign * outer[i] + 0.0 }
  }

  /// Every choice of as many rows as there are directions, and one more for the gradient.
  private func addMinors(from first: Int, _ rows: inout [Int], _ inner: inout [Double]) {
    if rows.count == turned.count + 1 {
      let weight = productOfOthers(than: rows)
      if weight != 0 { addMinor(rows, weight, &inner) }
      return
    }
    for row in first..<n {
      rows.append(row)
      addMinors(from: row + 1, &rows, &inner)
      rows.removeLast()
    }
  }

  /// The products of singular values with some left out.
  private func productOfOthers(than rows: [Int]) -> Double {
    var product = 1.0
    var next = rows[...]
    for i in 0..<n {
      if next.first == i {
        next.removeFirst()
      } else {
        product *= s[i]
      }
    }
    return product
  }

  /// The sum, over all ways to take each row of the minor from another direction and one from the
  /// gradient's place, of the signed products of their elements.
  private func addMinor(_ rows: [Int], _ weight: Double, _ inner: inout [Double]) {
    let size = rows.count
    forEachPermutation(size) { owner, _ in
      // Row p of the minor belongs to direction owner[p]; the last number stands for the gradient.
      forEachPermutation(size) { column, sign in
        var term = weight * sign
        var place = 0
        for p in 0..<size {
          let position = rows[p] * n + rows[column[p]]
          if owner[p] == size - 1 {
            place = position
          } else {
            term *= turned[owner[p]][position]
          }
        }
        inner[place] += term
      }
    }
  }
}

/// Every permutation of 0, ..., count - 1 with its sign.
private func forEachPermutation(_ count: Int, _ body: ([Int], Double) -> Void) {
  var order = Array(0..<count)
  func visit(_ position: Int, _ sign: Double) {
    guard position < count - 1 else { return body(order, sign) }
    for other in position..<count {
      order.swapAt(position, other)
      visit(position + 1, other == position ? sign : -sign)
      order.swapAt(position, other)
    }
  }
  visit(0, 1)
}

private func hasZeroPivot(_ matrix: UnsafePointer<Double>, _ n: Int) -> Bool {
  var factors = (0..<(n * n)).map { matrix[$0] }
  var pivots = [Int32](repeating: 0, count: n)
  factorLU(&factors, n, &pivots)
  return (0..<n).contains { factors[$0 * (n + 1)] == 0 }
}

/// The determinant, 1 or -1, of an orthogonal matrix.
private func orientation(_ matrix: [Double], _ n: Int) -> Double {
  var factors = matrix
  var pivots = [Int32](repeating: 0, count: n)
  factorLU(&factors, n, &pivots)
  return (0..<n).reduce(1) { sign, i in
    let pivot = factors[i * (n + 1)]
    return pivots[i] == Int32(i + 1) ? (pivot < 0 ? -sign : sign) : (pivot < 0 ? sign : -sign)
  }
}

private func product(_ a: [Double], _ b: [Double], _ n: Int) -> [Double] {
  [Double](unsafeUninitializedCapacity: n * n) { buffer, count in
    multiply(a, b, buffer.baseAddress, n, n, n)
    count = n * n
  }
}

private func transposed(_ a: [Double], _ n: Int) -> [Double] {
  (0..<(n * n)).map { a[$0 % n * n + $0 / n] }
}
