import TestSupport
import Testing

/// NIST's certified problems of nonlinear regression, as `swiftgrad eval` runs them.
@Suite struct EndToEndNISTTests {

  @Test(
    arguments: [
      "Chwirut2", "DanWood", "ENSO", "Gauss1", "Kirby2", "MGH17", "Misra1a", "Thurber",
    ], [false, true])
  func agrees(name: String, usesTape: Bool) throws {
    let problem = try Plain(file: "Tests/Data/nist/\(name).json")
    let points = try #require(problem["reference"]).items
    #expect(points.count == 3)
    for point in points {
      let result = try Self.run(problem, name, at: point, usesTape: usesTape)
      let rss = try #require(result["y"]?.number)
      let exact = try Self.double(point["rss"])
      #expect(abs(rss - exact) <= 1e-12 * exact)
      if point["at"]?.text == "certified" {
        // To half a unit of the last of NIST's eleven digits.
        let text = try #require(problem["certified_rss_text"]?.text)
        let digits = text.prefix { $0 != "E" }.count - 2
        let unit = try #require(Double("1e\(text.drop { $0 != "E" }.dropFirst())"))
        let half = try #require(Double("0.5e-\(digits)")) * unit
        #expect(abs(rss - (try #require(Double(text)))) <= half * (1 + 1e-6))
      }
      guard case .members(let gradients) = point["gradient"] else {
        Issue.record("no gradient")
        return
      }
      for (parameter, reference) in gradients {
        let gradient = try #require(result["dydx"]?[parameter]?.number)
        let scale = try Self.double(point["absolute_terms"]?[parameter])
        let error = abs(gradient - (try Self.double(reference)))
        #expect(error <= 1e-11 * scale, "by \(parameter) at \(point["at"]?.text ?? "")")
      }
    }
  }

  private static func run(
    _ problem: Plain, _ name: String, at point: Plain, usesTape: Bool
  ) throws -> Plain {
    guard let model = problem["model"]?.text, case .members(let parameters) = point["parameters"]
    else { throw File.Failure("no model in \(name).json") }
    let data = ["x", "y"].flatMap { ["--let", "\($0)=@Tests/Data/nist/\(name).\($0).json"] }
    let given = parameters.compactMap { key, value in value.number.map { "\(key)=\($0)" } }
    let run = try Binary.run(
      ["eval", model] + data + given + ["--json"] + (usesTape ? ["--use-gradient-tape"] : []))
    #expect(run.status == 0, "\(run.errors)")
    return try Plain(parsing: run.output)
  }

  /// The nearest double of the fifty digits of a reference.
  private static func double(_ digits: Plain?) throws -> Double {
    try #require(digits?.text.flatMap(Double.init))
  }
}
