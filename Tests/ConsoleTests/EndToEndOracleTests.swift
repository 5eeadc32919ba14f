import TestSupport
import Testing

/// The commands of `Tests/Oracle`, whose results are those of other libraries or of mpmath.
@Suite struct EndToEndOracleTests {
  struct Case: Sendable {
    let name: String
    let command: [String]
    let expected: Plain
    let tolerance: Double
  }

  /// Where the expected value is a library's, and ours differs by decision (conventions: a
  /// piecewise constant function is connected, and its gradient is 0).
  static let decided: [String: String] = [
    "piecewise constant": #"{"y": 2, "dydx": 0}"#,
    "piecewise constant, tape": #"{"y": 2, "dydx": 0}"#,
  ]

  static func cases(_ file: String) throws -> [Case] {
    try Plain(file: "Tests/Oracle/\(file)").items.map { entry in
      let name = try #require(entry["name"]?.text)
      let expected = try decided[name].map { try Plain(parsing: $0) } ?? entry["expected"]
      return Case(
        name: name, command: entry["command"]?.items.compactMap(\.text) ?? [],
        expected: try #require(expected), tolerance: entry["tolerance"]?.number ?? 1e-14)
    }
  }

  /// The files, and how many cases they have at least.
  @Test(arguments: [
    ("calling_conventions.json", 300), ("array_functions.json", 300), ("snippets.json", 120),
    ("nesting.json", 450), ("branches.json", 290),
  ])
  func agrees(file: String, count: Int) async throws {
    let cases = try Self.cases(file)
    #expect(cases.count >= count)
    let faults = try await concurrently(cases) { entry in
      Self.fault(of: try Binary.run(entry.command), entry)
    }
    for (entry, fault) in zip(cases, faults) {
      if let fault { Issue.record("\(entry.name): \(entry.command): \(fault)") }
    }
  }

  /// What is wrong with the run of a case; nil if nothing is.
  static func fault(of run: Binary.Run, _ entry: Case) -> String? {
    if let exit = entry.expected["exit"]?.number {
      guard run.output.isEmpty else { return "an error, but standard output has \(run.output)" }
      return run.status == Int32(exit) ? nil : "status \(run.status), not \(exit)"
    }
    guard run.status == 0 else { return "status \(run.status): \(run.errors)" }
    guard let output = try? Plain(parsing: run.output), case .members(let keys) = entry.expected
    else { return "no JSON object: \(run.output)" }
    return keys.lazy.compactMap { key, expected in
      guard let value = output[key] else { return "no key \(key)" }
      return value.difference(from: expected, tolerance: entry.tolerance, at: key)
    }.first
  }
}
