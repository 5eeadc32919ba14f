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
      let worst = (error * 1000).rounded(.up) / 1000
      print("| `\(function.name)` | \(worst) | \(row.arguments) |")
    }
  }
}
