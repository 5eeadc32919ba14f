import Syntax
import Testing

/// No text may crash the parser, take more than linear time, or use the call stack by its depth.
@Suite struct ParserRobustnessTests {
  private func deep(_ prefix: String, _ count: Int, _ middle: String, _ suffix: String) -> String {
    String(repeating: prefix, count: count) + middle + String(repeating: suffix, count: count)
  }

  @Test(arguments: [
    ("(", "x", ")"), ("sin(", "x", ")"), ("[", "", "]"), ("{1: ", "2", "}"), ("x[", "0", "]"),
    ("-", "x", ""), ("not ", "x", ""), ("2^", "x", ""), ("x -> ", "x", ""), ("lambda: ", "x", ""),
    ("a if b else ", "c", ""), ("a if ", "b", " else c"), ("(a + b * ", "c", ")"), ("", "f", "()"),
    ("", "x", "[0]"), ("", "x", ".T"), ("x + ", "x", ""), ("x and ", "x", ""), ("x < ", "x", ""),
    ("[", "x", " for x in y]"), ("(x=", "1", ") -> 2"), ("f(a=", "1", ")"), ("a = 1;", "x", ""),
    ("x, ", "x", ""), ("(1, ", "x", ")"), ("(", "x; ", ";)"), ("[", "y for (x, z), w in x", "]"),
  ])
  func manyLevelsAreFine(prefix: String, middle: String, suffix: String) throws {
    let text = deep(
      prefix, ["sin(", "-", "x -> "].contains(prefix) ? 100_000 : 5_000, middle, suffix)
    let expression = try parse(text)
    let printed = expression.printed()
    let again = try parse(printed)
    #expect(again.nodes.count == expression.nodes.count)
    #expect(again.sameTree(as: expression))
    #expect(expression.freeNames().count <= 4)
  }

  @Test(arguments: [
    ("(", ""), ("(", ")"), ("sin(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("2^", ""),
    ("x->", ""), ("a if b else ", ""), ("a if ", " else b"), ("{1:", "}"), ("x[", "]"),
  ])
  func beyondTheLimitIsADiagnostic(prefix: String, suffix: String) {
    let source = SourceText(deep(prefix, 6_000, "x", suffix))
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(source, nestingLimit: 5_000)
    }
    #expect(error?.code == "too-deep")
    #expect(error?.kind == .limit)
    #expect(error?.location != nil)
  }

  @Test func aMillionParenthesesFailFast() {
    let text = String(repeating: "(", count: 1_000_000)
    var error: Diagnostic?
    let time = ContinuousClock().measure { error = failure(text) }
    #expect(error?.code == "too-deep")
    #expect(time < .seconds(5), "generous: tests run without optimisation")
  }

