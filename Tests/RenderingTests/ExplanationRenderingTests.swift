import Calculator
import Syntax
import Tables
import Tensors
import Testing

@testable import Rendering

/// The layouts of an explanation, and the formulas in them.
@Suite struct ExplanationRenderingTests {
  private func explain(
    _ expression: String, _ arguments: KeyValuePairs<String, String>, forward: Bool = false
  ) throws -> Explanation {
    var request = Request(SourceText(expression))
    for (name, value) in arguments {
      request.arguments.append(.init(name: name, value: .text(SourceText(value, name: name))))
    }
    var options = Explanation.Options()
    options.isForward = forward
    return try Explanation.make(request, options)
  }

  private static let formulas: [(String, KeyValuePairs<String, String>)] = [
    ("x * log(y) - y / x", ["x": "2", "y": "3"]),
    ("tanh(x)**3 * exp(-y) + sqrt(abs(x))", ["x": "0.3", "y": "1.5"]),
    ("where(x > y, sin(x), cos(y)) + maximum(x, y) + x**y", ["x": "2", "y": "0.5"]),
    ("sum(A @ x * sigmoid(x)) + x[0] * A[1, 0]", ["A": "[[1, 2], [3, 4]]", "x": "[1, 2]"]),
    ("mean(x, axis=0) + sum(x.T, axis=0)", ["x": "[[1, 2], [3, 4]]"]),
    ("logsumexp(x) + prod(x) + norm(x)", ["x": "[0.5, 2, 1]"]),
    ("stack([x, y]) * [1, 2]", ["x": "2", "y": "3"]),
    ("erf(x) + lgamma(y) + atan2(x, y) + expm1(x)", ["x": "0.5", "y": "3.25"]),
  ]

