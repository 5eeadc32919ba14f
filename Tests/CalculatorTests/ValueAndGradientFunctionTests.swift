import Calculator
import Syntax
import Tables
import Tensors
import Testing

/// `value_and_gradient` as a function of the language gives what the command gives.
@Suite struct ValueAndGradientFunctionTests {
  /// A call: the function, the arguments as written, and captured values.
  struct Call: CustomTestStringConvertible, Sendable {
    let function: String
    var positional: [String] = []
    var named: [(name: String, value: String)] = []
    var captured: [(name: String, value: String)] = []
    var outputGradients: String?
    var unpacks = true
    var hasAux = false

    var testDescription: String {
      "\(function), \(positional), \(named.map { "\($0.name)=\($0.value)" })"
    }

    /// The same call as an expression.
    func expression(onTape: Bool) -> String {
      var parts = [function] + positional + named.map { "\($0.name)=\($0.value)" }
      if let outputGradients { parts.append("output_gradients=\(outputGradients)") }
      if !unpacks { parts.append("auto_unpack_single_arg=False") }
      if hasAux { parts.append("has_aux=True") }
      if onTape { parts.append("use_gradient_tape=True") }
      let bindings = captured.map { "\($0.name) = \($0.value); " }.joined()
      return "\(bindings)value_and_gradient(\(parts.joined(separator: ", ")))"
    }
  }

