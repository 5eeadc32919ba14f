import Glibc
import Syntax
import Tables
import Tensors
import TestSupport
import Testing

@testable import Autodiff
@testable import Calculator

/// Standard deviations of results, by hand, by published examples and by random numbers.
@Suite struct UncertaintyTests {
  /// Arguments as `name: (value, sigma)`; no sigma is an exact one.
  private func propagate(
    _ expression: String, _ named: KeyValuePairs<String, (String, String?)>, cov: String? = nil,
    order: Int = 1, _ change: (inout Request) -> Void = { _ in }
  ) throws -> Uncertainty {
    let answer = try calculate(expression) { request in
      request.arguments = named.map { name, given in
        Request.Argument(
          name: name, value: .text(SourceText(given.0, name: name)),
          sigma: given.1.map { .text(SourceText($0, name: "sigma")) })
      }
      request.covariance = cov.map { .text(SourceText($0, name: "--cov")) }
      request.sigmaOrder = order
      change(&request)
    }
    return try #require(answer.uncertainty)
  }

  private func numbers(_ structure: Structure<Tensor?>) -> [Double] {
    structure.leaves.flatMap { $0?.elements ?? [.nan] }
  }

  private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-14) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(abs($1), 1e-300) }
  }

  // MARK: First order

  @Test(arguments: [false, true])
  func independentInputsAddUpTheirSquares(onTape: Bool) throws {
    let found = try propagate("x * log(y)", ["x": ("2", "0.1"), "y": ("3", "0.2")]) {
      $0.usesGradientTape = onTape
    }
    let parts = [1.0986122886681098 * 0.1, 2 / 3 * 0.2]
    let variance = parts.reduce(0) { $0 + $1 * $1 }
    #expect(isNear(numbers(found.sigma), [variance.squareRoot()]))
    #expect(found.shares.map(\.label) == ["x", "y"])
    #expect(
      isNear(found.shares.flatMap { numbers($0.share) }, parts.map { $0 * $0 / variance }))
    #expect(found.bias == nil)
  }

  /// Table H.2 and H.3 of JCGM 100:2008: resistance, reactance and impedance from a voltage, a current
  /// and their phase, measured together. Its correlations have two digits, so much the results agree.
  @Test(arguments: [
    ("V / I * cos(p)", 0.071), ("V / I * sin(p)", 0.295), ("V / I + 0 * p", 0.236),
  ])
  func publishedExampleOfCorrelatedInputs(expression: String, expected: Double) throws {
    let (v, i, p) = (0.0032, 0.0095e-3, 0.00075)
    let cov = """
      {"V": {"V": \(v * v), "I": \(-0.36 * v * i), "p": \(0.86 * v * p)},
       "I": {"I": \(i * i), "p": \(-0.65 * i * p)}, "p": {"p": \(p * p)}}
      """
    let found = try propagate(
      expression, ["V": ("4.9990", nil), "I": ("19.6610e-3", nil), "p": ("1.04446", nil)], cov: cov)
    let sigma = numbers(found.sigma)[0]
    #expect(abs(sigma - expected) < 0.0015, "\(sigma)")
    let shares = found.shares.flatMap { numbers($0.share) }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
  }

  @Test func aMatrixIsInTheOrderOfTheArguments() throws {
    let found = try propagate(
      "a - 3 * b", ["b": ("1", nil), "a": ("2", nil)], cov: "[[4, 1], [1, 9]]")
    // 9 * var(b) + var(a) - 6 cov
    #expect(isNear(numbers(found.sigma), [sqrt(39.0)]))
    // g_i (Σ g)_i: of b -3 * (4 * -3 + 1 * 1), of a 1 * (1 * -3 + 9 * 1).
    #expect(isNear(found.shares.flatMap { numbers($0.share) }, [33 / 39, 6 / 39]))
  }

  @Test func aShareMayBeNegative() throws {
    let found = try propagate(
      "a - b", ["a": ("1", nil), "b": ("2", nil)], cov: "[[1, 1.5], [1.5, 4]]")
    #expect(isNear(found.shares.flatMap { numbers($0.share) }, [-0.25, 1.25]))
  }

  @Test func whatVariesTogetherCancels() throws {
    for cov in [
      "[[0.01, 0.01], [0.01, 0.01]]", "[[0.07, 0.07], [0.07, 0.07]]", "[[3, 3], [3, 3]]",
    ] {
      let found = try propagate("a - b", ["a": ("1", nil), "b": ("2", nil)], cov: cov)
      #expect(numbers(found.sigma) == [0])
      #expect(found.shares.flatMap { numbers($0.share) } == [0, 0])
    }
  }

  @Test func standardDeviationsStandBesideCovariances() throws {
    let found = try propagate(
      "a + b + c", ["a": ("1", nil), "b": ("1", nil), "c": ("1", "2")],
      cov: #"{"a": {"a": 1, "b": 0.5}, "b": {"b": 4}}"#)
    #expect(isNear(numbers(found.sigma), [sqrt(10.0)]))
  }

  @Test func nothingUncertainHasNoShare() throws {
    let found = try propagate(
      "0 * x + c + where(x > 0, 1, d)", ["x": ("2", "1"), "c": ("1", "0"), "d": ("1", nil)])
    #expect(numbers(found.sigma) == [0])
    #expect(found.shares.flatMap { numbers($0.share) } == [0, 0, 0])
  }

  /// Parts whose squares are out of range.
  @Test(arguments: [1e200, 1e-200])
  func squaresNeitherOverflowNorVanish(scale: Double) throws {
    let found = try propagate(
      "x + y", ["x": ("1", "\(3 * scale)"), "y": ("1", "\(4 * scale)")])
    #expect(isNear(numbers(found.sigma), [5 * scale]))
    #expect(isNear(found.shares.flatMap { numbers($0.share) }, [0.36, 0.64]))
  }

  @Test func anExactArgumentMayHaveAnInfiniteDerivative() throws {
    let found = try propagate("sqrt(x) + y", ["x": ("0", "0"), "y": ("1", "0.5")])
    #expect(numbers(found.sigma) == [0.5])
    #expect(found.shares.flatMap { numbers($0.share) } == [0, 1])
  }

  @Test func outputGradientsDoNotWeighTheUncertainty() throws {
    let found = try propagate("2 * x", ["x": ("1", "0.5")]) { $0.outputGradients = .number(10) }
    #expect(numbers(found.sigma) == [1])
  }

  @Test func singlePrecisionRounds() throws {
    let found = try propagate("x / 3", ["x": ("1", "0.1")]) { $0.elementType = .float32 }
    #expect(numbers(found.sigma).allSatisfy { Double(Float($0)) == $0 })
    #expect(isNear(numbers(found.sigma), [0.1 / 3], 1e-6))
  }

  // MARK: Arrays

  @Test(arguments: [3, 80])
  func elementsAreIndependent(count: Int) throws {
    // With 80 elements only the entries of the matrix that are not fixed zeros are computed.
    let x = (0..<count).map { Double($0 % 7) / 4 }
    let found = try propagate("exp(x) * y", ["x": ("\(x)", "0.1"), "y": ("2", "0.3")])
    for (index, x) in x.enumerated() {
      let y = [exp(x) * 2 * 0.1, exp(x) * 0.3]
      let variance = y[0] * y[0] + y[1] * y[1]
      #expect(abs(numbers(found.sigma)[index] - variance.squareRoot()) < 1e-13)
      #expect(abs(numbers(found.shares[0].share)[index] - y[0] * y[0] / variance) < 1e-13)
      #expect(abs(numbers(found.shares[1].share)[index] - y[1] * y[1] / variance) < 1e-13)
    }
  }

  @Test func aSumTakesAllElements() throws {
    let found = try propagate(
      "sum(x * w)", ["x": ("[1, 2]", "[0.3, 0.4]"), "w": ("[1, 1]", "0.1")])
    #expect(isNear(numbers(found.sigma), [sqrt(0.3)]))
    #expect(isNear(found.shares.flatMap { numbers($0.share) }, [0.25 / 0.3, 0.05 / 0.3]))
  }

  @Test func arraysHaveBlocksOfCovariances() throws {
    let cov = #"{"x": {"x": [[1, 0.5], [0.5, 4]], "s": [0.25, -0.5]}, "s": {"s": 9}}"#
    let found = try propagate(
      "x[0] + 2 * x[1] - s", ["x": ("[1, 2]", nil), "s": ("3", nil)], cov: cov)
    // 1 + 16 + 9 + 2 (2 * 0.5 - 0.25 + 2 * 0.5)
    #expect(isNear(numbers(found.sigma), [sqrt(29.5)]))
  }

  @Test func resultsHaveTheirStructure() throws {
    let found = try propagate(
      "[x * y, {\"a\": x, \"b\": 2}]", ["x": ("1", "0.1"), "y": ("2", "0.2")])
    #expect(isNear(numbers(found.sigma), [sqrt(0.08), 0.1, 0]))
    guard case .list(let items) = found.shares[0].share, case .dictionary(let members) = items[1]
    else {
      Issue.record("the share is not in the structure of y")
      return
    }
    #expect(members.map(\.key) == ["a", "b"])
  }

  @Test func anUnpackedListIsUncertainAsAWhole() throws {
    let answer = try calculate("(a, b) -> a * b") { request in
      request.arguments = [
        Request.Argument(
          value: .text(SourceText("[2, 3]")), sigma: .text(SourceText("[0.1, 0.2]")))
      ]
    }
    let found = try #require(answer.uncertainty)
    #expect(found.shares.map(\.label) == ["a", "b"])
    #expect(isNear(numbers(found.sigma), [0.5]))
  }

  // MARK: Second order

  @Test func theCurvatureOfAProductAndASquare() throws {
    let product = try propagate("x * y", ["x": ("0", "0.1"), "y": ("0", "0.2")], order: 2)
    #expect(isNear(numbers(product.sigma), [0.02]))
    #expect(product.bias?[0] == 0)
    #expect(isNear(product.shares.flatMap { numbers($0.share) }, [0.5, 0.5]))
    let square = try propagate("x**2", ["x": ("0", "0.1")], order: 2)
    #expect(isNear(numbers(square.sigma), [sqrt(2.0) * 0.01]))
    #expect(isNear([square.bias?[0] ?? .nan], [0.01]))
  }

  /// A quadratic function, for which the formula is exact, against random numbers.
  @Test(arguments: [false, true])
  func secondOrderOfAQuadraticFunction(onTape: Bool) throws {
    let found = try propagate(
      "x**2 + 3 * x * y - y + 1", ["x": ("0.5", nil), "y": ("-1", nil)],
      cov: "[[0.09, 0.03], [0.03, 0.04]]", order: 2
    ) { $0.usesGradientTape = onTape }
    var random = SeededGenerator()
    let count = 400_000
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<count {
      let (a, b) = normalPair(&random)
      let x = 0.5 + 0.3 * a
      let y = -1 + 0.1 * a + sqrt(0.03) * b
      let value = x * x + 3 * x * y - y + 1
      sum += value
      squares += value * value
    }
    let mean = sum / Double(count)
    let sigma = (squares / Double(count) - mean * mean).squareRoot()
    let atMean = 0.25 - 1.5 + 1 + 1
    #expect(abs(numbers(found.sigma)[0] - sigma) < 5 * sigma / Double(count).squareRoot())
    #expect(
      abs((found.bias?[0] ?? .nan) - (mean - atMean)) < 5 * sigma / Double(count).squareRoot())
    let first = try propagate(
      "x**2 + 3 * x * y - y + 1", ["x": ("0.5", nil), "y": ("-1", nil)],
      cov: "[[0.09, 0.03], [0.03, 0.04]]")
    #expect(numbers(first.sigma)[0] < numbers(found.sigma)[0])
  }

  private func normalPair(_ random: inout SeededGenerator) -> (Double, Double) {
    // The polar method of G. Marsaglia and T. Bray, 1964.
    while true {
      let (u, v) = (
        Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random)
      )
      let s = u * u + v * v
      guard s > 0, s < 1 else { continue }
      let scale = (-2 * log(s) / s).squareRoot()
      return (u * scale, v * scale)
    }
  }

  @Test func anArrayIsAsManyNumbers() throws {
    let array = try propagate(
      "x[0] * x[1] + x[0]**2 * y", ["x": ("[1, 2]", "[0.3, 0.2]"), "y": ("3", "0.5")], order: 2)
    let numbers = try propagate(
      "a * b + a**2 * y", ["a": ("1", "0.3"), "b": ("2", "0.2"), "y": ("3", "0.5")], order: 2)
    #expect(isNear(self.numbers(array.sigma), self.numbers(numbers.sigma)))
    let shares = numbers.shares.flatMap { self.numbers($0.share) }
    #expect(
      isNear(
        array.shares.flatMap { self.numbers($0.share) }, [shares[0] + shares[1], shares[2]]))
  }

  // MARK: Many rows

  /// Standard deviations that come later: one program for a batch of rows gives what each alone gives.
  @Test(arguments: ["x * log(y)", "x**2 + 0 * y", "hypot(x, y) - x"], [1, 2])
  func standardDeviationsMayBeStandIns(expression: String, order: Int) throws {
    let recorder = GraphRecorder()
    let cells = (0..<4).map { _ in recorder.placeholder(shape: .scalar, type: .float64) }
    let start = recorder.graph.count
    let y = try Calculation.record(expression, [("x", cells[0]), ("y", cells[1])], recorder)
    let propagation = ErrorPropagation(
      recorder: recorder, start: start,
      inputs: UncertainInputs(
        labels: ["x", "y"],
        parts: [
          .init(argument: 0, node: cells[0].node, sigma: cells[2]),
          .init(argument: 1, node: cells[1].node, sigma: cells[3]),
        ]))
    let recorded =
      order == 1 ? propagation.firstOrder(of: .leaf(y)) : propagation.secondOrder(of: y)
    let columns: [[Double]] = [
      [1, 2, 3, 0.5, 7], [3, 2, 1, 4, 5], [0.1, 0, 0.3, 1e-200, 0.2], [0.2, 0.1, 0, 2e-200, 0.4],
    ]
    let rows = columns.map { recorder.placeholder(shape: [$0.count], type: .float64) }
    let batches = recorder.batched(
      recorded.nodes, replacing: zip(cells, rows).map { (node: $0.node, by: $1) }, size: 5,
      since: start)
    try recorder.checkFailure()
    let program = Program(
      recorder.graph.simplified(for: zip(recorded.nodes, batches).map { $1?.node ?? $0 }),
      inputs: rows.map(\.node))
    let values = try program.execute(
      columns.map { Tensor($0, shape: [$0.count]) }, budget: recorder.budget)
    for row in 0..<5 {
      let alone = try propagate(
        expression,
        [
          "x": ("\(columns[0][row])", "\(columns[2][row])"),
          "y": ("\(columns[1][row])", "\(columns[3][row])"),
        ], order: order)
      let expected =
        numbers(alone.sigma) + (alone.bias.map { [$0[0]] } ?? [])
        + alone.shares.flatMap { numbers($0.share) }
      let found = zip(values, batches).map { value, batch in batch == nil ? value[0] : value[row] }
      #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "\(found), not \(expected)")
    }
  }

  // MARK: Refusals

  private func code(_ body: () throws -> Uncertainty) -> String? {
    do {
      _ = try body()
      return nil
    } catch let error as Diagnostic {
      return error.code
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("-1", "bad-uncertainty"), ("nan", "bad-uncertainty"), ("inf", "bad-uncertainty"),
    ("[1, 2, 3]", "uncertainty-mismatch"), ("true", "wrong-type"), ("q", "unknown-name"),
    ("[0.1, -2]", "bad-uncertainty"),
  ])
  func refusesWhatIsNoStandardDeviation(sigma: String, expected: String) {
    #expect(code { try propagate("sum(x)", ["x": ("[1, 2]", sigma)]) } == expected)
  }

  @Test(arguments: [
    ("[[1, 2], [2, 1]]", "bad-covariance"), ("[[1, 0.5], [0.6, 1]]", "bad-covariance"),
    ("[[-1, 0], [0, 1]]", "bad-covariance"), (#"[["NaN", 0], [0, 1]]"#, "bad-covariance"),
    ("[[0, 0.1], [0.1, 1]]", "bad-covariance"), ("[[1, 2]]", "covariance-mismatch"),
    (#"{"x": {"z": 1}}"#, "unknown-name"), (#"{"x": 1}"#, "covariance-mismatch"),
    (#"{"x": {"x": [1]}}"#, nil), ("x", "json-syntax"),
    (#"{"x": {"y": 0.1}, "y": {"x": 0.2, "y": 1}}"#, "bad-covariance"),
  ])
  func refusesWhatIsNoCovariance(cov: String, expected: String?) {
    #expect(
      code { try propagate("x * y", ["x": ("1", nil), "y": ("2", nil)], cov: cov) } == expected)
  }

  @Test func threeVariablesThatCannotVaryLikeThat() {
    let cov = "[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]"
    #expect(
      code {
        try propagate("a+b+c", ["a": ("1", nil), "b": ("1", nil), "c": ("1", nil)], cov: cov)
      } == "bad-covariance")
  }

  /// What rounding to a few digits does to a matrix that is just semidefinite is no fault.
  @Test func roundedCovariancesOfFewDirectionsAreTaken() throws {
    // Multiples of one variable: 1, 1/3 and 0.1 of it, to twelve digits.
    let cov = """
      [[1, 0.333333333333, 0.1], [0.333333333333, 0.111111111111, 0.0333333333333],
       [0.1, 0.0333333333333, 0.01]]
      """
    let found = try propagate(
      "a + b + c", ["a": ("1", nil), "b": ("1", nil), "c": ("1", nil)], cov: cov)
    #expect(isNear(numbers(found.sigma), [1 + 1 / 3 + 0.1], 1e-6))
  }

  @Test func theSecondOrderIsThatOfANumber() {
    #expect(
      code { try propagate("x * [1, 2]", ["x": ("1", "0.1")], order: 2) } == "not-a-scalar")
  }

  @Test func oneValueAsTwoArgumentsVariesOnce() {
    #expect(
      code {
        let answer = try calculate("() -> x * 2") { request in
          request.captured = [("x", .json(.number(2)))]
          request.arguments = (0..<2).map { _ in
            Request.Argument(value: .text(SourceText("x")), sigma: .json(.number(1)))
          }
        }
        return try #require(answer.uncertainty)
      } == "repeated-uncertainty")
  }
}
