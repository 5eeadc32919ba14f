import Calculator
import Primitives
import Syntax
import Tensors
import TestSupport
import Testing

@testable import Rendering

/// What `swiftgrad functions` says of each function, held against what the function does.
@Suite struct FunctionEntryTests {
  static let all = FunctionEntry.families.flatMap(\.members)

  @Test(arguments: all.map(\.name))
  func pageShowsTheResultOfItsExample(name: String) throws {
    let entry = try #require(FunctionEntry.named(name))
    let answer = try entry.exampleResult()
    #expect(answer.warnings.isEmpty && answer.isFinite, "\(entry.example)")
    let page = try entry.page()
    let lines = TextReport(answer).text().split(separator: "\n")
    #expect(page.contains(entry.example) && lines.allSatisfy { page.contains($0) })
  }

  /// The printed formula, evaluated as it stands, is the gradient.
  @Test(arguments: all.filter { $0.primitive != nil }.map(\.name))
  func formulaGivesTheGradient(name: String) throws {
    let entry = try #require(FunctionEntry.named(name))
    guard let primitive = entry.primitive, case .formulas(let formulas, _) = entry.derivative
    else { return }
    let operands = primitive.parameters.filter(\.kind.isOperand).map(\.name)
    let call = primitive.parameters.compactMap { parameter -> String? in
      if parameter.kind.isOperand { return parameter.name }
      return parameter.defaultValue == nil ? "2" : nil
    }
    // Where a parameter has the function's name, the call would be one of the number.
    guard !operands.contains(name) else { return }
    let list = operands.joined(separator: ", ")
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5 {
      let point = operands.indices.map { sample(primitive.domain.sampled($0), using: &generator) }
      let gradients = try evaluated(
        "(\(list)) -> \(name)(\(call.joined(separator: ", ")))", at: point, operands)
      for (operand, formula) in formulas {
        let index = try #require(operands.firstIndex(of: operand))
        let formulaValue = try evaluated("(\(list)) -> \(formula)", at: point, operands).y
        let gradient = try #require(gradients.gradients[index], "\(name) by \(operand)")
        let difference = abs(formulaValue - gradient)
        #expect(
          difference <= 1e-13 * (1 + abs(gradient)) || formulaValue.isNaN && gradient.isNaN,
          "\(name) at \(point) by \(operand): \(formula) is \(formulaValue), not \(gradient)")
      }
    }
  }

  private func sample(
    _ interval: Domain.Interval, using generator: inout SeededGenerator
  ) -> Double {
    while true {
      let x = Double.random(
        in: max(interval.lower, -3)...min(interval.upper, 3), using: &generator)
      if interval.contains(x) { return x }
    }
  }

  private func evaluated(
    _ text: String, at point: [Double], _ names: [String]
  ) throws -> (y: Double, gradients: [Double?]) {
    var request = Request(SourceText(text))
    for (name, value) in zip(names, point) {
      request.arguments.append(.init(name: name, value: .array(Tensor(value))))
    }
    let answer = try Calculation.run(request)
    let y = try #require(answer.y.leaves[0])
    return (y[0], (answer.dydx?.leaves ?? []).map { $0?[0] })
  }

  /// The domain is that of the mathematics, not the part of it in which the tests take points.
  @Test(arguments: [
    ("exp10", "all real numbers"), ("sec", "x is not an odd multiple of pi / 2"),
    ("csc", "x is not a multiple of pi"), ("cotdg", "x is not a multiple of 180"),
    ("csch", "x is not 0"), ("divide_no_nan", "all real numbers"), ("expi", "x is not 0"),
    ("sici_ci", "x is not 0"), ("factorial", "x >= 0"), ("binom", "n is not -1, -2, ..."),
    ("beta", "a is not 0, -1, -2, ..., b is not 0, -1, -2, ..."),
    ("inv_boxcox", "lmbda * y > -1"), ("quantile", "0 <= q <= 1"), ("zetac", "x is not 1"),
    ("log", "x > 0"), ("atanh", "-1 < x < 1"),
  ])
  func showsTheWholeDomain(name: String, domain: String) throws {
    #expect(try #require(FunctionEntry.named(name)).domain == domain)
  }

  @Test func polesDoNotBelongToTheDomain() {
    let secant = Domain.Interval.reals(except: .oddMultiples(of: 90, "90"))
    #expect([0, 45, 180, 360, -180].allSatisfy(secant.contains))
    #expect(![90, -90, 270, 450].contains(where: secant.contains))
    let cosecant = Domain.Interval.reals(except: .multiples(of: 180, "180"))
    #expect(!cosecant.contains(-360) && !cosecant.contains(0) && cosecant.contains(90))
    #expect(Domain.Interval.notNegative.contains(0) && !Domain.Interval.positive.contains(0))
    #expect(Domain.Interval.reals(except: .negativeIntegers).contains(0))
  }

  @Test func findsByNameWordAndFamily() throws {
    #expect(FunctionEntry.named("gammaln")?.name == "lgamma")
    #expect(FunctionEntry.named("no_such_function") == nil)
    let found = FunctionEntry.families(matching: "LOGARITHM").flatMap(\.members).map(\.name)
    #expect(found.contains("lgamma") && found.contains("log2") && !found.contains("sin"))
    #expect(FunctionEntry.families(matching: "hyperbolic").map(\.name).contains("Hyperbolic"))
    #expect(FunctionEntry.families(matching: "xyzzy").isEmpty)
  }
}