  /// Every formula, evaluated with the values of the other steps, gives the value beside it.
  @Test(arguments: formulas.indices)
  func formulasGiveTheirValues(index: Int) throws {
    let (expression, arguments) = Self.formulas[index]
    let explanation = try explain(expression, arguments)
    let symbols = StepSymbols.ascii
    let given = explanation.steps.enumerated().compactMap { place, step in
      step.value.map { (name: symbols.value(place), value: Request.Given.array($0)) }
    }
    let evaluate = { (text: String) throws -> [Double]? in
      var request = Request(SourceText(text))
      request.captured = given
      do throws(Diagnostic) {
        return try Calculation.run(request).y.leaves.flatMap { $0?.elements ?? [] }
      } catch {
        // An operation that only rules record is written by its own name.
        guard error.code == "unknown-name" else { throw error }
        return nil
      }
    }
    var checked = 0
    for (place, step) in explanation.steps.enumerated() {
      guard let formula = step.formula, let value = step.value else { continue }
      let text = try #require(symbols.text(formula), "\(expression): v\(place + 1)")
      if let found = try evaluate(text) {
        #expect(found == value.elements, "\(text) is \(value)")
        checked += 1
      }
      for partial in step.partials {
        guard case .factor(let formula, let factor) = partial.rule,
          let text = symbols.text(formula), let found = try evaluate(text)
        else { continue }
        for position in 0..<factor.count {
          let number = found[found.count == 1 ? 0 : position]
          #expect(
            abs(number - factor[position]) <= 1e-14 * (1 + abs(number)), "\(text) is \(factor)")
        }
        checked += 1
      }
    }
    #expect(checked >= 3)
  }

  @Test func showsWhatContributesToAnAdjoint() throws {
    let text = ExplanationText(try explain("x * x + sin(x)", ["x": "0"])).text
    for line in [
      "v2 = v1 * v1  = 0  x * x", "∂v2/∂v1[1] = v1    = 0", "∂v3/∂v1 = cos(v1)  = 1",
      "v̄1 = v̄3 · ∂v3/∂v1     = 1 · 1  = 1", "   + v̄2 · ∂v2/∂v1[2]  = 1 · 0  = 0", "in all",
      "dydx x  = v̄1  = 1",
    ] {
      #expect(text.contains(line), "\(line) is not in\n\(text)")
    }
  }

  @Test func asciiIsAscii() throws {
    let explanation = try explain("x * log(y)", ["x": "2", "y": "3"])
    for text in [
      ExplanationText(explanation, symbols: .ascii).text,
      ExplanationTree.text(explanation, symbols: .ascii),
      ExplanationDOT.text(explanation, symbols: .ascii), ExplanationLaTeX.text(explanation),
    ] {
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func aStepThatIsReadTwiceStandsOnceInTheTree() throws {
    let text = ExplanationTree.text(try explain("exp(x) * sin(exp(x) + x)", ["x": "1"]))
    #expect(text.contains("(see above)"))
    #expect(text.split(separator: "\n").count { $0.contains("= x = 1") } == 1)
  }

  @Test func latexIsAsRecorded() throws {
    let text = ExplanationLaTeX.text(
      try explain("sqrt(x) / (rate + 1)**2", ["x": "4", "rate": "1"]))
    #expect(
      text == #"""
        % Values
        \begin{align*}
          v_{1} &= x && = 4 \\
          v_{2} &= \mathit{rate} && = 1 \\
          v_{3} &= \sqrt{v_{1}} && = 2 \\
          v_{4} &= v_{2} + 1 && = 2 \\
          v_{5} &= v_{4}^{2} && = 4 \\
          v_{6} &= \frac{v_{3}}{v_{5}} && = 0.5
        \end{align*}
        % Adjoints, backward
        \begin{align*}
          \bar{v}_{6} &= 1 \\
          \bar{v}_{5} &= \bar{v}_{6} \, \frac{\partial v_{6}}{\partial v_{5}} = \bar{v}_{6} \cdot \left(-\frac{v_{6}}{v_{5}}\right) = 1 \cdot \left(-0.125\right) && = -0.125 \\
          \bar{v}_{4} &= \bar{v}_{5} \, \frac{\partial v_{5}}{\partial v_{4}} = \bar{v}_{5} \cdot \left(2 \cdot v_{4}\right) = -0.125 \cdot 4 && = -0.5 \\
          \bar{v}_{3} &= \bar{v}_{6} \, \frac{\partial v_{6}}{\partial v_{3}} = \bar{v}_{6} \cdot \frac{1}{v_{5}} = 1 \cdot 0.25 && = 0.25 \\
          \bar{v}_{2} &= \bar{v}_{4} \, \frac{\partial v_{4}}{\partial v_{2}} = \bar{v}_{4} \cdot 1 = -0.5 \cdot 1 && = -0.5 \\
          \bar{v}_{1} &= \bar{v}_{3} \, \frac{\partial v_{3}}{\partial v_{1}} = \bar{v}_{3} \cdot \frac{0.5}{v_{3}} = 0.25 \cdot 0.25 && = 0.0625
        \end{align*}

        """#)
  }

  @Test func latexEscapesWhatWouldBeACommand() {
    #expect(LaTeXFormula.name("a_b") == "\\mathit{a\\_b}")
    #expect(LaTeXFormula.name("v12") == "v_{12}")
    #expect(LaTeXFormula.name("x[\"%\"]") == "\\mathit{x[\"\\%\"]}")
    #expect(LaTeXFormula.number("-1.5e-7") == "-1.5 \\cdot 10^{-7}")
  }

  @Test func jsonReadsBack() throws {
    let line = try ExplanationJSON.line(
      try explain("p[0] * log(x)", ["p": "[2, 0]", "x": "0"]))
    guard case .object(let members) = try JSONReader.parse(line.dropLast()) else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["y", "dydx", "steps", "outputs", "arguments"])
    guard case .array(let steps)? = members.first(where: { $0.key == "steps" })?.value else {
      Issue.record("no steps")
      return
    }
    #expect(steps.count == 5)
  }

  // MARK: Numbers

  @Test(arguments: [
    (1.0986122886681098, 6, 1.09861), (0.000123456789, 3, 0.000123), (-9.99996, 4, -10.0),
    (123456789, 2, 120_000_000), (1e300, 3, 1e300), (2.5e-300, 1, 3e-300), (0.1, 5, 0.1), (0, 3, 0),
  ])
  func roundsToDigits(number: Double, digits: Int, expected: Double) {
    #expect(ShortTensor.rounded(number, digits) == expected)
  }

  @Test func longArraysAreCut() {
    let short = ShortTensor(Tensor([1, 2, 3], shape: [3])).text
    #expect(short == "[1, 2, 3]")
    let long = ShortTensor(Tensor((0..<100).map { Double($0) / 3 }, shape: [100])).text
    #expect(long == "[0, 0.33333, 0.66667, ..., 33] (100,)")
    let matrix = ShortTensor(Tensor((0..<10000).map(Double.init), shape: [100, 100])).text
    #expect(matrix == "[[0, 1, 2, ..., 99], ..., [9900, 9901, 9902, ..., 9999]] (100, 100)")
  }
}
