import Tensors

extension Primitive {
  static let convolutions: [Primitive] = [convolve, correlate]

  public static let convolve: Primitive = .init(
    "convolve",
    "The convolution of two vectors: all of it, the part as long as the longer one, or the part "
      + "where they overlap.",
    parameters: [
      Parameter("a"), Parameter("v"), Parameter("mode", .text, default: .text("full")),
    ],
    .composition { call throws(TensorError) in
      let overlap = try Overlap(call)
      return overlap.part(of: convolution(overlap.a, overlap.v))
    },
    example: "convolve([1, 2, 3], [0, 1, 0.5])")

  public static let correlate: Primitive = .init(
    "correlate",
    "The products of v with the parts of a: where they overlap, or as convolve has it.",
    parameters: [
      Parameter("a"), Parameter("v"), Parameter("mode", .text, default: .text("valid")),
    ],
    .composition { call throws(TensorError) in
      let overlap = try Overlap(call)
      let backwards = flip.apply([overlap.v])
      return overlap.part(of: convolution(overlap.a, backwards), shiftsEvenOnes: true)
    },
    example: "correlate([1, 2, 3], [0, 1, 0.5], 'same')")

  private static func convolution(_ a: Variable, _ v: Variable) -> Variable {
    let rows = [a, v].map { $0.reshaped(to: [1, $0.shape.count]) }
    return sliding(convolveRows, rows[0], rows[1]).reshaped(to: [a.shape.count + v.shape.count - 1])
  }

  private static let rowParameters = [
    Parameter("a"), Parameter("v"), Parameter("structural", .integer, default: .integer(0)),
  ]

  /// The full convolutions of the rows of two matrices.
  ///
  /// Its transpose is the correlation of rows, whose transposes are this and itself.
  private static let convolveRows: Primitive = .init(
    operation: "convolve_rows", parameters: rowParameters,
    .whole(
      shape: { shapes, _ in [shapes[0][0], shapes[0][1] + shapes[1][1] - 1] },
      value: { operands, statics in
        Tensor.convolved(operands[0], operands[1], structural: statics.structural)
      }),
    derivative: bilinear(
      .init({ convolveRows }), .init({ correlateRows }, first: nil, second: 1),
      .init({ correlateRows }, first: nil, second: 0)), batching: rowsBatched)

  /// The products of the rows of a second matrix with all parts of those of the first.
  private static let correlateRows: Primitive = .init(
    operation: "correlate_rows", parameters: rowParameters,
    .whole(
      shape: { shapes, _ in [shapes[0][0], shapes[0][1] - shapes[1][1] + 1] },
      value: { operands, statics in
        Tensor.correlated(operands[0], operands[1], structural: statics.structural)
      }),
    derivative: bilinear(
      .init({ correlateRows }), .init({ convolveRows }, first: nil, second: 1),
      .init({ correlateRows }, first: 0, second: nil)), batching: rowsBatched)

  /// The operation that is a transpose, and which operand of the original (nil: the cotangent) each
  /// of its own is.
  private struct Transposed: Sendable {
    let primitive: @Sendable () -> Primitive
    var first: Int?
    var second: Int?

    init(_ primitive: @escaping @Sendable () -> Primitive, first: Int? = nil, second: Int? = nil) {
      self.primitive = primitive
      self.first = first
      self.second = second
    }
  }

  private static func bilinear(
    _ itself: Transposed, _ byFirst: Transposed, _ bySecond: Transposed
  ) -> Derivative {
    .custom(
      pushforward: { point, tangents in
        let parts = [
          tangents[0].map { sliding(itself.primitive(), $0, point[1]) },
          tangents[1].map { sliding(itself.primitive(), point[0], $0) },
        ].compactMap(\.self)
        return parts.dropFirst().reduce(parts.first) { sum, part in sum.map { $0 + part } }
      },
      pullback: { point, operand, cotangent in
        let rule = operand == 0 ? byFirst : bySecond
        return sliding(
          rule.primitive(), rule.first.map { point[$0] } ?? cotangent,
          rule.second.map { point[$0] } ?? cotangent)
      })
  }

  private static func sliding(_ primitive: Primitive, _ a: Variable, _ v: Variable) -> Variable {
    var structural: Tensor.StructuralOperands = []
    if a.mayHoldStructuralZeros { structural.insert(.first) }
    if v.mayHoldStructuralZeros { structural.insert(.second) }
    return primitive.apply([a, v], [.integer(structural.rawValue)])
  }

  private static let rowsBatched: BatchingRule = { call in
    let stacked = (0...1).map { operand in
      let inner = call.shape(of: operand)
      return call.batched(operand).reshaped(to: [call.size * inner[0], inner[1]])
    }
    return call.primitive.apply(stacked, call.statics).reshaped(to: call.shape.batched(call.size))
  }

  /// Whether this is a product of moved rows that leaves structural zeros alone.
  func slidesStructuralZeros(_ statics: [StaticValue]) -> Bool {
    (self === Primitive.convolveRows || self === Primitive.correlateRows)
      && !statics.structural.isEmpty
  }
}

extension [StaticValue] {
  fileprivate var structural: Tensor.StructuralOperands {
    if case .integer(let value)? = first { .init(rawValue: value) } else { [] }
  }
}

/// Two vectors that are moved along each other, and how much of that is asked for.
private struct Overlap {
  enum Mode: String {
    case full, same, valid
  }

  let a: Variable
  let v: Variable
  private let mode: Mode

  init(_ call: Call) throws(TensorError) {
    let name = call.primitive.name
    (a, v) = (try Self.vector(call, 0), try Self.vector(call, 1))
    let text = call.text(2) ?? ""
    guard let mode = Mode(rawValue: text) else {
      throw TensorError(
        "bad-argument", "\(name) has no mode '\(text)'", hint: "there are full, same and valid")
    }
    self.mode = mode
  }

  private static func vector(_ call: Call, _ index: Int) throws(TensorError) -> Variable {
    let x = try call.tensor(index)
    let label = "\(call.primitive.parameters[index].name) of \(call.primitive.name)"
    guard x.rank <= 1 else {
      throw TensorError("bad-shape", "\(label) must be a vector, and its shape is \(x.shape)")
    }
    guard x.shape.count > 0 else { throw TensorError("empty", "\(label) has no elements") }
    return x.reshaped(to: [x.shape.count])
  }

  /// The part of the full result that the mode means.
  ///
  /// - Parameter shiftsEvenOnes: whether the middle of an even number of places, where the second
  ///   vector is the longer one, is that of the reversed result.
  func part(of full: Variable, shiftsEvenOnes: Bool = false) -> Variable {
    let (n, m) = (a.shape[0], v.shape[0])
    let (longer, shorter) = (Swift.max(n, m), Swift.min(n, m))
    switch mode {
    case .full: return full
    case .same:
      let start = shiftsEvenOnes && m > n ? shorter / 2 : (shorter - 1) / 2
      return full.sliced([StridedRange(start: start, step: 1, count: longer)])
    case .valid:
      return full.sliced([StridedRange(start: shorter - 1, step: 1, count: longer - shorter + 1)])
    }
  }
}
