import Tensors

extension Primitive {
  static let polynomials: [Primitive] = [polyval, polyder, polyint, vander]

  private static let coefficients = Parameter("p")

  public static let polyval: Primitive = .init(
    "polyval", "The polynomial p[0] x^(n-1) + ... + p[n-1] at x, after Horner.",
    parameters: [coefficients, .x],
    .composition { call throws(TensorError) in
      let (p, x) = (try coefficients(call), try call.tensor(1))
      guard p.shape[0] > 0 else { return x.filled(with: 0) }
      let terms = (0..<p.shape[0]).map { index in
        p.sliced([StridedRange(start: index, step: 1, count: 1)]).reshaped(to: .scalar)
      }
      let highest = terms[0].broadcast(to: x.shape)
      // A constant counts as depending on x all the same.
      return terms.count == 1
        ? tie.apply([highest, x]) : terms.dropFirst().reduce(highest) { $0 * x + $1 }
    },
    example: "polyval([3, 0, 1], 2)")

  public static let polyder: Primitive = .init(
    "polyder", "The coefficients of the m-th derivative of a polynomial, the highest first.",
    parameters: [coefficients, Parameter("m", .integer, default: .integer(1))],
    .composition { call throws(TensorError) in
      var p = try coefficients(call)
      for _ in 0..<Swift.min(try order(call), p.shape[0]) {
        let count = p.shape[0] - 1
        p = p.neighbours(along: 0).before * p.counting(downFrom: count)
      }
      return p
    },
    example: "polyder([3, 0, 1])")

  public static let polyint: Primitive = .init(
    "polyint", "The coefficients of the m-th integral of a polynomial, its constants 0.",
    parameters: [coefficients, Parameter("m", .integer, default: .integer(1))],
    .composition { call throws(TensorError) in
      var p = try coefficients(call)
      for _ in 0..<(try order(call)) {
        p = pad.apply([p / p.counting(downFrom: p.shape[0])], [.integers([0, 1])])
      }
      return p
    },
    example: "polyint([3, 0, 1])")

  public static let vander: Primitive = .init(
    "vander", "The matrix of the powers n-1, ..., 1, 0 of each element, or the other way round.",
    parameters: [
      .x, Parameter("n", .integer, default: StaticValue.none),
      Parameter("increasing", .flag, default: .flag(false)),
    ],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      guard x.rank == 1 else {
        throw TensorError("bad-shape", "vander takes a vector, not an array of shape \(x.shape)")
      }
      let count = call.integer(1) ?? x.shape[0]
      let shape = try Shape(checking: [x.shape[0], count])
      guard shape.count > 0 else { return x.number(0).broadcast(to: shape) }
      let type = call.recorder.numberType
      let powers = (0..<count).map { type.rounding(Double(call.flag(2) ? $0 : count - 1 - $0)) }
      let exponents = call.constant(Tensor(powers, shape: [1, count], type: type))
      return realPower(x.asColumn, exponents)
    },
    example: "vander([1, 2, 3])")

  private static func coefficients(_ call: Call) throws(TensorError) -> Variable {
    let p = try call.tensor(0)
    guard p.rank <= 1 else {
      throw TensorError(
        "bad-shape",
        "\(call.primitive.name) takes the coefficients as a vector, and p has the shape \(p.shape)")
    }
    return p.reshaped(to: [p.shape.count])
  }

  private static func order(_ call: Call) throws(TensorError) -> Int {
    let order = call.integer(1) ?? 1
    guard (0...1000).contains(order) else {
      throw TensorError(
        "bad-argument", "\(call.primitive.name) is repeated m times, from 0 to 1000, not \(order)")
    }
    return order
  }
}

extension Variable {
  /// The constants n, ..., 2, 1.
  fileprivate func counting(downFrom n: Int) -> Variable {
    constant(
      Tensor(
        (0..<Swift.max(n, 0)).map { Double(n - $0) }, shape: [Swift.max(n, 0)],
        type: recorder.numberType))
  }
}
