import Testing

@testable import Tensors

@Suite struct LogSumExpTests {
  /// Rows and their results, by mpmath at 1300 bits.
  private static let references: [([Double], Double)] = [
    ([0.0], 0.0),
    ([1.0, 2.0], 2.313261687518223),
    ([0.0, 0.0], 0.6931471805599453),
    ([1000.0, 1000.5], 1000.9740769841801),
    ([-1000.0, -1001.0, -1002.25], -999.6125096979728),
    ([710.0, -745.0, 3.0], 710.0),
    // One element dominates.
    ([1e-17, -50.3], 1.0000142885303051e-17),
    ([0.0, -40.0], 4.248354255291589e-18),
    ([0.0, -700.0], 9.85967654375977e-305),
    ([1e-05, -11.5], 2.0129940990175747e-05),
    ([0.006737946999085467, -5.0], 0.013408349990197677),
    // What rounding drops from the difference counts.
    ([0.0021763535814476732, -5.201207764260383], 0.007659222417175784),
    ([0.001122230665527652, -6.099894307248697], 0.0033603132071719395),
    ([1.7e+308, 1.7e+308], 1.7e+308),
    ([-1.7e+308, 1.7e+308], 1.7e+308),
    ([-1e+308, -1e+308], -1e+308),
    // The largest element and the logarithm cancel.
    ([-0.69, -0.7], -0.0018403194921376277),
    ([-1.1, -1.1, -1.09], 0.001956745427266065),
    ([-1e-10, -23.0], 2.61879632201547e-12),
    ([-1e-40, -92.0], 1.0893901931213646e-41),
    ([-2e-130, -300.0], -1.4851799777587987e-130),
    ([-0.286, 0.359, 2.545, -0.206, 0.047, 0.524, -1.892, 0.071, 0.779], 3.0856074787894925),
    ([-1.811, -2.859, -2.545, -2.864, -1.786, -1.96, -2.937, -1.527], -0.06717837649361467),
  ]

  /// Logarithms of probabilities that add up to 1 but for their rounding.
  private static let normalized: [([Double], Double)] = [
    ([-1.3862943611198906, -0.2876820724517809], 3.114893869255073e-17),
    ([-0.6931471805599453, -0.6931471805599453], 2.3190468138462996e-17),
    (
      [
        -3.8066624897703196, -3.1135153092103742, -2.70805020110221, -2.4203681286504293,
        -2.1972245773362196, -2.0149030205422647, -1.8607523407150064, -1.7272209480904839,
        -1.6094379124341003,
      ], 1.230330104315772e-17
    ),
  ]

  private func logSumExp(_ x: [Double]) -> Double {
    Tensor(x, shape: [x.count]).logSumExp(over: [0], keepingDimensions: false)[0]
  }

  @Test(arguments: references)
  func agreesWithTheReference(_ row: [Double], _ exact: Double) {
    #expect(ulps(logSumExp(row), from: exact) <= 1)
    #expect(ulps(logSumExp(row.reversed()), from: exact) <= 1)
    // -inf adds nothing.
    #expect(ulps(logSumExp(row + [-.infinity]), from: exact) <= 1)
  }

  @Test(arguments: normalized)
  func whatRoundingLeavesIsFound(_ row: [Double], _ exact: Double) {
    #expect(abs(logSumExp(row) - exact) <= 0x1p-100)
  }

  @Test func specialValues() {
    let inf = Double.infinity
    #expect(logSumExp([-inf, -inf]) == -inf)
    #expect(logSumExp([inf, 1]) == inf)
    #expect(logSumExp([inf, -inf, inf]) == inf)
    #expect(logSumExp([inf, .nan]).isNaN)
    #expect(logSumExp([1, -inf]) == 1)
  }

  @Test func everyAxisGivesTheSameBits() {
    var samples = Samples(seed: 9)
    let rows = samples.numbers([5, 40])
    let expected = rows.logSumExp(over: [1], keepingDimensions: false)
    #expect(
      isIdentical(rows.permuted([1, 0]).logSumExp(over: [0], keepingDimensions: false), expected))
    let kept = rows.logSumExp(over: [1], keepingDimensions: true)
    #expect(isIdentical(kept, expected.reshaped(to: [5, 1])))
  }

  @Test func uniformTensors() {
    let x = Tensor(repeating: -0.5, shape: [3, 4])
    let result = x.logSumExp(over: [1], keepingDimensions: false)
    #expect(result.shape == [3])
    #expect(result.uniformValue == logSumExp([-0.5, -0.5, -0.5, -0.5]))
  }
}
