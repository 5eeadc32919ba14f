import Calculator
import Syntax
import Tables
import Tensors
import TestSupport
import Testing

@testable import Autodiff

/// A calculation as tests write it.
func calculate(
  _ expression: String, _ named: KeyValuePairs<String, String> = [:], positional: [String] = [],
  _ change: (inout Request) -> Void = { _ in }
) throws -> Answer {
  var request = Request(SourceText(expression))
  for text in positional {
    request.arguments.append(.init(value: .text(SourceText(text, name: "argument"))))
  }
  for (name, text) in named {
    request.arguments.append(.init(name: name, value: .text(SourceText(text, name: name))))
  }
  change(&request)
  return try Calculation.run(request)
}

@Suite struct CalculationTests {
  /// Every number of an answer, by its bits; nil where there is no gradient.
  private func bits(_ answer: Answer) -> [[UInt64]?] {
    (answer.y.leaves + (answer.dydx?.leaves ?? [])).map { tensor in
      tensor?.elements.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
    }
  }

  /// Every number of an answer; a NaN where there is no gradient.
  private func numbers(_ answer: Answer) -> [Double] {
    (answer.y.leaves + (answer.dydx?.leaves ?? [])).flatMap { $0?.elements ?? [.nan] }
  }

  /// But where a graph holds a choice, which adds up its own part of what arrives at an argument first:
  /// there only values are the same to the bit, and gradients may differ by rounding.
  @Test func aGraphGivesTheBitsOfATape() throws {
    var random = SeededGenerator()
    for _ in 0..<300 {
      let expression = RandomExpression(depth: 5).text(&random)
      let arguments: KeyValuePairs = [
        "x": "\(Double.random(in: -2...2, using: &random))",
        "y":
          "[\(Double.random(in: 0...2, using: &random)), \(Double.random(in: -3...0, using: &random))]",
      ]
      let used = "0 * x + 0 * sum(y) + " + expression
      var request = Request(SourceText(used))
      let graph = try calculate(used, arguments) { request = $0 }
      let tape = try calculate(used, arguments) { $0.usesGradientTape = true }
      if bits(graph) != bits(tape), try GraphListing.make(request).holdsChoice {
        let count = graph.y.leaves.count
        #expect(
          bits(graph).prefix(count) == bits(tape).prefix(count), "\(expression) at \(arguments)")
        let (ofGraph, ofTape) = (numbers(graph), numbers(tape))
        let scale = ofTape.reduce(1) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        let areAlike =
          ofGraph.count == ofTape.count
          && zip(ofGraph, ofTape).allSatisfy { a, b in
            a.isNaN && b.isNaN || a == b || (a - b).magnitude <= 1e-13 * scale
          }
        #expect(areAlike, "\(ofGraph), \(ofTape): \(expression) at \(arguments)")
      } else {
        #expect(bits(graph) == bits(tape), "\(expression) at \(arguments)")
      }
    }
  }

  @Test func repeatedRunsGiveTheSameBits() throws {
    let once = try calculate("sum(sin(x) * exp(x))", ["x": "[0.1, 0.2, 0.3]"])
    let often = try calculate("sum(sin(x) * exp(x))", ["x": "[0.1, 0.2, 0.3]"]) {
      $0.repetitions = 5
    }
    #expect(bits(once) == bits(often))
  }

  @Test func float32RoundsEveryOperation() throws {
    let answer = try calculate("x / 3", ["x": "1"]) { $0.elementType = .float32 }
    #expect(answer.y.leaves[0]?[0] == Double(Float(1) / 3))
    #expect(answer.dydx?.leaves[0]?[0] == Double(1 / Float(3)))
  }

  @Test(arguments: [
    ("x * log(x)", "0", "log(x) is -inf, where x is 0", 5),
    ("sqrt(x) + 1", "0", "the derivative of sqrt(x) is inf, where x is 0", 1),
    ("1 / (x - 2)", "2", "1 / (x - 2) is inf, where x - 2 is 0", 1),
    ("exp(x)[0] + sum(log(x))", "[1, -1]", "log(x) is nan, where x is -1 at element 1", 17),
  ])
  func whatIsNotFiniteIsTracedToItsSource(
    expression: String, x: String, message: String, column: Int
  ) throws {
    for onTape in [false, true] {
      let answer = try calculate(expression, ["x": x]) { $0.usesGradientTape = onTape }
      let warning = try #require(answer.warnings.first)
      #expect(warning.message == message)
      let location = try #require(warning.location)
      #expect(location.source.position(at: location.range.start).column == column)
    }
  }

  @Test func whatIsNotTakenIsNoSource() throws {
    let answer = try calculate("where(x > 0, log(x), 0)", ["x": "-1"])
    #expect(answer.warnings.isEmpty)
    #expect(answer.dydx?.leaves[0]?.scalarValue == 0)
  }

  @Test func arithmeticOfAGradientIsBounded() throws {
    // A gradient costs at most five times the function's own operations.
    for expression in [
      "x * log(y)", "exp(-x**2) * sin(3 * x) / y", "log(1 + exp(x)) + tanh(y) * sqrt(y)",
      "sum((x - y)**2) / (1 + x**2)",
    ] {
      let function = try operations(expression, differentiated: false)
      let both = try operations(expression, differentiated: true)
      #expect(both - function <= 5 * function, "\(expression): \(function), then \(both)")
    }
  }

  /// The number of operations that compute something, in the simplified program.
  private func operations(_ text: String, differentiated: Bool) throws -> Int {
    let recorder = GraphRecorder()
    let scope = ["x", "y"].map { name in
      (name, recorder.input(shape: .scalar, type: .float64, value: Tensor(0.5)))
    }
    let result = try Calculation.record(text, scope, recorder)
    var outputs = [result.node]
    if differentiated {
      outputs += recorder.pullback(
        [(result.node, result.filled(with: 1))], to: scope.map(\.1.node), since: 2
      ).compactMap { $0?.node }
    }
    let graph = recorder.graph.simplified(for: outputs).graph
    return graph.primitives.count { !$0.isLeaf }
  }
}

