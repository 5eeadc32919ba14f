import TestSupport
import Testing

/// `export`: what is written computes what `eval` computes.
@Suite struct EndToEndExportTests {
  private static let expressions = [
    "x * log(y)", "sin(x) / x + tanh(x * y)", "where(x > y, x**2, exp(-y)) * sqrt(y)",
    "x ** y - erf(x) + erfc(y)", "sigmoid(x) * softplus(y)", "maximum(x, y) / hypot(x, y)",
    "2.5 - (x - (y - 1e-3)) / (x / (y / 3))", "abs(-x) ** 3 + log1p(expm1(y))",
  ]

  private static func export(_ words: String...) throws -> Binary.Run {
    try Binary.run(["export"] + words)
  }

  /// `y dydx.x dydx.y` as `eval` gives them.
  private static func expected(_ expression: String) throws -> [Double] {
    let run = try Binary.run(
      ["map", expression, "--to", "csv", "--params", "x,y"],
      input: Array("{\"x\": 1.3, \"y\": 2.7}".utf8))
    return numbers(run.output.split(separator: "\n").last ?? "", ",")
  }

  private static func numbers(_ line: some StringProtocol, _ separator: Character) -> [Double] {
    line.split(separator: separator).compactMap { Double(String($0.filter { !$0.isWhitespace })) }
  }

  private static func expectClose(_ found: [Double], _ expected: [Double], _ text: String) {
    #expect(
      found.count == 3 && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-14 * (1 + abs($1)) },
      "\(found) is not \(expected): \(text)")
  }

  @Test(arguments: expressions)
  func codeOfC(expression: String) throws {
    let folder = try TemporaryFolder()
    let code = try Self.export(expression, "--params", "x,y", "--to", "c")
    #expect(code.status == 0, "\(code.errors)")
    let main =
      "#include <stdio.h>\nint main(void) { double a, b, y = f(1.3, 2.7, &a, &b); "
      + "printf(\"%.17g %.17g %.17g\\n\", y, a, b); return 0; }\n"
    let file = try folder.file("f.c", Array((code.output + main).utf8))
    let run = try shell(
      "cc -std=c99 -Wall -Werror -o '\(folder.path)/f' '\(file)' -lm && '\(folder.path)/f'")
    Self.expectClose(
      Self.numbers(run.output, " "), try Self.expected(expression), code.output + run.errors)
  }

  @Test(arguments: expressions)
  func codeOfPython(expression: String) throws {
    let folder = try TemporaryFolder()
    let code = try Self.export(expression, "--params", "x,y", "--to", "python")
    let main = "\ny, d = f(1.3, 2.7)\nprint(repr(y), repr(d['x']), repr(d['y']))\n"
    let file = try folder.file("f.py", Array((code.output + main).utf8))
    let run = try shell("python3 '\(file)'")
    Self.expectClose(
      Self.numbers(run.output, " "), try Self.expected(expression), code.output + run.errors)
  }

  /// All in one program, since the compiler takes its time.
  @Test func codeOfSwift() throws {
    let folder = try TemporaryFolder()
    let calls = Self.expressions + ["lgamma(x) * y"]
    var program = ""
    for (index, expression) in calls.enumerated() {
      let names = index < Self.expressions.count ? "x,y" : "y"
      let code = try Self.export(expression, "--params", "x,y", "--wrt", names, "--to", "swift")
      #expect(code.status == 0, "\(code.errors)")
      program += code.output.replacing("func f(", with: "func f\(index)(")
      program += "let r\(index) = f\(index)(1.3, 2.7)\n"
      program += "print(r\(index).y, r\(index).dydx[\"x\"] ?? 0, r\(index).dydx[\"y\"] ?? 0)\n"
    }
    let file = try folder.file("main.swift", Array(program.utf8))
    let run = try shell("swiftc -o '\(folder.path)/f' '\(file)' && '\(folder.path)/f'")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == calls.count, "\(run.errors)")
    for (line, expression) in zip(lines, calls) {
      let known = try Self.expected(expression)
      let isWhole = expression != calls.last
      Self.expectClose(
        Self.numbers(line, " "), [known[0], isWhole ? known[1] : 0, known[2]], expression)
    }
  }

  @Test func codeOfOtherLanguages() throws {
    let swift = try Self.export("where(x > 1, x * y, -y)", "--to", "swift")
    #expect(
      swift.output == """
        import Foundation

        /// where(x > 1, x * y, -y), and its derivatives.
        func f(_ x: Double, _ y: Double) -> (y: Double, dydx: [String: Double]) {
          let t1 = x > 1.0
          let t2 = x * y
          let t3 = -y
          let t4 = t1 ? t2 : t3
          let t5 = t1 ? 1.0 : 0.0
          let t6 = t1 ? 0.0 : 1.0
          let t7 = t6 == 0.0 ? 0.0 : t6 * -1.0
          let t8 = t5 == 0.0 ? 0.0 : t5 * y
          let t9 = t5 == 0.0 ? 0.0 : t5 * x
          let t10 = t7 + t9
          return (t4, ["x": t8, "y": t10])
        }

        """, "\(swift.output)")
    let sql = try Self.export("x * log(y)", "--to", "sql", "--wrt", "x")
    #expect(
      sql.output == """
        -- x * log(y), and its derivatives
        SELECT t2 AS y, t1 AS "dydx.x"
        FROM input
        CROSS JOIN LATERAL (SELECT ln(y) AS t1) AS s_t1
        CROSS JOIN LATERAL (SELECT x * t1 AS t2) AS s_t2

        """, "\(sql.output)")
  }

  @Test func formulas() throws {
    let text = try Self.export("x * log(y)")
    #expect(
      text.output == "y = x * log(y)\ndydx.x = log(y)\ndydx.y = x * (1 / y)\n", "\(text.output)")
    let latex = try Self.export("x * log(y)", "--to", "latex")
    #expect(latex.output.hasPrefix("y = x"), "\(latex.output)")
    #expect(latex.output.contains("\\frac{\\partial y}{\\partial x} = "))
  }

  @Test func whatCannotBeWritten() throws {
    let array = try Self.export("sum(array([x, 2]) * x)", "--to", "c")
    #expect(array.status == 65 && array.errors.contains("functions of numbers"))
    let function = try Self.export("struve_h0(x)", "--to", "c")
    #expect(function.status == 65 && function.errors.contains("no function for"))
    let keyword = try Self.export("double * 2", "--to", "c")
    #expect(keyword.output.contains("double f(double double_, "), "\(keyword.output)")
    #expect(try Self.export("1 + 1").status == 65)
  }
}
