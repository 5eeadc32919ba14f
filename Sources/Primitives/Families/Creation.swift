import Tensors

extension Primitive {
  static let creation: [Primitive] = [
    zeros, ones, full, zerosLike, onesLike, fullLike, eye, tri, arange, linspace, logspace,
    geomspace,
  ]

  private static let shape = Parameter("shape", .integers)

  private static func filled(
    _ call: Call, _ dimensions: [Int], with value: Double
  ) throws(TensorError) -> Variable {
    call.constant(
      Tensor(
        repeating: value, shape: try Shape(checking: dimensions), type: call.recorder.numberType))
  }

  public static let zeros: Primitive = .init(
    "zeros", "An array of zeros.", parameters: [shape],
    .composition { call throws(TensorError) in
      try filled(call, call.integers(0) ?? [], with: 0)
    },
    example: "zeros(3)")

  public static let ones: Primitive = .init(
    "ones", "An array of ones.", parameters: [shape],
    .composition { call throws(TensorError) in
      try filled(call, call.integers(0) ?? [], with: 1)
    },
    example: "ones((2, 2))")

  public static let full: Primitive = .init(
    "full", aliases: ["fill"], "An array of one value.", parameters: [shape, Parameter("value")],
    .composition { call throws(TensorError) in
      let (value, shape) = (try call.tensor(1), try Shape(checking: call.integers(0) ?? []))
      guard try value.shape.broadcast(with: shape) == shape else {
        throw TensorError(
          "shape-mismatch", "the shape \(value.shape) does not broadcast to \(shape)")
      }
      return value.broadcast(to: shape)
    },
    example: "full(3, 7)")

  public static let zerosLike: Primitive = .init(
    "zeros_like", "Zeros in the shape of x.",
    .composition { call throws(TensorError) in try call.tensor(0).filled(with: 0) },
    example: "zeros_like([1, 2])")

  public static let onesLike: Primitive = .init(
    "ones_like", "Ones in the shape of x.",
    .composition { call throws(TensorError) in try call.tensor(0).filled(with: 1) },
    example: "ones_like([1, 2])")

  public static let fullLike: Primitive = .init(
    "full_like", "An array of one value, in the shape of x.",
    parameters: [.x, Parameter("value")],
    .composition { call throws(TensorError) in
      let (x, value) = (try call.tensor(0), try call.tensor(1))
      guard try value.shape.broadcast(with: x.shape) == x.shape else {
        throw TensorError(
          "shape-mismatch", "the value of shape \(value.shape) does not broadcast to \(x.shape)")
      }
      return tie.apply([value.broadcast(to: x.shape), x])
    },
    convention: "flat in x", example: "full_like([1, 2], 7)")

  public static let tri: Primitive = .init(
    "tri", "The matrix of n rows with ones on and below its k-th diagonal.",
    parameters: [
      Parameter("n", .integer), Parameter("m", .integer, default: StaticValue.none),
      Parameter("k", .integer, default: .integer(0)),
    ],
    .composition { call throws(TensorError) in
      let rows = call.integer(0) ?? 0
      let shape = try Shape(checking: [rows, call.integer(1) ?? rows])
      let ones = call.constant(Tensor(repeating: 1, shape: shape, type: call.recorder.numberType))
      return tril.apply([ones], [.integer(call.integer(2) ?? 0)])
    },
    example: "tri(3)")

  public static let eye: Primitive = .init(
    "eye", aliases: ["identity"], "The identity matrix of n rows.",
    parameters: [
      Parameter("n", .integer), Parameter("m", .integer, default: StaticValue.none),
      Parameter("k", .integer, default: .integer(0)),
    ],
    .composition { call throws(TensorError) in
      let rows = call.integer(0) ?? 0
      let (columns, k) = (call.integer(1) ?? rows, call.integer(2) ?? 0)
      let shape = try Shape(checking: [rows, columns])
      var elements = [Double](repeating: 0, count: shape.count)
      for row in Swift.max(0, -k)..<Swift.max(rows, -k, 0) where row + k < columns {
        elements[row * columns + row + k] = 1
      }
      return call.constant(Tensor(elements, shape: shape, type: call.recorder.numberType))
    },
    example: "eye(2)")

  public static let arange: Primitive = .init(
    "arange", "The numbers from start up to, but without, stop; arange(n) starts at 0.",
    parameters: [
      Parameter("start", .number), Parameter("stop", .number, default: StaticValue.none),
      Parameter("step", .number, default: .number(1)),
    ],
    .composition { call throws(TensorError) in
      var (start, stop) = (call.number(0) ?? 0, call.number(1))
      if stop == nil { (start, stop) = (0, start) }
      let step = call.number(2) ?? 1
      let length = (((stop ?? 0) - start) / step).rounded(.up)
      guard step != 0, length.isFinite else {
        throw TensorError("bad-argument", "an arange by these steps does not end")
      }
      let shape = try Shape(checking: [Int(Swift.min(Swift.max(length, 0), 1e18))])
      let type = call.recorder.numberType
      return call.constant(
        Tensor(shape: shape, type: type) { elements in
          for index in 0..<shape.count {
            elements[index] = type.rounding(start + Double(index) * step)
          }
        })
    },
    example: "arange(1, 4)")
}