/// A random expression of a scalar x and a vector y of two, as text.
private struct RandomExpression {
  let depth: Int

  private func condition(_ random: inout SeededGenerator) -> String {
    let parts = (0..<2).map { _ in
      ["x", "y[0]", "-y[1]"].randomElement(using: &random)!
        + [" < ", " > "].randomElement(using: &random)!
        + "\(Double.random(in: -1...1, using: &random))"
    }
    return "\(parts[0]) \(Bool.random(using: &random) ? "and" : "or") \(parts[1])"
  }

  func text(_ random: inout SeededGenerator) -> String {
    guard depth > 0 else {
      return ["x", "y", "y[0]", "y[1]", "2", "0.5", "1e-3"].randomElement(using: &random) ?? "x"
    }
    let a = RandomExpression(depth: depth - 1)
    let b = RandomExpression(depth: Int.random(in: 0..<depth, using: &random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "(\(a.text(&random)) + \(b.text(&random)))"
    case 1: return "(\(a.text(&random)) - \(b.text(&random)))"
    case 2: return "\(a.text(&random)) * \(b.text(&random))"
    case 3: return "(\(a.text(&random))) / (\(b.text(&random)))"
    case 4: return "-(\(a.text(&random)))"
    case 5:
      let name = ["sin", "exp", "tanh", "log", "sqrt", "sigmoid", "abs", "relu", "erf", "square"]
      return "\(name.randomElement(using: &random) ?? "sin")(\(a.text(&random)))"
    case 6: return "sum(\(a.text(&random)))"
    case 7:
      return "where(\(b.text(&random)) > 0.3, \(a.text(&random)), \(b.text(&random)))"
    case 8: return "(sum(\(a.text(&random))) if \(condition(&random)) else sum(\(b.text(&random))))"
    default: return "maximum(\(a.text(&random)), \(b.text(&random)))"
    }
  }
}

extension GraphListing {
  /// Whether anything of which a branch is taken was recorded.
  fileprivate var holdsChoice: Bool { recorded.contains { !$0.bodies.isEmpty } }
}
