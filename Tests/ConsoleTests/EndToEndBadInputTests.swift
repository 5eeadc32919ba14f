import TestSupport
import Testing

/// Input that is wrong, huge or malicious: a message and a status, in no time, and no crash.
@Suite struct EndToEndBadInputTests {
  /// An input for `-f -`, or for `x=@-`, by description.
  struct Input: Sendable, CustomTestStringConvertible {
    let name: String
    let statuses: [Int32]
    let bytes: @Sendable () -> [UInt8]

    init(_ name: String, _ statuses: Int32..., bytes: @escaping @Sendable () -> [UInt8]) {
      self.name = name
      self.statuses = statuses
      self.bytes = bytes
    }

    init(_ name: String, _ status: Int32, _ part: String, times: Int = 1_000_000, end: String = "")
    {
      self.init(name, status) { Array((String(repeating: part, count: times) + end).utf8) }
    }

    var testDescription: String { name }
  }

  /// What a run may take; a build for debugging is slower than the product by far.
  static let limit = Binary.path.contains("release") ? 1.0 : 20.0

  @Test(arguments: [
    Input("round brackets", 75, "("), Input("square brackets", 75, "["),
    Input("braces", 75, "{"), Input("minus signs", 75, "-", end: "x"),
    Input("calls", 75, "sin("), Input("powers", 75, "x**", times: 300_000, end: "x"),
    Input("conditions", 75, "1 if x else ", times: 300_000, end: "x"),
    Input("functions", 75, "x->", times: 300_000, end: "x"),
    Input("indices", 65, "x", times: 1, end: String(repeating: "[0]", count: 200_000)),
    Input("closing brackets", 65, ")"),
    Input("digits", 65, "1"),
    Input("fraction", 0, "0.", times: 1, end: .init(repeating: "1", count: 1_000_000)),
    Input("exponent", 65, "1e", times: 1, end: .init(repeating: "1", count: 1_000_000)),
    Input("hexadecimal digits", 65, "0x", times: 1, end: .init(repeating: "f", count: 1_000_000)),
    Input("name", 65, "a"),
    Input("string", 65, "'", times: 1, end: .init(repeating: "a", count: 1_000_000)),
    Input("sum of many", 0, "x+", times: 20_000, end: "x"),
    Input("transposes", 0, "x", times: 1, end: .init(repeating: ".T", count: 20_000)),
    Input("NUL", 65, "x + \0 1", times: 1), Input("nothing", 65, "", times: 1),
    Input("no UTF-8", 65) { [0x78, 0x2B, 0xFF, 0xFE] },
    Input("overlong UTF-8", 65) { [0x78, 0xC0, 0x80] },
    Input("UTF-16", 65) { [0xFF, 0xFE, 0x78, 0x00] },
  ])
  func standsAsExpression(_ input: Input) throws {
    try Self.check(["eval", "-f", "-", "x=1"], input)
  }

  @Test(arguments: [
    Input("brackets", 65, "["), Input("braces", 65, "{\"a\":"),
    Input("more than 512 levels", 65, "[", times: 513, end: .init(repeating: "]", count: 513)),
    Input("512 levels", 0, "[", times: 512, end: "1" + .init(repeating: "]", count: 512)),
    Input("digits", 65, "1"), Input("truncated", 65, "[1, {\"a\": tru", times: 1),
    Input("duplicate key", 65, "{\"a\": 1, \"a\": 2}", times: 1),
    Input("trailing comma", 65, "[1, 2,]", times: 1),
    Input("trailing comma of an object", 65, "{\"a\": 1,}", times: 1),
    Input("two values", 65, "1 2", times: 1), Input("nothing", 65, "", times: 1),
    Input("NUL", 65, "[1, \0 2]", times: 1), Input("leading zero", 65, "[01]", times: 1),
    Input("bare NaN", 65, "[NaN]", times: 1), Input("too large", 65, "1e999", times: 1),
    Input("half of a surrogate pair", 65, "{\"\\ud800\": 1}", times: 1),
    Input("no UTF-8", 65) { [0x22, 0xFF, 0x22] },
    Input("ragged and unconnected", 0, "[[1, 2], [3]]", times: 1),
    Input("lies about its size", 65) {
      EndToEndBadInputTests.npy(shape: "(1000000000,)", bytes: 80)
    },
    Input("larger than memory", 65) {
      EndToEndBadInputTests.npy(shape: "(9223372036854775807, 9223372036854775807)")
    },
    Input("more than it says", 65) { EndToEndBadInputTests.npy(shape: "(2,)", bytes: 80) },
    Input("negative size", 65) { EndToEndBadInputTests.npy(shape: "(-1,)", bytes: 8) },
    Input("many axes", 65) {
      EndToEndBadInputTests.npy(shape: "(" + .init(repeating: "1, ", count: 5000) + ")", bytes: 8)
    },
    Input("no elements, but a long axis", 0, 65, 75) {
      EndToEndBadInputTests.npy(shape: "(0, 1000000000000)")
    },
    Input("header that is cut off", 65) {
      [0x93] + Array("NUMPY".utf8) + [1, 0, 0xFF, 0xFF, 0x7B]
    },
    Input("header of nothing", 65) { [0x93] + Array("NUMPY".utf8) },
  ])
  func standsAsArgument(_ input: Input) throws {
    try Self.check(["eval", "x", "x=@-", "--no-auto-unpack-single-arg"], input)
    // The gradient is as large as the argument.
    try Self.check(["eval", "x -> x", "@-", "--no-auto-unpack-single-arg", "--json"], input)
  }

