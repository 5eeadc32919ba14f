import ScalarMath
import Tensors

extension Primitive {
  static let besselFunctions: [Primitive] =
    [
      j0, j1, y0, y1, i0, i1, i0e, i1e, k0, k1, k0e, k1e, jv, yv, iv, ive, kv, kve,
    ] + sphericalBesselFunctions + airyFunctions + struveFunctions

  // MARK: Orders 0 and 1

  public static let j0: Primitive = .init(
    "j0", aliases: ["bessel_j0"], "The Bessel function of the first kind of order 0.",
    .elementwise(.function { Math.jv(0, $0) }), derivative: slope(.firstKind, order: 0),
    example: "j0(2)")

  public static let j1: Primitive = .init(
    "j1", aliases: ["bessel_j1"], "The Bessel function of the first kind of order 1.",
    .elementwise(.function { Math.jv(1, $0) }), derivative: slope(.firstKind, order: 1),
    example: "j1(2)")

  public static let y0: Primitive = .init(
    "y0", aliases: ["bessel_y0"], "The Bessel function of the second kind of order 0.",
    .elementwise(.function { Math.yv(0, $0) }), derivative: slope(.secondKind, order: 0),
    domain: .positive, convention: "-inf at 0; NaN below", example: "y0(2)")

  public static let y1: Primitive = .init(
    "y1", aliases: ["bessel_y1"], "The Bessel function of the second kind of order 1.",
    .elementwise(.function { Math.yv(1, $0) }), derivative: slope(.secondKind, order: 1),
    domain: .positive, convention: "-inf at 0; NaN below", example: "y1(2)")

  public static let i0: Primitive = .init(
    "i0", aliases: ["bessel_i0", "modified_bessel_i0"],
    "The modified Bessel function of the first kind of order 0.",
    .elementwise(.function { Math.iv(0, $0) }), derivative: slope(.modifiedFirst, order: 0),
    example: "i0(2)")

  public static let i1: Primitive = .init(
    "i1", aliases: ["bessel_i1", "modified_bessel_i1"],
    "The modified Bessel function of the first kind of order 1.",
    .elementwise(.function { Math.iv(1, $0) }), derivative: slope(.modifiedFirst, order: 1),
    example: "i1(2)")

  public static let i0e: Primitive = .init(
    "i0e", aliases: ["bessel_i0e"], "i0(x) exp(-|x|).",
    .elementwise(.function { Math.ive(0, $0) }), derivative: slope(.scaledFirst, order: 0),
    convention: "the gradient at the kink at 0 is 0", example: "i0e(2)")

  public static let i1e: Primitive = .init(
    "i1e", aliases: ["bessel_i1e"], "i1(x) exp(-|x|).",
    .elementwise(.function { Math.ive(1, $0) }), derivative: slope(.scaledFirst, order: 1),
    convention: "the gradient at 0 is 0.5, the second derivative 0", example: "i1e(2)")

  public static let k0: Primitive = .init(
    "k0", aliases: ["bessel_k0", "modified_bessel_k0"],
    "The modified Bessel function of the second kind of order 0.",
    .elementwise(.function { Math.kv(0, $0) }), derivative: slope(.modifiedSecond, order: 0),
    domain: .positive, convention: "inf at 0; NaN below", example: "k0(2)")

  public static let k1: Primitive = .init(
    "k1", aliases: ["bessel_k1", "modified_bessel_k1"],
    "The modified Bessel function of the second kind of order 1.",
    .elementwise(.function { Math.kv(1, $0) }), derivative: slope(.modifiedSecond, order: 1),
    domain: .positive, convention: "inf at 0; NaN below", example: "k1(2)")

  public static let k0e: Primitive = .init(
    "k0e", aliases: ["bessel_k0e", "scaled_modified_bessel_k0"], "k0(x) exp(x).",
    .elementwise(.function { Math.kve(0, $0) }), derivative: slope(.scaledSecond, order: 0),
    domain: .positive, convention: "inf at 0; NaN below", example: "k0e(2)")

  public static let k1e: Primitive = .init(
    "k1e", aliases: ["bessel_k1e", "scaled_modified_bessel_k1"], "k1(x) exp(x).",
    .elementwise(.function { Math.kve(1, $0) }), derivative: slope(.scaledSecond, order: 1),
    domain: .positive, convention: "inf at 0; NaN below", example: "k1e(2)")

  // MARK: Real orders

  public static let jv: Primitive = .init(
    "jv", aliases: ["jn", "bessel_jv", "bessel_j"],
    "The Bessel function of the first kind of real order v.", parameters: orderAndX,
    .elementwise(.function2 { Math.jv($0, $1) }), derivative: bothSlopes(.firstKind),
    domain: Domain(.reals, .positive), convention: "NaN for x < 0 unless v is whole",
    example: "jv(0.5, 2)")

