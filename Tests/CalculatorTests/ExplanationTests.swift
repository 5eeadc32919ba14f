import Syntax
import Tables
import Tensors
import TestSupport
import Testing

@testable import Autodiff
@testable import Calculator

/// What an explanation says of each step, held against what the calculation does.
@Suite struct ExplanationTests {
  struct Example: Sendable, CustomStringConvertible {
    let expression: String
    let arguments: [(name: String, value: String)]

    init(_ expression: String, _ arguments: KeyValuePairs<String, String>) {
      self.expression = expression
      self.arguments = arguments.map { ($0.key, $0.value) }
    }

    var description: String { expression }

    func request() -> Request {
      var request = Request(SourceText(expression))
      for (name, value) in arguments {
        request.arguments.append(.init(name: name, value: .text(SourceText(value, name: name))))
      }
      return request
    }
  }

  static let examples = [
    Example("x * log(y)", ["x": "2", "y": "3"]),
    Example("x * x + x * sin(x) / (1 + x**2)", ["x": "0.7"]),
    Example("sum(A @ x * sin(x))", ["A": "[[1, 2], [3, 4]]", "x": "[1, 2]"]),
    Example("sum(x[1:] * x[:-1]**2) - x[0]", ["x": "[1, 2, 3]"]),
    Example("where(x > 0, log(x), y**2)", ["x": "[-1, 2]", "y": "0.5"]),
    Example("x * fori_loop(0, 7, (i, c) -> sin(a * c) + x, 0.5)", ["x": "0.3", "a": "1.1"]),
    Example("softmax(x)[0] * logsumexp(x)", ["x": "[1, 2, 3]"]),
    Example("f(t) = t**2 * y; f(x) + f(2 * x)", ["x": "0.3", "y": "4"]),
    Example("grad(t -> sin(t) * y)(x) * x", ["x": "0.3", "y": "4"]),
    Example("prod(x) + max(x) + norm(x)", ["x": "[3, 1, 3]"]),
    Example("det(A) * A[0, 1] + sum(inv(A))", ["A": "[[2, 1], [1, 3]]"]),
    Example("p.w * x + p.b", ["p": "{\"w\": 2, \"b\": [1, 2]}", "x": "3"]),
    Example("scan((c, t) -> (tanh(c + t), c * t), x, y)[0]", ["x": "0.3", "y": "[1, 2]"]),
    Example("(x, [x * y, y])", ["x": "2", "y": "[3, 4]"]),
    Example("cumsum(sort(x)) * relu(x)", ["x": "[2, 0, -1]"]),
    Example("x", ["x": "3"]),
  ]

  private func isNear(_ a: Tensor, _ b: Tensor, _ tolerance: Double = 1e-13) -> Bool {
    a.shape == b.shape
      && (0..<a.count).allSatisfy { position in
        let (p, q) = (a[position], b[position])
        return p == q || p.isNaN && q.isNaN || abs(p - q) <= tolerance * (abs(p) + abs(q) + 1e-3)
      }
  }

