import Calculator
import Testing

/// The examples that help shows.
@Suite struct BuiltinExampleTests {
  @Test(arguments: LanguageFunction.all.map(\.example), [false, true])
  func runs(example: String, onTape: Bool) throws {
    let answer = try calculate(example) { $0.usesGradientTape = onTape }
    #expect(!answer.y.leaves.isEmpty)
    #expect(answer.y.leaves.allSatisfy { $0 != nil } && answer.isFinite)
    #expect(answer.warnings.isEmpty)
  }

  @Test(arguments: LanguageFunction.all.map(\.signature))
  func usesTheFunction(signature: String) throws {
    let name = String(signature.prefix { $0 != "(" })
    let function = try #require(LanguageFunction.named(name))
    #expect(function.example.contains("\(name)("))
    #expect(function.summary.hasSuffix("."))
  }
}
