import ScalarMath
import Tensors

extension Primitive {
  static let airyFunctions: [Primitive] = [airyAi, airyBi, airyAiSlope, airyBiSlope]
  static let struveFunctions: [Primitive] = [struveH0, struveH1, struveL0, struveL1]

  // MARK: Airy

  public static let airyAi: Primitive = .init(
    "airy_ai", aliases: ["airyai"], "The Airy function Ai, which decays for x > 0.",
    .elementwise(.function { Math.airyAi($0) }),
    derivative: .elementwise { x, _ in airyAiDerivative.apply([x], [.integer(1)]) },
    example: "airy_ai(1)")

  public static let airyBi: Primitive = .init(
    "airy_bi", aliases: ["airybi"], "The Airy function Bi, which grows for x > 0.",
    .elementwise(.function { Math.airyBi($0) }),
    derivative: .elementwise { x, _ in airyBiDerivative.apply([x], [.integer(1)]) },
    example: "airy_bi(1)")

  public static let airyAiSlope: Primitive = .init(
    "airy_aip", aliases: ["airy_ai_prime"], "The derivative of airy_ai.",
    .elementwise(.function { Math.airyAi($0, derivative: 1) }),
    derivative: .elementwise { x, _ in airyAiDerivative.apply([x], [.integer(2)]) },
    example: "airy_aip(1)")

  public static let airyBiSlope: Primitive = .init(
    "airy_bip", aliases: ["airy_bi_prime"], "The derivative of airy_bi.",
    .elementwise(.function { Math.airyBi($0, derivative: 1) }),
    derivative: .elementwise { x, _ in airyBiDerivative.apply([x], [.integer(2)]) },
    example: "airy_bip(1)")

  package static let airyAiDerivative: Primitive = derivatives(
    "airy_ai_derivative", { n, x in Math.airyAi(x, derivative: n) + 0 },
    family: { airyAiDerivative },
    meaning: .derivatives(of: "airy_ai", "airy_aip(x)", "x * airy_ai(x)"))

  package static let airyBiDerivative: Primitive = derivatives(
    "airy_bi_derivative", { n, x in Math.airyBi(x, derivative: n) + 0 },
    family: { airyBiDerivative },
    meaning: .derivatives(of: "airy_bi", "airy_bip(x)", "x * airy_bi(x)"))

  // MARK: Struve

  public static let struveH0: Primitive = .init(
    "struve_h0", "The Struve function of order 0.", .elementwise(.function { Math.struveH0($0) }),
    derivative: .elementwise { x, _ in struveDerivative.apply([x], [.integer(1 << 2)]) },
    example: "struve_h0(1)")

  public static let struveH1: Primitive = .init(
    "struve_h1", "The Struve function of order 1.", .elementwise(.function { Math.struveH1($0) }),
    derivative: .elementwise { x, _ in struveDerivative.apply([x], [.integer(1 << 2 | 1)]) },
    example: "struve_h1(1)")

  public static let struveL0: Primitive = .init(
    "struve_l0", "The modified Struve function of order 0.",
    .elementwise(.function { Math.struveL0($0) }),
    derivative: .elementwise { x, _ in struveDerivative.apply([x], [.integer(1 << 2 | 2)]) },
    example: "struve_l0(1)")

  public static let struveL1: Primitive = .init(
    "struve_l1", "The modified Struve function of order 1.",
    .elementwise(.function { Math.struveL1($0) }),
    derivative: .elementwise { x, _ in struveDerivative.apply([x], [.integer(1 << 2 | 3)]) },
    example: "struve_l1(1)")

  /// The Struve functions H0, H1, L0, L1 (the last two bits of the index), differentiated as often
  /// as the rest of the index says.
  package static let struveDerivative: Primitive = derivatives(
    "struve_derivative",
    { index, x in
      switch index & 3 {
      case 0: Math.struveH0(x, derivative: index >> 2) + 0
      case 1: Math.struveH1(x, derivative: index >> 2) + 0
      case 2: Math.struveL0(x, derivative: index >> 2) + 0
      default: Math.struveL1(x, derivative: index >> 2) + 0
      }
    }, family: { struveDerivative }, step: 4, meaning: struveMeaning)

  private static let struveMeaning = Meaning { index in
    let forms: [(name: String, slope: String)] = [
      ("struve_h0", "2 / pi - struve_h1(x)"), ("struve_h1", "struve_h0(x) - struve_h1(x) / x"),
      ("struve_l0", "2 / pi + struve_l1(x)"), ("struve_l1", "struve_l0(x) - struve_l1(x) / x"),
    ]
    let form = forms[index & 3]
    return index >> 2 == 0 ? "\(form.name)(x)" : index >> 2 == 1 ? form.slope : nil
  }
}