  private func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(zip(a.elements, b.elements).map { $0 * $1 }, shape: a.shape)
  }

  private func sum(_ parts: [Tensor], _ shape: Shape) -> Tensor {
    Tensor(
      (0..<shape.count).map { position in parts.reduce(0) { $0 + $1[position] } }, shape: shape)
  }

  /// The elements as bits, so that NaN is what it is.
  private func bits(_ tensors: [Tensor?]) -> [[UInt64]?] {
    tensors.map { $0?.elements.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
  }

  private func isNumber(_ tensor: Tensor?, _ number: Double) -> Bool {
    tensor?.elements == [number]
  }

  // MARK: The chain rule

  @Test(arguments: examples)
  func adjointsAreTheSumsOfTheirParts(example: Example) throws {
    try check(Explanation.make(example.request()), example.expression)
  }

  @Test func holdsForRandomPrograms() throws {
    for seed in 1...60 {
      var program = RandomProgram(seed: UInt64(seed))
      let text = program.number(4, numbers: ["x"], vectors: ["y"])
      let example = Example("0 * x + 0 * y[0] + " + text, ["x": "0.4", "y": "[0.2, -0.7, 1.1]"])
      try check(Explanation.make(example.request()), text)
    }
  }

  /// Each contribution is the product of the adjoint and the partial, and they add up to the adjoint.
  private func check(_ explanation: Explanation, _ text: String) throws {
    for (index, step) in explanation.steps.enumerated() {
      for contribution in step.contributions {
        let from = explanation.steps[contribution.step]
        #expect(contribution.step > index, "\(text): v\(index + 1)")
        let place = try #require(
          contribution.partial, "\(text): \(from.kind) \(from.operands) to \(index)")
        let partial = from.partials[place]
        #expect(partial.operand == index)
        guard case .factor(_, let factor) = partial.rule, let adjoint = from.adjoint,
          !contribution.isNothing
        else { continue }
        // Where only some elements are nothing, these need not be the product.
        let wanted = product(adjoint, factor)
        let isRight = (0..<wanted.count).allSatisfy { position in
          let (a, b) = (contribution.value[position], wanted[position])
          return a == b || a.isNaN && b.isNaN || adjoint[position] == 0 && a == 0
            || abs(a - b) <= 1e-15 * abs(b)
        }
        #expect(isRight, "\(text): \(contribution.value) is not \(adjoint) times \(factor)")
      }
      guard let adjoint = step.adjoint else { continue }
      let parts = (step.seed.map { [$0] } ?? []) + step.contributions.map(\.value)
      #expect(
        isNear(sum(parts, adjoint.shape), adjoint), "\(text): \(parts) are not \(adjoint)")
    }
  }

  @Test(arguments: examples)
  func valuesAndGradientsAreThoseOfEval(example: Example) throws {
    let explanation = try Explanation.make(example.request())
    let answer = try Calculation.run(example.request())
    #expect(bits(explanation.answer.y.leaves) == bits(answer.y.leaves))
    #expect(bits(explanation.answer.dydx?.leaves ?? []) == bits(answer.dydx?.leaves ?? []))
    let values = explanation.outputs.map { explanation.steps[$0.step].value }
    #expect(bits(values) == bits(answer.y.leaves))
    let gradients = explanation.arguments.map { explanation.steps[$0.step].adjoint }
    let expected = answer.dydx?.leaves ?? []
    #expect(gradients.count == expected.count)
    for (gradient, tensor) in zip(gradients, expected) {
      #expect(gradient?.elements == tensor?.elements.map { $0 == 0 ? 0 : $0 })
    }
  }

  @Test(arguments: examples)
  func tangentsAgreeWithAdjoints(example: Example) throws {
    var options = Explanation.Options()
    options.isForward = true
    let explanation = try Explanation.make(example.request(), options)
    #expect(explanation.directions.count == explanation.arguments.count)
    for (direction, argument) in zip(explanation.directions, explanation.arguments) {
      // Along the direction of ones, the sum of y has the sum of its gradient.
      let forward = direction.outputs.compactMap(\.self).flatMap(\.elements).reduce(0, +)
      let backward = (argument.gradient?.elements ?? []).reduce(0, +)
      #expect(
        isNear(Tensor(forward), Tensor(backward), 1e-11), "\(example) along \(argument.label)")
    }
    for step in explanation.steps {
      for (direction, tangent) in step.tangents.enumerated() {
        guard let tangent, tangent.formula == nil, tangent.words == nil, !step.partials.isEmpty
        else { continue }
        let terms = step.partials.compactMap { partial -> Tensor? in
          guard case .factor(_, let factor) = partial.rule,
            let other = explanation.steps[partial.operand].tangents[direction]
          else { return nil }
          return product(factor, other.value)
        }
        // An element that is not taken is nothing, also where the factor is not finite.
        let expected = sum(terms, tangent.value.shape)
        #expect(!expected.isFinite || isNear(tangent.value, expected), "\(example)")
      }
    }
  }

  // MARK: Steps

  private func explain(
    _ expression: String, _ arguments: KeyValuePairs<String, String>,
    _ change: (inout Request) -> Void = { _ in }
  ) throws -> Explanation {
    var request = Example(expression, arguments).request()
    change(&request)
    return try Explanation.make(request)
  }

  private func names(_ explanation: Explanation) -> [String] {
    explanation.steps.map { step in
      switch step.kind {
      case .argument(let label): label
      case .captured(let label): "captured " + label
      case .constant: "constant"
      case .operation(let name): name
      }
    }
  }

  @Test func stepsAreWhatTheExpressionSays() throws {
    // Nothing is simplified away, and what is laid out for a product is no step.
    let product = try explain("A @ x + 0 * x * 1", ["A": "[[1, 2], [3, 4]]", "x": "[1, 2]"])
    #expect(names(product) == ["A", "x", "contract", "multiply", "multiply", "add"])
    let captured = try explain("a * x + [1, 2]", ["x": "3"]) {
      $0.captured = [("a", .json(.number(4)))]
    }
    #expect(names(captured).prefix(3) == ["x", "captured a", "multiply"])
    let loop = try explain("fori_loop(0, 9, (i, c) -> c * x, 1)", ["x": "2"])
    #expect(names(loop) == ["x", "loop"])
    #expect(loop.steps[1].note == "a loop of 9 steps, as one step")
  }

  @Test func stepsKnowTheirPlace() throws {
    let explanation = try explain("f(t) = t * log(t)\nf(x) + 2", ["x": "3"])
    let texts = explanation.steps.map { $0.source?.location.text }
    #expect(texts == [nil, "log(t)", "t * log(t)", "f(x) + 2"])
    let lines = explanation.steps.dropFirst().compactMap { step in
      step.source.map { $0.location.source.position(at: $0.location.range.start).line }
    }
    #expect(lines == [1, 1, 2])
  }

  @Test func anOperandMayStandTwice() throws {
    let explanation = try explain("x * x", ["x": "3"])
    #expect(explanation.steps[1].partials.map(\.slot) == [0, 1])
    #expect(explanation.steps[0].contributions.map(\.value.elements) == [[3], [3]])
    #expect(explanation.steps[0].contributions.map(\.partial) == [0, 1])
  }

  @Test func nothingArrivesThroughABranchThatIsNotTaken() throws {
    let explanation = try explain("where(x > 0, log(x), x**2)", ["x": "0"])
    let logarithm = try #require(
      names(explanation).firstIndex(of: "log").map { explanation.steps[$0] })
    #expect(isNumber(logarithm.value, -.infinity) && isNumber(logarithm.adjoint, 0))
    let parts = explanation.steps[0].contributions
    #expect(parts.contains { $0.isNothing && isNumber($0.value, 0) })
    #expect(explanation.answer.warnings.isEmpty)
  }

  @Test(arguments: [
    ("abs(x)", "0", "abs: the gradient at 0 is 0"), ("abs(x)", "0.1", nil),
    ("relu(x)", "0", "relu: the gradient at 0 is 0"), ("relu(x)", "1e-9", nil),
    ("floor(x)", "2", "floor: flat: the gradient is 0"), ("floor(x)", "2.5", nil),
    ("maximum(x, 1)", "1", "maximum: at a tie the whole gradient goes to x"),
    ("maximum(x, 1)", "2", nil), ("sqrt(x)", "0", "sqrt: the gradient at 0 is infinite"),
    ("sqrt(x)", "1", nil), ("lgamma(x)", "2", nil), ("lgamma(x)", "0", "lgamma: inf at 0"),
    ("max(x)", "[1, 3, 3]", "max: ties share the gradient evenly"), ("max(x)", "[1, 2, 3]", nil),
    ("x * (x > 2)", "2", nil),
    ("clip(x, 0, 2)", "2", "clip: at a bound the whole gradient goes to x"),
  ])
  func notesWhereAConventionApplies(expression: String, x: String, note: String?) throws {
    for type in [ElementType.float64, .float32] {
      let explanation = try explain(expression, ["x": x]) { $0.elementType = type }
      let notes = explanation.steps.compactMap(\.note)
      if let note {
        #expect(notes.contains { $0.hasPrefix("at an edge of " + note) }, "\(notes)")
      } else {
        #expect(notes.isEmpty, "\(notes)")
      }
    }
  }

  @Test func tangentsMayBeGiven() throws {
    var request = Example("x * y", ["x": "2", "y": "3"]).request()
    request.tangents = .object([
      .init(key: "x", value: .number(1)), .init(key: "y", value: .number(10)),
    ])
    var options = Explanation.Options()
    options.isForward = true
    let explanation = try Explanation.make(request, options)
    #expect(explanation.directions.map(\.label) == [nil])
    #expect(isNumber(explanation.directions[0].outputs[0], 23))
    #expect(explanation.steps.map { $0.tangents[0]?.value.elements } == [[1], [10], [23]])
  }

  @Test func seedsAreTheOutputGradients() throws {
    let explanation = try explain("(x * y, x)", ["x": "2", "y": "3"]) {
      $0.outputGradients = .array([.number(10), .number(100)])
    }
    #expect(explanation.isWeighted)
    #expect(isNumber(explanation.steps[2].seed, 10) && isNumber(explanation.steps[0].seed, 100))
    #expect(isNumber(explanation.steps[0].adjoint, 130))
  }

  @Test func aTapeGivesTheSameNumbers() throws {
    for example in Self.examples {
      var request = example.request()
      let graph = try Explanation.make(request)
      request.usesGradientTape = true
      let tape = try Explanation.make(request)
      #expect(bits(graph.answer.y.leaves) == bits(tape.answer.y.leaves))
      #expect(
        bits(graph.answer.dydx?.leaves ?? []) == bits(tape.answer.dydx?.leaves ?? []), "\(example)")
      try check(tape, example.expression)
    }
  }

  @Test func manyStepsAreCutInTheMiddle() throws {
    var options = Explanation.Options()
    options.limit = 10
    let request = Example("sum(sin(x * i) for i in range(30))", ["x": "2"]).request()
    let explanation = try Explanation.make(request, options)
    #expect(explanation.omitted == 5..<(explanation.steps.count - 5))
    #expect(explanation.steps[1].formula != nil && explanation.steps[20].formula == nil)
    #expect(explanation.steps[20].value != nil)
  }

  @Test func warningsAreThoseOfEval() throws {
    let explanation = try explain("x * log(x)", ["x": "0"])
    #expect(explanation.answer.warnings.map(\.message) == ["log(x) is -inf, where x is 0"])
  }
}
