import Autodiff

extension CatalogueSample {
  /// Matrices far from singular: a multiple of the identity is added to the first operand.
  private static func regular(
    _ shapes: Shape..., statics: [StaticValue] = [], others: Bool = false
  ) -> CatalogueSample {
    var sample = CatalogueSample(shapes.map(Operand.random), statics)
    sample.prepare = { operands in
      [operands[0] + operands[0].ramp(from: 8, by: 0)] + operands.dropFirst()
    }
    return sample
  }

  /// Symmetric positive definite matrices with eigenvalues apart from each other.
  private static func symmetric(
    _ shapes: Shape..., statics: [StaticValue] = []
  ) -> CatalogueSample {
    var sample = CatalogueSample(shapes.map(Operand.random), statics)
    sample.prepare = { operands in
      let a = operands[0]
      let flipped = Primitive.matrixTranspose(a)
      return [(a + flipped) * 0.5 + a.ramp(from: 8, by: 9)] + operands.dropFirst()
    }
    return sample
  }

  /// Matrices with singular values apart from each other and from 0.
  private static func graded(_ shape: Shape, statics: [StaticValue] = []) -> CatalogueSample {
    var sample = CatalogueSample([.random(shape)], statics)
    sample.prepare = { operands in [operands[0] + operands[0].ramp(from: 8, by: 9)] }
    return sample
  }

  static let linearAlgebra: [String: [CatalogueSample]] = products.merging(systems) { a, _ in a }
    .merging(factors) { a, _ in a }

  private static let products: [String: [CatalogueSample]] = [
    "diagonal": [
      CatalogueSample([3, 3]), CatalogueSample([2, 3], statics: [.integer(1)]),
      CatalogueSample([2, 3, 3], statics: [.integer(-1), .integer(1), .integer(2)]),
    ],
    "matrix_transpose": [CatalogueSample([2, 3]), CatalogueSample([2, 3, 2])],
    "matvec": [CatalogueSample([2, 3], [3]), CatalogueSample([2, 3], [4, 3])],
    "vecdot": [
      CatalogueSample([2, 3], [3]), CatalogueSample([2, 3], [2, 3], statics: [.integer(0)]),
    ],
    "cross": [
      CatalogueSample([3], [3]), CatalogueSample([2, 3], [3]), CatalogueSample([2], [2]),
      CatalogueSample([2], [3]), CatalogueSample([3, 2], [3, 2], statics: [.integer(0)]),
    ],
    "kron": [
      CatalogueSample([2, 2], [1, 3]), CatalogueSample([2], [2, 2]), CatalogueSample([], [2]),
    ],
    "tensordot": [
      CatalogueSample([2, 3], [2, 3]), CatalogueSample([2, 3], [3, 2], statics: [.integer(1)]),
      CatalogueSample([2], [3], statics: [.integer(0)]),
      CatalogueSample([2, 3, 2], [2, 2, 3], statics: [.integers([1, 0, 2, 0])]),
    ],
    "multi_dot": [CatalogueSample([2, 3], [3, 1], [1, 2]), CatalogueSample([2], [2, 3], [3])],
    "vander": [CatalogueSample([3]), CatalogueSample([2], statics: [.integer(4), .flag(true)])],
    "norm": vectorNorms + matrixNorms,
    "vector_norm": [
      CatalogueSample([2, 3]),
      CatalogueSample([2, 3], statics: [.integer(1), .flag(true), .number(3)]),
    ],
    "matrix_norm": [
      CatalogueSample([2, 3]), CatalogueSample([2, 3, 2], statics: [.flag(true), .text("nuc")]),
      CatalogueSample([2, 3, 2], statics: [.flag(false), .number(.infinity)]),
    ],
    "condition_number": [
      regular([3, 3]), regular([2, 3]), regular([3, 3], statics: [.number(1)]),
      regular([3, 3], statics: [.text("fro")]),
    ],
  ]

  private static let vectorNorms = [2, 1, 3, .infinity, -.infinity].flatMap { order in
    [
      CatalogueSample([4], statics: [.number(order)]),
      CatalogueSample([2, 3], statics: [.number(order), .integer(0), .flag(true)]),
    ]
  }

  private static let matrixNorms =
    [CatalogueSample([2, 3])]
    + [.text("fro"), .text("nuc"), .number(1), .number(2), .number(-2), .number(-1)].map {
      CatalogueSample([2, 3], statics: [$0])
    }

  private static let systems: [String: [CatalogueSample]] = [
    "det": [CatalogueSample([3, 3]), regular([2, 2, 2]), CatalogueSample([1, 1])],
    "slogdet": [regular([3, 3]), regular([2, 2, 2])],
    "logdet": [regular([3, 3]), regular([2, 2, 2])],
    "inv": [regular([3, 3]), regular([2, 2, 2])],
    "solve": [
      regular([3, 3], [3]), regular([2, 2], [2, 3]), regular([2, 2], [3, 2, 1]),
      regular([2, 1, 2, 2], [3, 2, 1]),
    ],
    "solve_triangular": [
      regular([3, 3], [3]), regular([2, 2], [2, 3], statics: [.integer(1), .flag(true)]),
      regular([2, 2, 2], [2, 1], statics: [.text("T"), .flag(false), .flag(true)]),
    ],
    "triangular_solve": [
      regular([3, 3], [3]), regular([2, 2], [2, 3], statics: [.flag(false), .flag(true)]),
    ],
    "cholesky_solve": [regular([3, 3], [3]), regular([2, 2, 2], [2, 2])],
    "lstsq": [regular([4, 2], [4]), regular([3, 2], [3, 2]), regular([2, 3], [2])],
    "pinv": [regular([3, 2]), regular([2, 3]), regular([2, 2, 2])],
    "matrix_power": [0, 1, 3, -2].map { regular([2, 2], statics: [.integer($0)]) },
    "expm": [
      CatalogueSample([2, 2]), CatalogueSample([2, 2, 2]),
      CatalogueSample([3, 3]),
    ],
  ]

  private static let factors: [String: [CatalogueSample]] = [
    "cholesky": [symmetric([3, 3]), symmetric([2, 2, 2], statics: [.flag(true)])],
    "qr": [
      graded([3, 3]), graded([3, 2]), graded([2, 3]), graded([2, 2, 2], statics: [.text("r")]),
    ],
    "eigh": [symmetric([3, 3]), symmetric([2, 2, 2], statics: [.text("U")])],
    "eigvalsh": [symmetric([3, 3]), symmetric([2, 2, 2])],
    "svd": [
      graded([3, 3]), graded([3, 2], statics: [.flag(false)]),
      graded([2, 3], statics: [.flag(false)]),
      graded([2, 3, 2], statics: [.flag(true), .flag(false)]),
    ],
    "svdvals": [graded([3, 3]), graded([2, 3]), graded([2, 3, 2])],
    "matrix_rank": [graded([3, 2]), graded([2, 2], statics: [.number(0.5)])],
  ]
}

extension Variable {
  /// The elements of a diagonal that grows in even steps, 0 elsewhere, in this shape.
  fileprivate func ramp(from first: Double, by step: Double) -> Variable {
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let elements = (0..<(rows * columns)).map { position in
      let (row, column) = (position / columns, position % columns)
      return row == column ? first + step * Double(row) : 0
    }
    return constant(Tensor(elements, shape: [rows, columns], type: recorder.numberType))
  }
}
