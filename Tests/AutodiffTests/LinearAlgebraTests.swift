import Autodiff
import Testing

/// Singular matrices, equal eigenvalues, halves that are not read, and errors that name the matrix.
@Suite struct LinearAlgebraTests {
  private func value(_ matrix: Tensor, _ function: RecordedFunction) throws -> [Double] {
    let probe = try Probe([matrix], function)
    return try probe.values([probe.result])[0].elements
  }

  private func gradient(_ matrix: Tensor, _ function: RecordedFunction) throws -> [Double] {
    let probe = try Probe([matrix], function)
    return try probe.values(try probe.gradients(of: probe.result))[0].elements
  }

  /// The second derivative times a direction, forward over reverse.
  private func curvature(
    _ matrix: Tensor, along direction: Tensor, _ function: RecordedFunction
  ) throws -> [Double] {
    let probe = try Probe([matrix], function)
    let gradient = try probe.gradients(of: probe.result)
    return try probe.values(try probe.pushed(gradient, along: [direction]))[0].elements
  }

  private func backwardCurvature(
    _ matrix: Tensor, along direction: Tensor, _ function: RecordedFunction
  ) throws -> [Double] {
    let probe = try Probe([matrix], function)
    let gradient = try probe.gradients(of: probe.result)[0]
    let again = try probe.pulled([(gradient, cotangent: gradient.constant(direction))])[0]
    return try probe.values([again ?? gradient.filled(with: 0)])[0].elements
  }

  private let direction = Tensor(rows: [1, 2, -1], [0.5, -3, 4], [2, 0.25, 1.5])

  // MARK: Determinants

