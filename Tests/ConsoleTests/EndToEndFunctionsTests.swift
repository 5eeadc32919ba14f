import Syntax
import Tables
import TestSupport
import Testing

/// `swiftgrad functions` as users and tools call it.
@Suite struct EndToEndFunctionsTests {
  private func swiftgrad(_ words: String...) throws -> Binary.Run { try Binary.run(words) }

  @Test func tellsAllOfOneFunction() throws {
    let page = try swiftgrad("functions", "gammaln")
    #expect(page.status == 0 && page.errors.isEmpty)
    for part in [
      "lgamma(x)", "Also called: gammaln", "d/dx = digamma(x)", "x is not 0, -1, -2, ...",
      "Worst error:", "$ swiftgrad eval 'lgamma(4.5)'", "y = 2.45373657084244",
    ] {
      #expect(page.output.contains(part), "\(part)")
    }
    #expect(try swiftgrad("help", "gammaln").output == page.output)
  }

  @Test func findsAWordInNamesAndSummaries() throws {
    let found = try swiftgrad("functions", "hyperbolic").output
    #expect(found.contains("asinh(x)") && !found.contains("erf(x)"))
    let named = try swiftgrad("functions", "--search", "log").output
    #expect(named.contains("log1p(x)") && named.contains("lgamma(x)"))
  }

  @Test func listsEveryFunctionAsJSON() throws {
    let result = try swiftgrad("functions", "--json")
    guard case .array(let entries) = try JSONReader.parse(Array(result.output.utf8)) else {
      Issue.record("no array")
      return
    }
    var names: Set<String> = []
    for case .object(let members) in entries {
      let fields = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
      guard case .string(let name)? = fields["name"], case .string? = fields["summary"],
        case .string(let signature)? = fields["signature"],
        case .object(let result)? = fields["result"]
      else {
        Issue.record("\(members.map(\.key))")
        continue
      }
      #expect(signature.hasPrefix(name + "(") && result.contains { $0.key == "y" })
      names.insert(name)
    }
    #expect(names.count == entries.count && names.isSuperset(of: ["log", "matmul", "grad"]))
  }

  @Test func printsTheWorstErrors() throws {
    let table = try swiftgrad("functions", "--accuracy").output
    let row = try #require(table.split(separator: "\n").first { $0.hasPrefix("  erf ") })
    let errors = row.split(separator: " ").dropFirst().compactMap { Double($0) }
    #expect(errors.count == 2 && errors.allSatisfy { $0 > 0 && $0 <= 4 })
  }

  @Test func saysWhatIsNotThere() throws {
    let unknown = try swiftgrad("functions", "lgama")
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean lgamma"))
    #expect(try swiftgrad("functions", "log", "exp").status == 64)
    #expect(try swiftgrad("functions", "").status == 64)
  }
}
