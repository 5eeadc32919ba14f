import Syntax
import Tensors
import Testing

@testable import Calculator

/// Gradients beside numerical derivatives.
@Suite struct GradientCheckTests {
  private func check(
    _ expression: String, _ named: KeyValuePairs<String, String>,
    _ change: (inout Request) -> Void = { _ in }
  ) throws -> GradientCheck {
    var request = Request(SourceText(expression))
    request.arguments = named.map { name, text in
      Request.Argument(name: name, value: .text(SourceText(text, name: name)))
    }
    change(&request)
    return try GradientCheck.make(request)
  }

  @Test(
    arguments: [
      ("x * log(y)", "2", "3"), ("sin(1000 * x) + 0 * y", "0.3", "1"), ("sin(x) + y", "1e10", "0"),
      ("log(x) + exp(y)", "1e-10", "1e-10"), ("lgamma(x) * erfc(y)", "1e-3", "5"),
      ("gammainc(x, y)", "2", "3"), ("sum(tanh(x) ** 2) * y", "[1, 2, 3]", "2"),
      ("fori_loop(0, 3, (i, c) -> sin(c) + x, y)", "0.3", "0.1"),
      ("x if x > y else y * y", "1", "2"), ("det([[x, 1], [2, y]])", "3", "4"),
      ("x[argmax(x)] * y", "[1, 2]", "3"), ("[x * y, x]", "2", "3"),
      ("x ** 3 + y ** 2", "0", "0"),
      ("round(1000 * x) / 1000 + y", "0.3", "1"),
    ], [false, true])
  func rightGradientsPass(arguments: (String, String, String), onTape: Bool) throws {
    let (expression, x, y) = arguments
    let found = try check(expression, ["x": x, "y": y]) { $0.usesGradientTape = onTape }
    for entry in found.entries {
      #expect(entry.verdict == .passed, "\(entry)")
      let numerical = try #require(entry.numerical)
      // The error is told: the difference is not beyond it.
      #expect(
        abs((entry.gradient ?? 0) - numerical.value)
          <= 10 * numerical.error + 1e-12 * abs(numerical.value))
    }
    for comparison in found.comparisons {
      #expect(comparison.verdict == .passed, "\(comparison)")
    }
    #expect(found.hasPassed)
  }

  /// Small steps see how the function is rounded, large ones its slope.
  @Test func cancellationIsNotTakenForAFault() throws {
    let found = try check("exp(x) - 1 - x", ["x": "1e-6"])
    #expect(found.entries.map(\.verdict) == [.passed])
  }

  @Test(arguments: [
    "custom_vjp(x -> x**2, x -> (x**2, x), (r, c) -> (3 * r * c,))(x)", "stop_gradient(x) * x",
    "custom_vjp(x -> x**2, x -> (x**2, x), (r, c) -> (2 * r * c * (1 + 1e-5),))(x)",
  ])
  func wrongGradientsFail(expression: String) throws {
    let found = try check(expression, ["x": "2"])
    #expect(found.entries.map(\.verdict) == [.failed])
    #expect(!found.hasPassed)
  }

  @Test func aWrongElementIsFound() throws {
    let found = try check(
      "custom_vjp(x -> sum(x**2), x -> (sum(x**2), x), (r, c) -> (2 * r * c * [1, 1, 1.01],))(x)",
      ["x": "[1, 2, 3]"])
    #expect(found.entries.map(\.verdict) == [.passed, .passed, .failed])
    #expect(found.entries.map(\.index) == [[0], [1], [2]])
  }

  @Test(
    arguments: [
      ("abs(x)", "0", -1, 1), ("relu(x)", "0", 0, 1), ("maximum(x, 1)", "1", 0, 1),
      ("norm([x, 0])", "0", -1, 1), ("x if x > 0 else -3 * x", "0", -3, 1),
    ] as [(String, String, Double, Double)])
  func kinksHaveTwoDerivatives(expression: String, x: String, left: Double, right: Double) throws {
    let found = try check(expression, ["x": x])
    let entry = try #require(found.entries.first)
    #expect(entry.verdict == .kink)
    #expect(abs((entry.left?.value ?? .nan) - left) < 1e-9)
    #expect(abs((entry.right?.value ?? .nan) - right) < 1e-9)
    #expect(found.hasPassed)
  }

  /// At a kink too a gradient can be wrong.
  @Test func outsideOfBothSidesIsWrong() throws {
    let found = try check(
      "custom_vjp(x -> abs(x), x -> (abs(x), x), (r, c) -> (2 * c,))(x)", ["x": "0"])
    #expect(found.entries.map(\.verdict) == [.failed])
  }

  @Test(arguments: [
    ("floor(x)", "1", GradientCheck.Verdict.jump), ("mod(x, 3)", "6", .jump),
    ("sqrt(x)", "0", .undecided), ("1 / x", "0", .undecided), ("1e20 + x", "1", .undecided),
    ("(1 - cos(x)) / x**2", "1e-4", .undecided), ("log(x)", "-1", .undecided),
  ])
  func whatDifferencesCannotTell(
    expression: String, x: String, verdict: GradientCheck.Verdict
  ) throws {
    #expect(try check(expression, ["x": x]).entries.map(\.verdict) == [verdict])
  }

  @Test func capturedValuesAndMissingConnections() throws {
    var request = Request(SourceText("() -> log(a)"))
    request.captured = [("a", .json(.number(2))), ("b", .json(.number(3)))]
    request.arguments = ["a", "b"].map { Request.Argument(value: .text(SourceText($0))) }
    let found = try GradientCheck.make(request)
    #expect(found.entries.map(\.verdict) == [.passed, .passed])
    #expect(found.entries[1].gradient == nil)
  }

  @Test func singlePrecisionHasItsTolerance() throws {
    let found = try check("x * log(y)", ["x": "2", "y": "3"]) { $0.elementType = .float32 }
    #expect(found.tolerance == 1e-3)
    #expect(found.hasPassed)
  }

  @Test func largeArraysAreSampled() throws {
    let x = (0..<3000).map { Double($0) / 1000 }
    let found = try check("sum(x ** 2)", ["x": "\(x)"])
    #expect(found.entries.count == GradientCheck.largestCount)
    #expect(found.numberCount == 3000)
    #expect(found.entries.first?.index == [0] && found.entries.last?.index == [2999])
    #expect(found.hasPassed)
  }
}
