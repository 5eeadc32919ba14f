import Tensors

extension Primitive {
  static let normalizing: [Primitive] = [l2Normalize, cosineSimilarity]

  public static let l2Normalize: Primitive = .init(
    "l2_normalize",
    "x divided by its Euclidean length along axes, which counts as sqrt(epsilon) "
      + "at least.",
    parameters: [.x, .axes, Parameter("epsilon", .number, default: .number(1e-12))],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let length = norm2.apply([x], [call.fixed(1), .flag(true)])
      return x / maximum(length, x.number((call.number(2) ?? 1e-12).squareRoot()))
    },
    convention: "0 stays 0", example: "l2_normalize([3, 4])")

  public static let cosineSimilarity: Primitive = .init(
    "cosine_similarity",
    "The cosine of the angle between vectors along an axis; a length counts as eps at least.",
    parameters: [
      Parameter("a"), Parameter("b"), Parameter("axis", .integer, default: .integer(-1)),
      Parameter("eps", .number, default: .number(1e-8)),
    ],
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      let shape = try a.shape.broadcast(with: b.shape)
      let statics: [StaticValue] = [.integer(try shape.axis(call.integer(2) ?? -1)), .flag(true)]
      let least = a.number((call.number(3) ?? 1e-8))
      let unit = { (x: Variable) in
        let x = x.broadcast(to: shape)
        return x / maximum(norm2.apply([x], statics), least)
      }
      return sum.apply([unit(a) * unit(b)], [statics[0], .flag(false)])
    },
    convention: "0 where a vector is 0", example: "cosine_similarity([1, 2], [2, 1])")
}
