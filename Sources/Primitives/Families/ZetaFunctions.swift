import ScalarMath
import Tensors

extension Primitive {
  public static let zeta: Primitive = .init(
    "zeta",
    "Riemann's zeta function, or with q Hurwitz's, the sum of (q + k)**-x for k = 0, 1, 2, ....",
    parameters: [.x, Parameter("q", .tensor, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      guard let q = call.optionalTensor(1) else { return riemannZeta.apply([x], [.integer(0)]) }
      return hurwitzZeta.apply([x, q], [.integer(0)])
    },
    domain: .reals.meeting("x is not 1, with q x > 1 and q > 0")
      .sampled(in: .init(lower: 1, upper: .infinity), .positive),
    convention: "inf at x = 1; left of it defined without q only", example: "zeta(2)")

  package static let riemannZeta: Primitive = derivatives(
    "riemann_zeta", { n, x in Math.zeta(n, x) }, family: { riemannZeta },
    meaning: .derivatives(of: "zeta"))

  package static let hurwitzZeta: Primitive = .init(
    operation: "hurwitz_zeta", parameters: [.x, Parameter("q"), Parameter("orders", .integer)],
    .elementwise(.indexed2 { index, x, q in Math.hurwitzZeta(index, x, q) }),
    derivative: .nextOrders { hurwitzZeta },
    meaning: .derivatives(of: "zeta", ["x", "q"], base: 64, first: [nil, "-x * zeta(x + 1, q)"]))

  public static let zetac: Primitive = .init(
    "zetac", "zeta(x) - 1, accurate for large x.", .elementwise(.function { Math.zetac(0, $0) }),
    derivative: .elementwise { x, _ in riemannZeta.apply([x], [.integer(1)]) },
    domain: Domain(.reals(except: .number(1))).sampled(in: .init(lower: 1, upper: .infinity)),
    convention: "inf at 1",
    example: "zetac(50)")
}