  @Test("the gradient of the determinant is the matrix of cofactors, whatever the rank")
  func determinants() throws {
    let rankTwo = Tensor(rows: [1, 2, 3], [4, 5, 6], [5, 7, 9])
    #expect(
      discrepancy(
        try gradient(rankTwo) { Primitive.det($0[0]) }, [3, -6, 3, 3, -6, 3, -3, 6, -3]) < 1e-14)
    let rankOne = Tensor(rows: [1, 2, 3], [2, 4, 6], [3, 6, 9])
    #expect(
      discrepancy(
        try gradient(rankOne) { Primitive.det($0[0]) }, [Double](repeating: 0, count: 9)) < 1e-13)
    #expect(try gradient(Tensor(rows: [0])) { Primitive.det($0[0]) } == [1])
  }

  /// The determinant and its derivatives by Leibniz's formula, which is a polynomial for all matrices.
  private let leibniz: RecordedFunction = { inputs in
    let a = inputs[0].reshaped(to: [9])
    let at = { (i: Int) in
      a.sliced([StridedRange(start: i, step: 1, count: 1)]).reshaped(to: .scalar)
    }
    return at(0) * (at(4) * at(8) - at(5) * at(7)) - at(1) * (at(3) * at(8) - at(5) * at(6))
      + at(2) * (at(3) * at(7) - at(4) * at(6))
  }

  @Test(
    "second derivatives of determinants",
    arguments: [
      Tensor(rows: [1, 2, 3], [4, 5, 6], [5, 7, 9]),
      Tensor(rows: [1, 2, 3], [2, 4, 6], [3, 6, 9]),
      Tensor(rows: [0, 0, 0], [0, 0, 0], [0, 0, 0]),
      Tensor(rows: [2, 1, 0], [1, 3, 1], [0, 1, 4]),
      Tensor(rows: [1, 1, 1], [1, 1 + 1e-9, 1], [1, 1, 2]),
    ])
  func secondDeterminants(matrix: Tensor) throws {
    let expected = try curvature(matrix, along: direction, leibniz)
    let det: RecordedFunction = { Primitive.det($0[0]) }
    #expect(discrepancy(try curvature(matrix, along: direction, det), expected) < 1e-13)
    #expect(discrepancy(try backwardCurvature(matrix, along: direction, det), expected) < 1e-13)
  }

  @Test(
    "third derivatives of determinants",
    arguments: [
      Tensor(rows: [1, 2, 3], [2, 4, 6], [3, 6, 9]),
      Tensor(rows: [2, 1, 0], [1, 3, 1], [0, 1, 4]),
    ])
  func thirdDeterminants(matrix: Tensor) throws {
    let probe = try Probe([matrix]) { Primitive.det($0[0]) }
    let first = try probe.pushed([probe.result], along: [direction])
    let second = try probe.pushed(first, along: [direction])
    let third = try probe.values(try probe.pushed(second, along: [direction]))[0].elements
    let det = try value(direction) { Primitive.det($0[0]) }[0]
    #expect(discrepancy(third, [6 * det]) < 1e-13)
  }

  @Test("the logarithm of a singular determinant is -inf, and its gradient is not finite")
  func logarithms() throws {
    let singular = Tensor(rows: [1, 2], [2, 4])
    #expect(try value(singular) { Primitive.logdet($0[0]) } == [-.infinity])
    #expect(
      try gradient(singular) { Primitive.logdet($0[0]) }.contains { !$0.isFinite })
    let parts = try Probe([singular]) { inputs in
      let parts = Primitive.slogdet.results(of: inputs)
      return Primitive.stack.apply(parts)
    }
    #expect(try parts.values([parts.result])[0].elements == [0, -.infinity])
    #expect(try value(Tensor(rows: [0, 1], [1, 0])) { Primitive.logdet($0[0]) }[0].isNaN)
  }

  @Test("a determinant that is not taken contributes nothing")
  func notTaken() throws {
    let stack = Tensor([1, 2, 2, 4, 2, 1, 1, 3], shape: [2, 2, 2])
    let found = try gradient(stack) { inputs in
      let mask = inputs[0].constant(Tensor([0, 1], shape: [2], type: .bool))
      return Primitive.sum(Primitive.where(mask, Primitive.logdet(inputs[0]), inputs[0].number(0)))
    }
    #expect(discrepancy(found, [0, 0, 0, 0, 0.6, -0.2, -0.2, 0.4]) < 1e-15)
  }

  // MARK: Eigenvalues

  private let double = Tensor(rows: [2, 0, 0], [0, 2, 0], [0, 0, 2])

  @Test("symmetric functions of equal eigenvalues have their first and second derivatives")
  func equalEigenvalues() throws {
    let symmetric = (0..<9).map { (direction[$0] + direction[$0 % 3 * 3 + $0 / 3]) / 2 }
    let squares: RecordedFunction = {
      Primitive.sum(Primitive.integerPower(Primitive.eigvalsh($0[0]), 2))
    }
    #expect(discrepancy(try gradient(double, squares), [4, 0, 0, 0, 4, 0, 0, 0, 4]) < 1e-15)
    #expect(
      discrepancy(try curvature(double, along: direction, squares), symmetric.map { 2 * $0 })
        < 1e-14)
    let exponentials: RecordedFunction = { Primitive.sum(exp(Primitive.eigvalsh($0[0]))) }
    let slope = 7.38905609893065
    #expect(
      discrepancy(
        try curvature(double, along: direction, exponentials), symmetric.map { slope * $0 })
        < 1e-14)
    let traces: RecordedFunction = { Primitive.sum(Primitive.eigvalsh($0[0])) }
    #expect(try gradient(double, traces) == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    #expect(try curvature(double, along: direction, traces).allSatisfy { $0 == 0 })
    #expect(try backwardCurvature(double, along: direction, traces).allSatisfy { $0 == 0 })
  }

  @Test("eigenvalues that come with vectors need no vectors for their gradient")
  func unusedVectors() throws {
    let found = try gradient(double) { inputs in
      Primitive.sum(log(Primitive.eigh.results(of: inputs)[0]))
    }
    #expect(discrepancy(found, [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5]) < 1e-15)
  }

  @Test("vectors of equal eigenvalues have no gradient, and it is not made up")
  func vectorsOfEqualEigenvalues() throws {
    let found = try gradient(double) { inputs in
      let vectors = Primitive.eigh.results(of: inputs)[1]
      return Primitive.sum(exp(vectors))
    }
    #expect(found.contains { $0.isNaN })
  }

  @Test("only the lower half is read, and gradients are symmetric")
  func halves() throws {
    let whole = Tensor(rows: [4, 1], [1, 3])
    let lower = Tensor(rows: [4, 99], [1, 3])
    for function in [
      { Primitive.sum(Primitive.cholesky($0[0])) } as RecordedFunction,
      { Primitive.sum(exp(Primitive.eigvalsh($0[0]))) },
    ] {
      #expect(try value(whole, function) == value(lower, function))
      let found = try gradient(lower, function)
      #expect(try found == gradient(whole, function))
      #expect(found[1] == found[2])
    }
  }

  // MARK: Pseudo-inverses

  @Test("the pseudo-inverse along matrices of the same lower rank")
  func constantRank() throws {
    // (t u vᵀ)⁺ = v uᵀ / (t |u|² |v|²): its derivative by t at 1 is the negative of itself.
    let outer = Tensor(rows: [1, 2], [2, 4], [3, 6])
    let probe = try Probe([outer]) { Primitive.pinv($0[0]) }
    let slope = try probe.values(try probe.pushed([probe.result], along: [outer]))[0]
    let own = try probe.values([probe.result])[0]
    #expect(discrepancy(slope.elements, own.elements.map { -$0 }) < 1e-14)
  }

  // MARK: Errors

  private func message(_ shape: Tensor..., calling primitive: Primitive) -> String? {
    do {
      _ = try Probe(shape) { primitive.apply($0) }
      return nil
    } catch {
      return (error as? TensorError)?.message
    }
  }

  @Test("errors name the operand, the shapes and the matrix of a batch")
  func errors() {
    let singular = Tensor(rows: [1, 2], [2, 4])
    #expect(
      message(singular, calling: .inv) == "the matrix 'a' is singular: it has no inverse")
    let batch = Tensor([2, 1, 1, 3, 1, 2, 2, 1], shape: [2, 2, 2])
    #expect(
      message(batch, calling: .cholesky)
        == "the matrix 'a' (number 1 of the batch) is not positive definite: "
        + "its leading minor of order 2 is not positive")
    #expect(
      message(Tensor(rows: [1, 2, 3], [4, 5, 6]), calling: .det)
        == "'a' of det is a square matrix, not of shape (2, 3)")
    #expect(
      message(batch, Tensor.vector(1, 2, 3), calling: .solve)
        == "solve of 'a' of shape (2, 2, 2) and 'b' of shape (3,)")
  }
}
