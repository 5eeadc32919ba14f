import Syntax
import Testing

@testable import Calculator

/// The sentence in which a plot is asked for.
@Suite struct PlotSentenceTests {
  private func read(_ text: String) throws -> PlotRequest {
    try PlotRequest(sentence: SourceText(text))
  }

  @Test func everything() throws {
    let plot = try read(
      "a*sin(t), cos(t) and its derivative for t from -pi to 2*pi with a=1+1, b=3")
    #expect(plot.curves.map(\.text) == ["a*sin(t)", "cos(t)"])
    #expect(plot.orders == [1] && plot.variable == "t")
    #expect(plot.from?.text == "-pi" && plot.to?.text == "2*pi")
    #expect(plot.constants.map(\.name) == ["a", "b"])
    #expect(plot.constants.map(\.value.text) == ["1+1", "3"])
  }

  private static let orders: [(text: String, orders: [Int])] = [
    ("sin(x)", []), ("sin(x) and its derivative", [1]), ("sin(x), its slope", [1]),
    ("sin(x) and its second derivative", [2]), ("sin(x) and its 1st and 2nd derivatives", [1, 2]),
    ("sin(x), cos(x) and their derivatives", [1]),
    ("sin(x) from 0 to 1 and its derivative", [1]),
  ]

  @Test(arguments: orders)
  func derivatives(text: String, orders: [Int]) throws {
    #expect(try read(text).orders == orders)
  }

  /// Brackets, strings, comments and the parameters of a lambda hide words and commas.
  @Test(arguments: [
    "(x > 0 and x < 1)", "f(x, 1)", "[x, x]", "lambda x: x",
    "einsum('i,i->', [x], [x]) # to and from",
    "x -> x", "total(x)", "android*x",
  ])
  func isOneCurve(text: String) throws {
    #expect(try read(text).curves.map(\.text) == [text])
  }

  @Test(arguments: [
    ("sin(x) and", "and"), ("and sin(x)", "and"), ("sin(x) to 1", "to"), ("sin(x) from 1", "from"),
    ("sin(x) from 1 to 2 to 3", "to"), ("sin(x) from 0 from 1 to 2", "from"),
    ("its derivative", "its derivative"), ("x with a", "a"), ("x with a=", "a="),
    ("x with 2 a=1", "2 a=1"), ("x from to 2", "from"),
  ])
  func pointsAtTheWordThatDoesNotFit(text: String, place: String) throws {
    let error = try #require(throws: Diagnostic.self) { try read(text) }
    #expect(error.code == "plot-sentence" && error.location?.text == place)
    #expect(error.kind == .usage && error.hint != nil)
  }

  /// An error in a part stands where the part stands in the sentence.
  @Test(arguments: [
    ("sin(x) and lgo(x) from 0 to 1", 11, "lgo"), ("x from 0 to pj", 12, "pj"),
    ("a*x with a=2+", 12, "+"), ("sin(x) from 0 to 1/", 18, "/"),
  ])
  func errorsStandInTheSentence(text: String, offset: Int, place: String) throws {
    let source = SourceText(text)
    let error = try #require(throws: Diagnostic.self) { try Plotting.run(Request(source)) }
    #expect(error.location?.source === source)
    #expect(error.location?.range.start == offset && error.location?.text == place)
  }
}
