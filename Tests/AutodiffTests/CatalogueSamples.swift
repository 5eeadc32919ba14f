import Autodiff
import TestSupport

/// A call of a function of the catalogue, with operands to try it at.
struct CatalogueSample {
  enum Operand {
    /// Random numbers of the operand's domain.
    case random(Shape)
    /// Positions or conditions, which are not differentiated by.
    case fixed(Tensor)
  }

  let operands: [Operand]
  var statics: [StaticValue] = []
  /// Makes what a function needs of its operands: symmetric matrices, for one.
  var prepare: @Sendable ([Variable]) -> [Variable] = { $0 }

  init(_ operands: [Operand], _ statics: [StaticValue] = []) {
    self.operands = operands
    self.statics = statics
  }

  init(_ shapes: Shape..., statics: [StaticValue] = []) {
    self.init(shapes.map(Operand.random), statics)
  }
}

extension CatalogueSample {
  /// Records the call; of a function with several results, all of them in a row.
  func call(_ primitive: Primitive, _ operands: [Variable]) -> Variable {
    let results = primitive.results(of: prepare(operands), statics)
    if results.count == 1 { return results[0] }
    return Primitive.concat.apply(results.map { $0.reshaped(to: [$0.shape.count]) })
  }

  /// The samples of a function; empty where it has no tensors to differentiate by.
  static func all(of primitive: Primitive) -> [CatalogueSample] {
    if let special = special[primitive.name] { return special }
    if let special = integralSamples[primitive.name] { return special }
    let count = primitive.parameters.count { $0.kind == .tensor }
    guard count > 0 else { return [] }
    let wide: Shape = [2, 3]
    let mixed: [Shape] = [wide, [3], [2, 1]]
    return [
      CatalogueSample([Operand](repeating: .random(.scalar), count: count)),
      CatalogueSample((0..<count).map { .random(mixed[$0]) }),
    ]
  }

  private static let reductions: [CatalogueSample] = [
    CatalogueSample([4], statics: [.none, .flag(false)]),
    CatalogueSample([2, 3], statics: [.none, .flag(true)]),
    CatalogueSample([2, 3], statics: [.integer(0), .flag(false)]),
    CatalogueSample([2, 3, 2], statics: [.integers([0, -1]), .flag(true)]),
  ]

  private static let variances = reductions.map {
    CatalogueSample($0.operands, [$0.statics[0], .integer(1), $0.statics[1]])
  }

  private static let alongAxis: [CatalogueSample] = [
    CatalogueSample([4], statics: [.integer(-1)]), CatalogueSample([2, 3], statics: [.integer(0)]),
  ]

  private static let oneOrAll: [CatalogueSample] =
    alongAxis + [
      CatalogueSample([2, 3], statics: [.none])
    ]

  private static let diagonals: [CatalogueSample] = [
    CatalogueSample([3, 3], statics: [.integer(0)]),
    CatalogueSample([2, 3], statics: [.integer(1)]),
    CatalogueSample([3, 2], statics: [.integer(-1)]),
  ]

  private static let positions = Tensor.vector(2, 0, -1, 2)

  /// By the function's name; the later tables win.
  private static let special: [String: [CatalogueSample]] = [
    reductionSamples, arraySamples, elementarySamples, gammaSamples, besselSamples,
    integralSamples, linearAlgebra, arrayFunctions,
  ].reduce(into: [:]) { $0.merge($1) { _, later in later } }

  private static let reductionSamples: [String: [CatalogueSample]] = {
    var table: [String: [CatalogueSample]] = [
      "var": variances, "std": variances, "argmax": oneOrAll, "argmin": oneOrAll,
      "cumsum": oneOrAll, "cumprod": oneOrAll, "softmax": alongAxis, "log_softmax": alongAxis,
      "sort": alongAxis, "argsort": alongAxis,
    ]
    for name in ["sum", "mean", "prod", "max", "min", "logsumexp", "any", "all"] {
      table[name] = reductions
    }
    return table
  }()

