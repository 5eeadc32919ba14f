import ScalarMath
import Testing

@Suite struct AccuracyTests {
  @Test(arguments: MeasuredFunction.all)
  func staysWithinItsBound(_ function: MeasuredFunction) throws {
    let (error, row) = try #require(function.worst())
    #expect(error <= function.bound, "\(function.name)\(row.arguments)")
  }

  /// `swift test --filter printsWorstErrors` shows the table of the README.
  @Test func printsWorstErrors() {
    for function in MeasuredFunction.all {
      guard let (error, row) = function.worst() else { continue }
      let hundredths = Int((error * 100).rounded(.up))
      let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
      print("| `\(function.name)` | \(hundredths / 100).\(digits) | \(row.arguments) |")
    }
  }
}
