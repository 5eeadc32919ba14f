import Testing

@testable import Rendering

/// Numbers with their uncertainty, rounded as one quotes them.
@Suite struct MeasuredNumberTests {
  @Test(arguments: [
    (2.1972245773362196, 0.1727636170780862, "2.20 ± 0.17"),
    (2.2, 0.0996, "2.20 ± 0.10"), (2.2, 0.0994, "2.200 ± 0.099"), (9.999, 0.01, "9.999 ± 0.010"),
    (99.96, 1.0, "100.0 ± 1.0"), (-1.25, 0.5, "-1.25 ± 0.50"), (-0.001, 0.5, "0.00 ± 0.50"),
    (0, 0.014142, "0.000 ± 0.014"), (1234, 56.4, "1234 ± 56"), (1234, 564, "(1.23 ± 0.56)e3"),
    (0.002, 564, "(0.0 ± 5.6)e2"), (6.62607015e-34, 1.2e-38, "(6.62607 ± 0.00012)e-34"),
    (1e22, 3e20, "(1.000 ± 0.030)e22"), (12345678, 1, "(1.23456780 ± 0.00000010)e7"),
    (0.05, 2, "0.1 ± 2.0"),
    (Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude, "(5.0 ± 5.0)e-324"),
  ])
  func isRoundedToTwoDigitsOfItsUncertainty(value: Double, sigma: Double, text: String) {
    #expect(MeasuredNumber(value, sigma).text == text)
  }

  @Test(arguments: [(1.0, 0.0), (1, .nan), (.infinity, 1), (1, .infinity), (1, 1e-30)])
  func isNotQuoted(value: Double, sigma: Double) {
    #expect(MeasuredNumber(value, sigma).text == nil)
  }
}
