import Testing

@testable import Tensors

@Suite struct EuclideanNormTests {
  /// Rows and their norms, by mpmath at 1300 bits.
  private static let references: [([Double], Double)] = [
    ([3.0, 4.0], 5.0),
    ([-0.1], 0.1),
    ([0.1, 0.2, 0.3], 0.3741657386773941),
    ([1e+200, 1e+200], 1.414213562373095e+200),
    ([-3e+200, 4e+200, 1.2e+201], 1.3e+201),
    ([1e-200, 1e-200], 1.414213562373095e-200),
    ([1e+308, 1e+308], 1.4142135623730951e+308),
    ([1.2e+308, 9e+307, 1e+307], 1.5033296378372908e+308),
    ([0x1p-1074, 0x1p-1074], 0x1p-1074),
    ([0x3p-1060, -0x4p-1060], 0x5p-1060),
    ([1e-170, 1e+170], 1e+170),
    ([1e+154, 1e-154], 1e+154),
    ([1e-162, 2e-162, 3e-162], 3.7416573867739413e-162),
    ([0.0, 7.0], 7.0),
    (
      [
        0.9295, 0.3078, 0.2311, -0.685, -0.97, 0.0568, -0.8809, -0.6196, -0.5161, -0.9398,
        -0.0721, -0.1189, 0.6849, 0.0382, 0.2806, -0.0005, 0.3249, -0.0853, -0.4437,
      ], 2.3692334266593487
    ),
  ]

  private func norm(_ x: [Double]) -> Double {
    Tensor(x, shape: [x.count]).norm2(over: [0], keepingDimensions: false)[0]
  }

  @Test(arguments: references)
  func agreesWithTheReference(_ row: [Double], _ exact: Double) {
    #expect(ulps(norm(row), from: exact) <= 1)
    #expect(ulps(norm(row.map { -$0 }.reversed()), from: exact) <= 1)
    #expect(ulps(norm(row + [Double](repeating: 0, count: 9)), from: exact) <= 1)
  }

  @Test func specialValues() {
    #expect(norm([0, -0.0]) == 0 && norm([-0.0, -0.0]).sign == .plus)
    #expect(norm([-.infinity, 1]) == .infinity)
    #expect(norm([.infinity, .nan]).isNaN)
    #expect(norm([.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == .infinity)
  }

  @Test func longRowsKeepTheirDigits() {
    let count = 100_000
    let x = Tensor((0..<count).map { _ in 0.1 }, shape: [count])
    #expect(ulps(x.norm2(over: [0], keepingDimensions: false)[0], from: 31.622776601683796) <= 1)
  }
}