  private static let arraySamples: [String: [CatalogueSample]] = [
    "where": [
      CatalogueSample([.fixed(Tensor.vector(1, 0, 1)), .random([2, 3]), .random([])])
    ],
    "reshape": [CatalogueSample([2, 3], statics: [.integers([3, -1])])],
    "transpose": [
      CatalogueSample([2, 3]), CatalogueSample([2, 3, 4], statics: [.integers([1, 2, 0])]),
    ],
    "squeeze": [CatalogueSample([1, 3, 1]), CatalogueSample([1, 3, 1], statics: [.integer(0)])],
    "expand_dims": [CatalogueSample([2, 3], statics: [.integer(-1)])],
    "concat": [CatalogueSample([2, 3], [2, 1], [2, 2], statics: [.integer(1)])],
    "stack": [CatalogueSample([2, 3], [2, 3], statics: [.integer(-1)])],
    "tile": [
      CatalogueSample([2], statics: [.integer(3)]),
      CatalogueSample([2, 3], statics: [.integers([2, 1, 2])]),
    ],
    "repeat": [
      CatalogueSample([2, 2], statics: [.integer(2)]),
      CatalogueSample([2, 2], statics: [.integer(3), .integer(1)]),
    ],
    "flip": [CatalogueSample([2, 3]), CatalogueSample([2, 3], statics: [.integer(1)])],
    "roll": [
      CatalogueSample([2, 3], statics: [.integer(2)]),
      CatalogueSample([2, 3], statics: [.integer(-1), .integer(1)]),
    ],
    "broadcast_to": [CatalogueSample([2, 1], statics: [.integers([3, 2, 2])])],
    "diff": [
      CatalogueSample([4]), CatalogueSample([4, 2], statics: [.integer(2), .integer(0)]),
    ],
    "diag": diagonals + [CatalogueSample([3], statics: [.integer(-1)])],
    "trace": diagonals, "tril": diagonals, "triu": diagonals,
    "take": [
      CatalogueSample([.random([3]), .fixed(positions)]),
      CatalogueSample([.random([2, 3]), .fixed(positions)], [.integer(1)]),
    ],
    "take_along_axis": [
      CatalogueSample(
        [.random([2, 3]), .fixed(Tensor(rows: [2, 0], [1, 1]))], [.integer(1)])
    ],
    "scatter": [
      CatalogueSample([.fixed(Tensor.vector(2, 0, 2)), .random([3, 2])], [.integer(4)])
    ],
    "full": [
      CatalogueSample([], statics: [.integers([2, 3])]),
      CatalogueSample([3], statics: [.integers([2, 3])]),
    ],
    "matmul": [
      CatalogueSample([2, 3], [3, 2]), CatalogueSample([3], [3]), CatalogueSample([3], [3, 2]),
      CatalogueSample([2, 2, 3], [3, 2]), CatalogueSample([2, 1, 2, 3], [2, 3, 2]),
      CatalogueSample([3], [2, 3, 2]), CatalogueSample([2, 2, 3], [3]),
    ],
    "dot": [
      CatalogueSample([2, 3], [3, 2]), CatalogueSample([2, 3], [2, 3, 2]),
      CatalogueSample([], [3]), CatalogueSample([3], [3]),
    ],
    "vdot": [CatalogueSample([2, 3], [2, 3])],
    "outer": [CatalogueSample([2], [3])],
    "einsum": [
      CatalogueSample([2, 3], [3, 2], statics: [.text("ij,jk->ik")]),
      CatalogueSample([3, 3], statics: [.text("ii->i")]),
      CatalogueSample([3, 3], statics: [.text("ii")]),
      CatalogueSample([2, 3], [2, 3], statics: [.text("ij,ij->j")]),
      CatalogueSample([2, 2, 3], [2, 3], statics: [.text("...i,...i->...")]),
      CatalogueSample([2], [3], [2, 3], statics: [.text("i,j,ij")]),
    ],
  ]
}

extension Domain.Interval {
  /// Numbers that belong to it, not close to its ends nor to where functions have kinks and jumps.
  func samples(_ shape: Shape, using generator: inout SeededGenerator) -> Tensor {
    let (low, high) = (Swift.max(lower + 0.2, -2.4), Swift.min(upper - 0.2, 2.4))
    var elements: [Double] = []
    while elements.count < shape.count {
      let x = Double.random(in: low...high, using: &generator)
      let isSmooth = abs(x * 2 - (x * 2).rounded()) > 0.1
      let isFarFromZero = if case .number(0) = poles { abs(x) > 0.7 } else { true }
      let isDistinct = elements.allSatisfy { abs(abs($0) - abs(x)) > 0.02 }
      if isSmooth && isFarFromZero && isDistinct { elements.append(x) }
    }
    return Tensor(elements, shape: shape)
  }
}
