import Testing

@testable import Tensors

@Suite struct DoubleDoubleTests {
  @Test func sumsAndProductsKeepWhatRoundingDrops() {
    let sum = DoubleDouble(sum: 1, 0x1p-70)
    #expect(sum.high == 1 && sum.low == 0x1p-70)
    let product = DoubleDouble(product: 1 + 0x1p-52, 1 + 0x1p-52)
    #expect(product.high == 1 + 0x1p-51 && product.low == 0x1p-104)
  }

  /// `exp` in two parts, by mpmath.
  @Test(
    arguments: [
      (0.0, 0x1.0000000000000p+0, 0x0.0p+0),
      (1.0, 0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53),
      (-1.0, 0x1.78b56362cef38p-2, -0x1.ca8a4270fadf5p-57),
      (0.3, 0x1.599058c8c1a96p+0, -0x1.b3ae34963b3d0p-54),
      (-0.34657, 0x1.6a0a3b975afaep-1, 0x1.f3fbcc2928985p-56),
      (-0.34658, 0x1.6a094e536e572p-1, 0x1.90695b35d2e01p-55),
      (1e-20, 0x1.0000000000000p+0, 0x1.79ca10c924223p-67),
      (-1e-300, 0x1.0000000000000p+0, 0x0.0p+0),
      (-5.5, 0x1.0bd4a5aca7728p-8, 0x1.d41147f900b29p-62),
      (-36.7, 0x1.0998b04bdd190p-53, -0x1.364f7ad633702p-107),
      (-100.125, 0x1.76d8e5c4fcb71p-145, 0x1.f4056f1471a5cp-203),
      (-599.9, 0x1.70f0cee219779p-866, 0x1.b6b9d4321e8c4p-920),
    ] as [(Double, Double, Double)])
  func exponentials(_ x: Double, _ high: Double, _ low: Double) {
    let lanes = DoubleDouble(high: Lanes(repeating: x), low: Lanes.zero)
    let (power, rest) = lanes.exponential()
    let result = rest + DoubleDouble(high: power, low: Lanes.zero)
    for i in 0..<8 {
      let error = (result.high[i] - high) + (result.low[i] - low)
      #expect(abs(error) <= 0x1p-100 * high)
    }
  }
}