  @Test func theLimitCanBeSet() throws {
    #expect(throws: Never.self) {
      try Parser.parse(SourceText("((((x))))"), nestingLimit: 8)
    }
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText("(((((x)))))"), nestingLimit: 4)
    }
    #expect(error?.message == "more than 4 levels of nesting")
    #expect(error?.location?.range == SourceRange(start: 4, end: 5))
  }

  @Test func theLengthIsLimited() throws {
    #expect(throws: Never.self) { try Parser.parse(SourceText("x + y"), lengthLimit: 5) }
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText("x + yz"), lengthLimit: 5)
    }
    #expect(error?.code == "too-long")
    #expect(error?.message == "expression has more than 5 bytes")
    #expect(error?.kind == .limit)
  }

  private func nested(_ header: String, _ levels: Int) -> String {
    let lines = (0..<levels).map { String(repeating: " ", count: $0) + header + "\n" }
    return lines.joined() + String(repeating: " ", count: levels) + "x = 1\n"
  }

  @Test(arguments: ["def f(x):", "if x:", "for i in x:", "while x:"])
  func suitesNestToALimit(header: String) throws {
    let expression = try parse("x = 0\n" + nested(header, 100))
    #expect(try parse(expression.printed()).sameTree(as: expression))
    #expect(failure("x = 0\n" + nested(header, 101))?.code == "too-deep")
    #expect(failure("x = 0\n" + nested(header, 101))?.kind == .limit)
  }

  @Test(arguments: [
    "  if x > 1: return x\n", "  if x > 1: x = x + 1\n", "  for i in x: x += i\n",
    "  if x > 2: x = 2\n  elif x: return 1\n  else: x = 3\n", "  y = x; x += y\n",
  ])
  func manyStatementsAreFine(line: String) throws {
    let text = "def f(x):\n" + String(repeating: line, count: 2_000) + "  return x\nf"
    let expression = try parse(text)
    #expect(try parse(expression.printed()).sameTree(as: expression))
    #expect(expression.freeNames().allSatisfy { $0.name == "lax" })
  }

  @Test(arguments: [
    ("(a%, ", "b", ")", " = c"), ("[a%, ", "b", "]", " = c"), ("a% = ", "b", "", ""),
    ("(a%, b%), ", "c", "", " = d"), ("a%, ", "b", "", " = c"), ("a%, b% = ", "c", "", ""),
    ("[", "1", " for (a%, b%), c in d]", ""), ("((a%, b%), c = d; ", "x", ")", ""),
  ])
  func manyTargetsAreFine(
    prefix: String, middle: String, suffix: String, end: String
  ) throws {
    let count = 5_000
    func repeated(_ text: String) -> String {
      (0..<count).map { text.replacing("%", with: String($0)) }.joined()
    }
    let text = repeated(prefix) + middle + repeated(suffix) + end
    let expression = try parse(text)
    #expect(try parse(expression.printed()).sameTree(as: expression))
    #expect(expression.freeNames().count <= 2)
  }

  @Test func manyBranchesAreFine() throws {
    let text = "if x: y = 0\n" + String(repeating: "elif x > 1: y = 1\n", count: 2_000)
    let expression = try parse(text + "else: y = 2\ny")
    #expect(try parse(expression.printed()).sameTree(as: expression))
  }

  @Test func thousandsOfTermsParse() throws {
    let term = "x1234*y123 + 3.25*sin(z) - 2.5e-3/w + abs(1/x - 2^-y) + g(a, b, k=3)[0, 1:2].T"
    let text = Array(repeating: term, count: 2_000).joined(separator: " + ")
    let expression = try parse(text)
    #expect(expression.freeNames().count == 11)
    #expect(try parse(expression.printed()).sameTree(as: expression))
  }

  static let samples = [
    "f(x, y=2) = [a*i for i, j in x if i > y]; g = z -> f(*z, **k); {'a': g(1)[0, 1:2].T}",
    "(a, b), [c, d] = e = f; [g * h for (g, h), i in j if k(g) for l, (m, n) in o if m]; q",
    "def f(p):\n  for x, (y, z) in p:\n    (u, v), w = x = y\n    s = t = u\n  return s\nf",
    "value_and_gradient((x, y) -> x * log(y), [2., 3.e-1])", "1/(2x) + 3(x+1)^2 - 0x1F − 2·π",
    "a if 0 < x <= 1 and not b else lambda x, *y, **z: x[..., None, ::2]",
    "import a as b\n@b.c\ndef f(x: int, *y) -> int:\n  '''d'''\n  if x: return b.e\n  elif y:\n    x += 1\n"
      + "  else: z = 2; x = z\n  for i, (j, k) in x:\n\tif i: x = j\n  while x > 1: x /= 2\n  return x\nf",
    ">>> y = 0\n>>> for i in range(3):\n...   if i > 1: y -= (a = i; a)\n...\n>>> y\n3",
    "sum(x[i] * y[i] for i in range(n)) # comment\r\na, b = c, \"d\\n\\u0041\"\n\\\n-e @ f.T",
  ]

  @Test(arguments: samples)
  func truncationsNeverCrash(text: String) throws {
    let bytes = Array(text.utf8)
    for length in 0...bytes.count {
      guard let prefix = String(validating: bytes[..<length], as: UTF8.self) else { continue }
      check(prefix)
      if let suffix = String(validating: bytes[length...], as: UTF8.self) { check(suffix) }
    }
  }

  @Test(arguments: [3, 11] as [UInt64])
  func mutationsNeverCrash(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces: [String] = [
      "(", ")", "[", "]", "{", "}", ",", ":", ";", "=", "==", "->", ".", "...", "*", "**", "^", "-",
      "not ", " and ", " if ", " else ", " for ", " in ", "lambda ", "x", " y ", "2", "1e", "0x",
      "'",
      "\"", "\\", "\n", "#", "|", "&", "!", "?", "é", "а", "²", "\u{202E}", "\0", " is ", "_", "..",
      "1_", "f(", "if x: ", "\n  ", "\n\t", "def f(x): ", "else:", "for i in y: ", "return ",
      "x += ", "@f\n",
      "(a, b), c = ", " for (d, e), g in ", "a = b = ", "while ", "elif ", "import ", "from ",
      ">>> ", "\n... ", "pass", "x = ", "True", "None", "@",
      "%", "//", "~", "<", "$", "🙂", "\r", "\u{FEFF}", "\u{301}",
    ]
    for _ in 0..<4_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...14, using: &generator) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      check(text, seed: seed)
      var sample = Array(Self.samples[Int.random(in: 0..<Self.samples.count, using: &generator)])
      for _ in 0..<3 {
        let place = Int.random(in: 0..<sample.count, using: &generator)
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        sample.replaceSubrange(place...place, with: Array(piece))
      }
      check(String(sample), seed: seed)
    }
  }

  @Test(arguments: [5, 17] as [UInt64])
  func randomBytesNeverCrash(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<4_000 {
      let mask: UInt8 = round % 2 == 0 ? 0x7F : 0xFF
      let count = Int.random(in: 0...30, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) & mask }
      do throws(Diagnostic) {
        let source = try SourceText(bytes: bytes, name: "bytes")
        check(source.text, seed: seed)
      } catch {
        #expect(["invalid-utf8", "nul-character"].contains(error.code))
        #expect(error.location != nil)
      }
    }
  }

  /// Parses; whatever comes back has to be consistent.
  private func check(_ text: String, seed: UInt64 = 0) {
    let source = SourceText(text)
    do throws(Diagnostic) {
      let expression = try Parser.parse(source)
      _ = expression.freeNames()
      let again = try parse(expression.printed())
      #expect(again.sameTree(as: expression), "seed \(seed): \(text.debugDescription)")
      let ranges = expression.places.map(\.range) + expression.places.map(\.anchor)
      #expect(ranges.allSatisfy { 0 <= $0.start && $0.start < $0.end })
      #expect(ranges.allSatisfy { $0.end <= source.utf8.count })
    } catch {
      guard let range = error.location?.range else {
        Issue.record("seed \(seed): no place in \(text.debugDescription): \(error.message)")
        return
      }
      let isInside = 0 <= range.start && range.start <= range.end && range.end <= text.utf8.count
      #expect(isInside, "seed \(seed): \(text.debugDescription)")
      let isEmpty = range.start == range.end
      #expect(!isEmpty || error.code == "empty-expression", "\(text.debugDescription)")
      let texts = [error.message, error.hint ?? ""]
      #expect(
        texts.allSatisfy { $0 == $0.withControlCharactersVisible }, "\(text.debugDescription)")
    }
  }
}