  /// The rows of the calling table, and their neighbours.
  static let calls: [Call] = [
    Call(function: "() -> log(x)", positional: ["x"], captured: [("x", "2")]),
    Call(
      function: "() -> x * log(y)", positional: ["x", "y"], captured: [("x", "2"), ("y", "3")]),
    Call(function: "() -> x * log(y)", positional: ["[x, y]"], captured: [("x", "2"), ("y", "3")]),
    Call(function: "() -> log(x)", named: [("x", "x")], captured: [("x", "2")]),
    Call(function: "() -> x * x", positional: ["x", "x"], captured: [("x", "3")]),
    Call(function: "() -> log(x)", positional: ["x", "y"], captured: [("x", "2"), ("y", "3")]),
    Call(function: "(a, b) -> a * log(b)", positional: ["[2, 3]"]),
    Call(function: "a -> log(a)", positional: ["[2]"]),
    Call(function: "a -> a[0] * log(a[1])", positional: ["[[2, 3]]"]),
    Call(function: "a -> a[0] * log(a[1])", positional: ["[2, 3]"], unpacks: false),
    Call(function: "log", positional: ["[1, 2, 3]"], unpacks: false),
    Call(function: "log", positional: ["2"]),
    Call(function: "a -> log(a)", positional: ["2"]),
    Call(function: "(a, b) -> a * log(b)", positional: ["2", "3"]),
    Call(function: "(a, b) -> a * log(b)", positional: ["2", "[3, 4]"]),
    Call(function: "(x, y) -> x * log(y)", named: [("x", "2"), ("y", "3")]),
    Call(function: "(x, y) -> x * log(y)", named: [("y", "3"), ("x", "2")]),
    Call(function: "(a, y) -> a * log(y)", positional: ["2"], named: [("y", "3")]),
    Call(function: "(a, b, z) -> a * b * z", positional: ["2", "3"], named: [("z", "4")]),
    Call(function: "(a, k) -> a[0] * a[1] * k", positional: ["[2, 3]"], named: [("k", "4")]),
    Call(function: "d -> d[\"x\"] * log(d[\"y\"])", positional: [#"{"x": 2, "y": 3}"#]),
    Call(function: "d -> d[\"x\"][0] * d[\"z\"]", positional: [#"{"x": [2, 3], "y": 3, "z": 4}"#]),
    Call(
      function: "(d, e) -> d[\"x\"] * e[1][0]",
      positional: [#"{"x": 2, "y": [1, [2, 3]]}"#, "[[1], [2, 3]]"]),
    Call(function: "(a, b) -> a", positional: ["2", "3"]),
    Call(function: "(a, b) -> a + 0 * b", positional: ["2", "3"]),
    Call(function: "(a, b=5) -> a * b", positional: ["2"]),
    Call(function: "(a, b=5) -> a * b", positional: ["2", "3"]),
    Call(function: "(a, b=5) -> a * b", positional: ["[2, 3]"]),
    Call(function: "(*xs) -> xs[0] * xs[1]", positional: ["2", "3", "4"]),
    Call(function: "(*xs) -> xs[0] * xs[1]", positional: ["[2, 3, 4]"]),
    Call(function: "(**kw) -> kw[\"a\"] * kw[\"b\"]", named: [("a", "2"), ("b", "3")]),
    Call(
      function: "(x, *xs, **kw) -> x * xs[0] * kw[\"k\"]", positional: ["2", "3"],
      named: [("k", "4")]),
    Call(function: "(a, b) -> [a * b, {\"s\": a, \"t\": b * b}]", positional: ["2", "3"]),
    Call(
      function: "(a, b) -> [a * b, {\"s\": a, \"t\": b * b}]", positional: ["2", "3"],
      outputGradients: #"[10, {"s": 1, "t": -1}]"#),
    Call(function: "a -> [a, 2 * a]", positional: ["3"], outputGradients: "[1, 10]"),
    Call(function: "a -> (a * a, [a, 7])", positional: ["3"], hasAux: true),
    Call(
      function: "(a, b) -> ([a * b, b], {\"n\": a})", positional: ["[3, 4]"],
      outputGradients: "[2, 1]", hasAux: true),
    Call(
      function: "(a, b) -> fori_loop(0, 3, (i, c) -> c * a, b)", positional: ["2", "3"]),
    Call(function: "a -> a if a > 0 else -a", positional: ["-2"]),
  ]

  @Test(arguments: calls, [false, true])
  func isTheCommand(call: Call, onTape: Bool) throws {
    let weights = try call.outputGradients.map { try JSONReader.parse(Array($0.utf8)) }
    let command = try calculate(call.function, positional: call.positional) { request in
      for (name, text) in call.named {
        request.arguments.append(.init(name: name, value: .text(SourceText(text, name: name))))
      }
      for (name, text) in call.captured {
        request.captured.append((name, .text(SourceText(text, name: name))))
      }
      request.outputGradients = weights
      request.unpacksSingleArgument = call.unpacks
      request.hasAux = call.hasAux
      request.usesGradientTape = onTape
    }
    var expected: [Structure<Tensor?>] = [command.y]
    if let aux = command.aux { expected = [.list([command.y, aux])] }
    expected.append(try #require(command.dydx))

    let answer = try calculate(call.expression(onTape: onTape))
    #expect(text(answer.y) == text(.list(expected)))
  }

  /// With every bit of every number; an array is the list of its parts.
  private func text(_ structure: Structure<Tensor?>) -> String {
    switch structure {
    case .leaf(nil): "null"
    case .leaf(let tensor?):
      text(tensor.shape.dimensions[...], tensor.elements[...])
    case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .dictionary(let members):
      "{" + members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private func text(_ shape: ArraySlice<Int>, _ elements: ArraySlice<Double>) -> String {
    guard let count = shape.first else {
      return String(elements.first?.bitPattern ?? 0, radix: 16)
    }
    let size = elements.count / max(1, count)
    let parts = (0..<count).map { index in
      let start = elements.startIndex + index * size
      return text(shape.dropFirst(), elements[start..<(start + size)])
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  @Test func nestsInItself() throws {
    // d/dx of the gradient of x ** 3.
    let answer = try calculate(
      "value_and_gradient(t -> value_and_gradient(s -> s ** 3, t)[1], x)", ["x": "2"])
    #expect(answer.y.leaves.map { $0?.scalarValue } == [12, 12])
    #expect(answer.dydx?.leaves.map { $0?.scalarValue } == [18])
  }
}
