import TestSupport
import Testing

/// `--transform`, of each kind, and what goes with it.
@Suite struct EndToEndTransformTests {
  private static let square = ["x**2 * y", "x=3", "y=2"]
  private static let field = ["x -> [x[0] * x[1], x[1]**2]", "x=[2, 3]"]

  typealias Call = (words: [String], transformations: [String], result: String)

  static let calls: [Call] = [
    (square, ["jacobian"], #""jacobian": {"x": 12, "y": 9}"#),
    (square, ["hessian"], #""hessian": {"x": {"x": 4, "y": 6}, "y": {"x": 6, "y": 0}}"#),
    (square + ["--tangents", #"{"x": 1, "y": 10}"#], ["jvp"], #""jvp": 102"#),
    (square, ["vjp"], #""vjp": {"x": 12, "y": 9}"#),
    (
      square + ["--tangents", #"{"x": 1, "y": 10}"#], ["hvp"], #""hvp": {"x": 64, "y": 6}"#
    ),
    (square, ["laplacian"], #""laplacian": 4"#),
    (field, ["jacobian"], #""jacobian": [{"x": [3, 2]}, {"x": [0, 6]}]"#),
    (field, ["divergence"], #""divergence": 9"#),
    (field, ["curl"], #""curl": -2"#),
    (["x -> x**2", "x=[2, 3]"], ["diag_jacobian"], #""diag_jacobian": {"x": [4, 6]}"#),
    (
      ["x -> x**2", "x=[[1, 2], [3, 4]]"], ["batch_jacobian"],
      #""batch_jacobian": {"x": [[[2, 0], [0, 4]], [[6, 0], [0, 8]]]}"#
    ),
    (
      ["x -> [2 * x[2], x[0], x[1]]", "x=[1, 2, 3]"], ["curl"], #""curl": [1, 2, 1]"#
    ),
    (
      ["x -> x[0] * x[1]", "[2, 3]", "--no-auto-unpack-single-arg"], ["hessian"],
      #""hessian": [[0, 1], [1, 0]]"#
    ),
    (
      ["(x, y) -> [x * y, {\"s\": x}]", "2", "3"], ["jacobian"],
      #""jacobian": [[3, 2], {"s": [1, null]}]"#
    ),
    (
      ["(x, y) -> [x * y, x]", "2", "3", "--output-gradients", "[10, 1]"], ["vjp"],
      #""vjp": [31, 20]"#
    ),
    (
      square, ["jacobian", "laplacian"], #""jacobian": {"x": 12, "y": 9}, "laplacian": 4"#
    ),
    (
      ["x -> fori_loop(0, 3, (i, c) -> c * x, 1)", "x=[1, 2]"], ["jacobian"],
      #""jacobian": {"x": [[3, 0], [0, 12]]}"#
    ),
    (
      ["x -> x[::-1] * x", "x=[2, 3, 4]", "--sparse"], ["jacobian"],
      #""jacobian": {"x": {"shape": [3, 3], "rows": [0, 0, 1, 2, 2], "columns": [0, 2, 1, 0, 2], "#
        + #""values": [4, 2, 6, 4, 2]}}"#
    ),
    (
      ["x -> sum(x**3)", "x=[1, 2]", "--sparse"], ["hessian"],
      #""hessian": {"x": {"x": {"shape": [2, 2], "rows": [0, 1], "columns": [0, 1], "#
        + #""values": [6, 12]}}}"#
    ),
    (
      ["x -> fori_loop(0, 3, (i, c) -> c * x, 1)", "x=[1, 2]", "--sparse"], ["jacobian"],
      #""jacobian": {"x": {"shape": [2, 2], "rows": [0, 0, 1, 1], "columns": [0, 1, 0, 1], "#
        + #""values": [3, 0, 0, 12]}}"#
    ),
  ]

  @Test(arguments: calls, [[], ["--use-gradient-tape"]] as [[String]])
  func prints(call: Call, more: [String]) throws {
    let flags = call.transformations.flatMap { ["--transform", $0] }
    let run = try Binary.run(["eval"] + call.words + flags + more + ["--json"])
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.hasSuffix(", \(call.result)}\n"), "\(run.output)")
    // As text there is a line for each, or for each part.
    let text = try Binary.run(["eval"] + call.words + flags + more)
    #expect(text.status == 0 && text.errors == "", "\(text.errors)")
    for name in call.transformations {
      #expect(text.output.contains("\n\(name)"), "\(text.output)")
    }
  }

  @Test(arguments: [
    "1", "[1]", "[1, 2]", #"{"x": 1}"#, #"{"x": 1, "y": 2, "z": 3}"#, #"{"x": [1], "y": 2}"#,
    #"{"x": 1, "y": null}"#, #"{"x": true, "y": 1}"#, #"{"a": 1, "b": 2}"#,
  ])
  func tangentsThatDoNotMatch(tangents: String) throws {
    for name in ["jvp", "hvp"] {
      let run = try Binary.run(
        ["eval"] + Self.square + ["--transform", name, "--tangents", tangents, "--json"])
      #expect(run.status == 65 && run.output == "")
      let error = try Plain(parsing: run.errors)["error"]
      #expect(error?["code"]?.text == "tangents-mismatch")
      #expect(error?["message"]?.text?.hasPrefix("the tangents do not match the arguments") == true)
    }
  }

  static let refused: [(words: [String], status: Int32)] = [
    (["x", "x=1", "--transform", "jvp"], 64), (["x", "x=1", "--transform", "hvp"], 64),
    (["x", "x=1", "--transform", "grad"], 64), (["x", "x=1", "--transform"], 64),
    (["x", "x=1", "--sparse"], 64), (["x", "x=1", "--sparse", "--transform", "vjp"], 64),
    (["x", "x=1", "--transform", "jvp", "--tangents", "{"], 65),
    (["2", "--transform", "jacobian"], 65), (["x", "x=[1, 2]", "--transform", "hessian"], 65),
    (["x", "x=[1, 2]", "--transform", "laplacian"], 65),
    (["sum(x)", "x=[1, 2]", "--transform", "divergence"], 65),
    (["x", "x=[1, 2, 3, 4]", "--transform", "curl"], 65),
    (["sum(x)", "x=[1, 2]", "--transform", "diag_jacobian"], 65),
    (["sum(x)", "x=[1, 2]", "--transform", "batch_jacobian"], 65),
  ]

  @Test(arguments: refused)
  func refuses(words: [String], status: Int32) throws {
    let run = try Binary.run(["eval"] + words)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.output == "" && run.errors.hasPrefix("error: "))
  }
}
