import Tensors

extension Primitive {
  static let closeness: [Primitive] = [isclose, allclose, arrayEqual]

  private static let isFlat = "flat: the gradient is 0"

  private static let tolerances = [
    Parameter("a"), Parameter("b"), Parameter("rtol", .number, default: .number(1e-5)),
    Parameter("atol", .number, default: .number(1e-8)),
    Parameter("equal_nan", .flag, default: .flag(false)),
  ]

  public static let isclose: Primitive = .init(
    "isclose", "Whether |a - b| <= atol + rtol |b|, element by element.", parameters: tolerances,
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      let bound = (call.number(3) ?? 0) + (call.number(2) ?? 0) * abs(b)
      let isNear = logicalAnd(lessEqual(abs(a - b), bound), isFinite(b))
      let isSame = logicalOr(isNear, equal(a, b))
      return call.flag(4) ? logicalOr(isSame, logicalAnd(isNaN(a), isNaN(b))) : isSame
    },
    convention: isFlat, example: "isclose(1, 1 + 1e-9)")

  public static let allclose: Primitive = .init(
    "allclose", "Whether all elements are close, as isclose has it.", parameters: tolerances,
    .composition { call throws(TensorError) in all(try isclose.apply(call)) },
    convention: isFlat, example: "allclose([1, 2], [1, 2 + 1e-9])")

  public static let arrayEqual: Primitive = .init(
    "array_equal", "Whether two arrays have the same shape and elements.",
    parameters: [
      Parameter("a"), Parameter("b"), Parameter("equal_nan", .flag, default: .flag(false)),
    ],
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      guard a.shape == b.shape else {
        return tie.apply([a.constant(Tensor(0, type: .bool)), a, b])
      }
      let isSame = equal(a, b)
      return all(call.flag(2) ? logicalOr(isSame, logicalAnd(isNaN(a), isNaN(b))) : isSame)
    },
    convention: isFlat, example: "array_equal([1, 2], [1, 2])")
}
