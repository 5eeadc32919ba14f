import Testing

@testable import Rendering

/// The marks along an axis.
@Suite struct AxisTicksTests {
  private static let decimals: [(low: Double, high: Double, count: Int, labels: [String])] = [
    (0.0, 1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-1, 1, 5, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    (-10, 10, 5, ["-10", "-5", "0", "5", "10"]),
    (0, 7, 4, ["0", "2", "4", "6"]),
    (0.013, 0.028, 4, ["0.015", "0.020", "0.025"]),
    (0, 3e6, 4, ["0", "1e6", "2e6", "3e6"]),
    (0, 2.5e-9, 6, ["0", "5e-10", "1e-9", "1.5e-9", "2e-9", "2.5e-9"]),
    (100_000, 300_000, 3, ["100000", "200000", "300000"]),
  ]

  @Test(arguments: decimals)
  func decimal(low: Double, high: Double, count: Int, labels: [String]) {
    let ticks = AxisTicks(low...high, atMost: count).ticks
    #expect(ticks.map(\.label) == labels)
    #expect(ticks.map(\.value) == labels.map { Double($0) ?? .nan })
  }

  private static let multiples: [(low: Double, high: Double, count: Int, labels: [String])] = [
    (0.0, 2.0, 9, ["0", "π/4", "π/2", "3π/4", "π", "5π/4", "3π/2", "7π/4", "2π"]),
    (-1, 1, 5, ["-π", "-π/2", "0", "π/2", "π"]), (0, 10, 6, ["0", "2π", "4π", "6π", "8π", "10π"]),
  ]

  @Test(arguments: multiples)
  func multiplesOfPi(low: Double, high: Double, count: Int, labels: [String]) {
    let ticks = AxisTicks(piOver: low * .pi...high * .pi, atMost: count, pi: "π").ticks
    #expect(ticks.map(\.label) == labels)
    #expect(ticks.first?.value == low * .pi && ticks.last?.value == high * .pi)
  }

  /// Whatever the range is, there are few of them, within, and apart by 1, 2 or 5.
  @Test func areFewAndWithin() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let size = Double(
        sign: .plus, exponent: .random(in: -900...900, using: &generator), significand: 1)
      let low = Double.random(in: -1...1, using: &generator) * size
      let high = low + Double.random(in: 0.01...2, using: &generator) * size
      let count = Int.random(in: 2...12, using: &generator)
      let ticks = AxisTicks(low...high, atMost: count).ticks
      #expect(ticks.count <= count + 1 && ticks.count >= 1, "\(low)...\(high)")
      let room = (high - low) * 1e-6
      #expect(ticks.allSatisfy { $0.value >= low - room && $0.value <= high + room })
      #expect(Set(ticks.map(\.label)).count == ticks.count)
    }
  }

  private static let numbers: [(number: Double, text: String)] = [
    (0.0, "0"), (-10, "-10"), (6.283185307179586, "6.28319"), (1e-3, "0.001"), (1.5e9, "1.5e9"),
    (-2.5e-7, "-2.5e-7"), (1e300, "1e300"),
  ]

  @Test(arguments: numbers)
  func shortened(number: Double, text: String) {
    #expect(AxisTicks.shortened(number) == text)
  }
}