  public static let yv: Primitive = .init(
    "yv", aliases: ["yn", "bessel_yv", "bessel_y"],
    "The Bessel function of the second kind of real order v.", parameters: orderAndX,
    .elementwise(.function2 { Math.yv($0, $1) }), derivative: bothSlopes(.secondKind),
    domain: Domain(.reals, .positive), convention: "-inf at x = 0; NaN below",
    example: "yv(0.5, 2)")

  public static let iv: Primitive = .init(
    "iv", aliases: ["bessel_iv", "bessel_i"],
    "The modified Bessel function of the first kind of real order v.", parameters: orderAndX,
    .elementwise(.function2 { Math.iv($0, $1) }), derivative: bothSlopes(.modifiedFirst),
    domain: Domain(.reals, .positive), convention: "NaN for x < 0 unless v is whole",
    example: "iv(0.5, 2)")

  public static let ive: Primitive = .init(
    "ive", aliases: ["bessel_ive"], "iv(v, x) exp(-|x|).", parameters: orderAndX,
    .elementwise(.function2 { Math.ive($0, $1) }), derivative: bothSlopes(.scaledFirst),
    domain: Domain(.reals, .positive), convention: "NaN for x < 0 unless v is whole",
    example: "ive(0.5, 2)")

  public static let kv: Primitive = .init(
    "kv", aliases: ["kn", "bessel_kv", "bessel_k"],
    "The modified Bessel function of the second kind of real order v.", parameters: orderAndX,
    .elementwise(.function2 { Math.kv($0, $1) }), derivative: bothSlopes(.modifiedSecond),
    domain: Domain(.reals, .positive), convention: "inf at x = 0; NaN below",
    example: "kv(0.5, 2)")

  public static let kve: Primitive = .init(
    "kve", aliases: ["bessel_kve"], "kv(v, x) exp(x).", parameters: orderAndX,
    .elementwise(.function2 { Math.kve($0, $1) }), derivative: bothSlopes(.scaledSecond),
    domain: Domain(.reals, .positive), convention: "inf at x = 0; NaN below",
    example: "kve(0.5, 2)")

  private static let orderAndX = [Parameter("v"), Parameter.x]

  // MARK: Derivatives

  /// A Bessel function differentiated by the argument and by the order; the index says which one
  /// and how often.
  package static let besselDerivative: Primitive = .init(
    operation: "bessel_derivative", parameters: [Parameter("index", .integer)] + orderAndX,
    .elementwise(.indexed2 { index, v, x in Math.besselDerivative(index, v, x) }),
    derivative: .elementwise([
      { besselDerivative.apply([$0[0], $0[1]], [.integer($0.index + BesselIndex.byOrder)]) },
      { besselDerivative.apply([$0[0], $0[1]], [.integer($0.index + BesselIndex.byArgument)]) },
    ]),
    meaning: BesselIndex.meaning)

  private static func slope(_ index: BesselIndex, order: Double) -> Derivative {
    let index = index.rawValue + BesselIndex.byArgument
    return .elementwise { x, _ in
      besselDerivative.apply([x.filled(with: order), x], [.integer(index)])
    }
  }

  private static func bothSlopes(_ index: BesselIndex) -> Derivative {
    let (byOrder, byArgument) = (
      index.rawValue + BesselIndex.byOrder, index.rawValue + BesselIndex.byArgument
    )
    return .elementwise(
      { v, x, _ in besselDerivative.apply([v, x], [.integer(byOrder)]) },
      { v, x, _ in besselDerivative.apply([v, x], [.integer(byArgument)]) })
  }
}

/// The functions that `Math.besselDerivative` knows, and what one derivative adds to the index.
private enum BesselIndex: Int {
  case firstKind, secondKind, modifiedFirst, modifiedSecond, scaledFirst, scaledSecond

  /// In the order of the cases, with the formula of the first derivative by x.
  static let meaning = Meaning { index in
    let forms: [(name: String, slope: String)] = [
      ("jv", "(jv(v - 1, x) - jv(v + 1, x)) / 2"), ("yv", "(yv(v - 1, x) - yv(v + 1, x)) / 2"),
      ("iv", "(iv(v - 1, x) + iv(v + 1, x)) / 2"), ("kv", "-(kv(v - 1, x) + kv(v + 1, x)) / 2"),
      ("ive", "(ive(v - 1, x) + ive(v + 1, x)) / 2 - sign(x) * ive(v, x)"),
      ("kve", "kve(v, x) - (kve(v - 1, x) + kve(v + 1, x)) / 2"),
    ]
    let form = forms[index % byOrder]
    switch index - index % byOrder {
    case 0: return "\(form.name)(v, x)"
    case byArgument: return form.slope
    case byOrder: return "grad(\(form.name), 0)(v, x)"
    default: return nil
    }
  }

  static let byOrder = 8
  static let byArgument = 512
}
