import ScalarMath
import Tensors

/// Angles in degrees and in half turns.
extension Primitive {
  static let angles: [Primitive] = [sinpi, cospi, sindg, cosdg, tandg, cotdg, deg2rad, rad2deg]

  private static let radiansPerDegree = 0.017_453_292_519_943_295

  public static let sinpi: Primitive = .init(
    "sinpi", "sin(pi x), exact where that is.", .elementwise(.function { Math.sinpi($0) }),
    derivative: .elementwise { x, _ in cospi(x) * Double.pi }, example: "sinpi(0.25)")

  public static let cospi: Primitive = .init(
    "cospi", "cos(pi x), exact where that is.", .elementwise(.function { Math.cospi($0) }),
    derivative: .elementwise { x, _ in sinpi(x) * -Double.pi }, example: "cospi(0.5)")

  public static let sindg: Primitive = .init(
    "sindg", "The sine of an angle in degrees.", .elementwise(.function { Math.sindg($0) }),
    derivative: .elementwise { x, _ in cosdg(x) * radiansPerDegree }, example: "sindg(30)")

  public static let cosdg: Primitive = .init(
    "cosdg", "The cosine of an angle in degrees.", .elementwise(.function { Math.cosdg($0) }),
    derivative: .elementwise { x, _ in sindg(x) * -radiansPerDegree }, example: "cosdg(60)")

  public static let tandg: Primitive = .init(
    "tandg", "The tangent of an angle in degrees.", .elementwise(.function { Math.tandg($0) }),
    derivative: .elementwise { _, y in (1 + integerPower(y, 2)) * radiansPerDegree },
    domain: Domain(.reals(except: .oddMultiples(of: 90, "90"))).sampled(in: .reals),
    convention: "inf at 90 degrees and every half turn from there", example: "tandg(45)")

  public static let cotdg: Primitive = .init(
    "cotdg", "The cotangent of an angle in degrees.", .elementwise(.function { Math.cotdg($0) }),
    derivative: .elementwise { _, y in (1 + integerPower(y, 2)) * -radiansPerDegree },
    domain: Domain(.reals(except: .multiples(of: 180, "180")))
      .sampled(in: .init(lower: 0, upper: 180)),
    convention: "inf at 0 and every half turn from there",
    example: "cotdg(45)")

  public static let deg2rad: Primitive = .init(
    "deg2rad", aliases: ["radians"], "Degrees to radians, x pi / 180.",
    .elementwise(.function { Math.deg2rad($0) }),
    derivative: .elementwise { x, _ in x.filled(with: radiansPerDegree) }, example: "deg2rad(180)")

  public static let rad2deg: Primitive = .init(
    "rad2deg", aliases: ["degrees"], "Radians to degrees, 180 x / pi.",
    .elementwise(.function { Math.rad2deg($0) }),
    derivative: .elementwise { x, _ in x.filled(with: 57.295_779_513_082_32) },
    example: "rad2deg(pi)")
}
