import Syntax
import Tensors
import Testing

@testable import Calculator

@Suite struct SessionTests {
  private static func session(_ statements: String...) throws -> Session {
    var session = Session()
    for statement in statements { _ = try session.evaluate(SourceText(statement)) }
    return session
  }

  private static func number(_ expression: String, in session: inout Session) throws -> Double {
    guard case .value(.tensor(let tensor))? = try session.evaluate(SourceText(expression)).result
    else {
      Issue.record("\(expression) is no number")
      return .nan
    }
    return tensor[0]
  }

  @Test func functionsSeeLaterDefinitionsAndNumbersDoNot() throws {
    var session = try Self.session("a = 2", "f(x) = a * x", "b = f(10)", "a = 3")
    #expect(try Self.number("f(10)", in: &session) == 30)
    #expect(try Self.number("b", in: &session) == 20)
  }

  @Test func functionsOfFunctionsSeeThemToo() throws {
    var session = try Self.session("f(x) = x^2", "g = grad(f)", "f(x) = x^3")
    #expect(try Self.number("g(2)", in: &session) == 12)
  }

  @Test func functionsMayCallEachOtherAndThemselves() throws {
    var session = try Self.session(
      "even(n) = true if n == 0 else odd(n - 1)", "odd(n) = false if n == 0 else even(n - 1)")
    #expect(try Self.number("even(10)", in: &session) == 1)
    _ = try session.evaluate(SourceText("def fact(n):\n  return 1 if n < 2 else n * fact(n - 1)"))
    #expect(try Self.number("fact(6)", in: &session) == 720)
  }

  @Test func aNameCanBeRedefinedByItself() throws {
    var session = try Self.session("x = 1", "x = x + 1", "x += 5")
    #expect(try Self.number("x", in: &session) == 7)
  }

  @Test func whatFailsChangesNothing() throws {
    var session = try Self.session("x = 1")
    #expect(throws: Diagnostic.self) { try session.evaluate(SourceText("x = 2; y = nope")) }
    #expect(try Self.number("x", in: &session) == 1)
    #expect(session.names == ["x"])
  }

  @Test func undoTakesBackDefinitions() throws {
    var session = try Self.session("x = 1", "x = 2; y = 3")
    #expect(session.undo() == ["x", "y"])
    #expect(session.names == ["x"])
    #expect(try Self.number("x", in: &session) == 1)
    #expect(session.undo() == ["x"])
    #expect(session.undo() == nil)
  }

  @Test func resultsHaveNumbers() throws {
    var session = try Self.session("5", "6", "x = 9")
    #expect(try Self.number("_ * 10 + _1", in: &session) == 65)
    #expect(session.resultCount == 3)
    #expect(session.names == ["x"])
  }

  @Test func gradientsAreThoseOfNames() throws {
    var session = try Self.session("x = 2; y = 3", "f(t) = t * log(y)", "v = [1, 2]")
    let (answer, _) = try session.gradient(
      of: SourceText("f(x)"), by: [SourceText("x"), SourceText("y")])
    #expect(answer.parts.map(\.key) == ["x", "y"])
    let gradients = answer.parts.flatMap(\.value.leaves).map { $0?[0] ?? .nan }
    #expect(abs(gradients[0] - 1.0986122886681098) < 1e-15)
    #expect(abs(gradients[1] - 2 / 3) < 1e-15)
    let (whole, _) = try session.gradient(of: SourceText("sum(v^2)"), by: [SourceText("v")])
    #expect(whole.parts.first?.value.leaves.first??.shape == [2])
  }

  /// A long session costs what it uses, not what it has.
  @Test func definitionsThatAreNotNeededAreNotEvaluated() throws {
    var session = try Self.session("x = 1")
    for number in 0..<300 {
      _ = try session.evaluate(SourceText("f\(number)(t) = t + \(number)"))
    }
    #expect(session.needed(for: ["f7", "x"]).map(\.name) == ["f7", "x"])
  }

  @Test func definitionsComeInAnOrderThatCanBeRead() throws {
    let session = try Self.session("f(x) = x", "g = grad(f)", "z = 1", "a = [1, 2]")
    #expect(session.orderedDefinitions.map(\.name) == ["a", "z", "f", "g"])
    let swapped = try Self.session("h(x) = x", "a = grad(h)", "h(x) = x^2")
    #expect(swapped.orderedDefinitions.map(\.name) == ["h", "a"])
  }
}