  @Test func standsAnEmptyArrayInASum() throws {
    let run = try Binary.run(
      ["eval", "sum(x)", "x=@-"], input: Self.npy(shape: "(0, 1000000000000)"))
    #expect(!run.wasKilled, "status \(run.status)")
  }

  static func npy(shape: String, bytes: Int = 0) -> [UInt8] {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }"
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let size = header.utf8.count
    let prefix: [UInt8] =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(size & 0xFF), UInt8(size >> 8)]
    return prefix + Array(header.utf8) + [UInt8](repeating: 0, count: bytes)
  }

  private static func check(_ words: [String], _ input: Input) throws {
    let run = try Binary.run(words, input: input.bytes(), timeLimit: limit * 4)
    #expect(input.statuses.contains(run.status), "status \(run.status): \(run.errors.prefix(300))")
    #expect(run.seconds < limit)
    #expect((run.status == 0) == (run.errors == ""))
    #expect(run.status == 0 || run.output == "")
    // A message is for people: it shows where, not everything.
    #expect(run.errors.utf8.count < 4000)
    #expect(!run.errors.utf8.contains(0))
  }

  /// Words with an escape sequence in each place that a message can echo.
  @Test(arguments: [
    ["\u{1B}[31m"], ["eval", "x\u{1B}[31m + 1"], ["eval", "x", "\u{1B}[31m=1"],
    ["eval", "'\u{1B}[31m' + x", "x=1"], ["eval", "x", "--\u{1B}[31m"],
    ["eval", "x", "--b\u{1B}[31m"], ["eval", "x", "--json=\u{1B}[31m"],
    ["eval", "x", "x=@/\u{1B}[31m"], ["eval", "-f", "/\u{1B}[31m"],
    ["eval", "x", "--let", "\u{1B}[31m"], ["eval", "x", "--let", "a=\u{1B}[31m"],
    ["eval", "x", "--args", "\u{1B}[31m"], ["eval", "x", "--args", "@/\u{1B}[31m"],
    ["eval", "x", "x=1", "--params", "\u{1B}[31m"],
    ["eval", "x", "x=1", "--output-gradients", "\"\u{1B}[31m\""],
    ["eval", "x", "--dtype", "\u{1B}[31m"], ["eval", "x", "--repeat", "\u{1B}[31m"],
    ["functions", "\u{1B}[31m"], ["help", "\u{1B}[31m"], ["eval", "x + \u{9B}31m"],
    ["eval", "x + \u{202E}1", "x=1"], ["eval", "x[\"\\x1b[31m\"]", #"x={"a": 1}"#],
    ["eval", "x", #"x={"\u001b[31m": "a"}"#], ["eval", "x.a", #"x={"\u001b[31m": 1}"#],
    ["eval", "einsum('\\x1b[31m', x)", "x=[1]"],
    ["eval", "(x) -> x", "--kwargs", #"{"\u001b[31m": 1}"#],
    ["eval", "(x) -> x", "x=1", "--output-gradients", #"{"\u001b[31m": 1}"#],
  ])
  func showsControlCharacters(words: [String]) throws {
    for more in [[], ["--json"]] {
      let run = try Binary.run(words + more)
      #expect([64, 65, 66].contains(run.status))
      #expect(run.errors != "")
      let dangerous = (run.errors + run.output).unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
      }
      #expect(dangerous.isEmpty, "\(run.errors.debugDescription)")
    }
  }

  @Test func showsControlCharactersOfKeys() throws {
    let run = try eval("x", #"x={"\u001b[31m": 1}"#)
    #expect(run.status == 0)
    #expect(!run.output.contains("\u{1B}"))
  }

  /// Words of the command line that are no UTF-8.
  @Test(arguments: [
    ["eval", "x + ?"], ["eval", "x", "x=?"], ["eval", "x", "?=1"], ["?"],
    ["eval", "x", "x=@/tmp/?"], ["eval", "x", "--?"],
  ])
  func standsWordsThatAreNotUTF8(words: [String]) throws {
    let run = try Binary.run(
      words.map { word in word.utf8.map { $0 == UInt8(ascii: "?") ? 0xFF : $0 } })
    #expect([64, 65, 66].contains(run.status))
  }

  /// Arguments of functions that once ended in a trap, ran for ever, or gave a number that is wrong.
  struct Call: Sendable, CustomTestStringConvertible {
    let expression: String
    let status: Int32
    /// What the value or the message says.
    let text: String
    init(_ expression: String, _ status: Int32, _ text: String) {
      (self.expression, self.status, self.text) = (expression, status, text)
    }
    var testDescription: String { expression }
  }

  @Test(arguments: [
    Call("bincount([-inf])", 65, "not -inf"), Call("bincount([-1e300])", 65, "not -1e+300"),
    Call("bincount([nan])", 65, "not nan"), Call("bincount([-1, 2])", 65, "not -1"),
    Call("bincount([1e18])", 75, "fit in memory"),
    Call("value_and_gradient(x -> bincount(x), array([0, 2, 2]))[0]", 0, "[1, 0, 2]"),
    Call("grad(x -> vector_norm(x, ord=-9223372036854775808))([3, 4])", 0, ""),
    Call("grad(x -> x ** -9223372036854775808)(1)", 0, "-9.223372036854776e18"),
    Call("grad(x -> x ** 9223372036854775807)(1)", 0, "9.223372036854776e18"),
    Call("norm([3, 4], ord=-9223372036854775808)", 0, "3}"),
    Call("norm([3e-200, 4e200], ord=-3)", 0, "3e-200"),
    Call("roll([1, 2, 3], 1, axis=[])", 0, "[1, 2, 3]"),
    Call("cumulative_trapezoid([[1, 2]], initial=0, dx=zeros((0, 0)))", 65, "(0, 0)"),
    Call("cumulative_trapezoid([[1, 2]], dx=ones((1, 1, 1)))", 65, "(1, 1, 1)"),
    Call("array_split([1, 2], 9007199254740991)", 75, "steps"),
    Call("repeat([1, 2], [9007199254740991, 1])", 75, "fit in memory"),
    Call("sum(vander([1, 2], 1000000)[0])", 0, "1000000"), Call("zeta(1e18, -2.5)", 0, "Infinity"),
    Call("zeta(1e18, 2.5)", 0, "0"),
    Call("matrix_rank([[nan, 1], [1, 2]])", 0, "NaN"), Call("matrix_rank(zeros((0, 3)))", 0, "0"),
    Call("grad(a -> sum(eigh(a)[0]))(zeros((0, 0)))", 0, "[]"),
    Call("grad(a -> sum(svd(a)[1]))(zeros((0, 0)))", 0, "[]"),
    Call("lstsq(zeros((3, 0)), [1, 2, 3])[0]", 0, "[]"),
  ])
  func standsExtremeArguments(call: Call) throws {
    let run = try Binary.run(["eval", call.expression, "--json"], timeLimit: Self.limit * 4)
    #expect(run.status == call.status, "\(run.errors.prefix(300))")
    #expect((call.status == 0 ? run.output : run.errors).contains(call.text))
  }

  /// The system refuses memory: an error like any other, and no trap.
  @Test(arguments: [[], ["--json"]])
  func standsALackOfMemory(words: [String]) throws {
    let limited = [
      "-c", "ulimit -v 1000000; exec \"$0\" \"$@\"", Binary.path, "eval",
      "sum(sort(exp(arange(2**29) / 2**29)))", "--max-memory", "100G",
    ]
    let run = try Binary.run(program: "/bin/sh", (limited + words).map { Array($0.utf8) })
    #expect(run.status == 75, "\(run.errors.prefix(300))")
    #expect(run.output == "" && run.errors.contains("memory"))
  }

  /// Whatever stands on the command line, there is a status of the list and no crash.
  @Test func standsRandomExpressions() async throws {
    var random = SeededGenerator(printingSeedOf: "standsRandomExpressions")
    let parts = [
      "x", "y", "1", "2.5", "(", ")", "[", "]", "{", "}", ",", ":", ";", "+", "-", "*", "/", "**",
      "^", "@", "->", "=", "==", "<", "if", "else", "for", "in", "lambda", "sum", "log", "where",
      "reshape", "range", "and", "not", ".T", ".", "'a'", "None", "...", "\n", "#", "pi", "stack",
    ]
    let expressions = (0..<200).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in
        parts[Int.random(in: 0..<parts.count, using: &random)]
      }.joined(separator: " ")
    }
    let limit = Self.limit
    let faults = try await concurrently(expressions) { expression -> String? in
      let run = try Binary.run(
        ["eval", "--json", "--let", "y=[1, 2]", "--", expression, "x=3"], timeLimit: limit)
      return [0, 64, 65, 75].contains(run.status) ? nil : "\(run.status): \(run.errors.prefix(300))"
    }
    for (expression, fault) in zip(expressions, faults) {
      if let fault { Issue.record("\(expression.debugDescription): \(fault)") }
    }
  }
}
