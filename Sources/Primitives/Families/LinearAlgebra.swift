import Tensors

extension Primitive {
  static let linearAlgebra: [Primitive] = [
    trace, diagonal, matrixTranspose, matvec, vecdot, cross, kron, tensordot, multiDot,
    det, slogdet, logdet, inv, solve, solveTriangular, triangularSolve, lstsq, pinv,
    cholesky, choleskySolve, qr, eigh, eigvalsh, svd, svdvals, matrixRank, conditionNumber, norm,
    vectorNorm,
    matrixNorm, matrixPower, expm,
  ]

  /// The operations on matrices that may fail for some values.
  package static let factorizations: Set<Primitive> = [
    luSolve, choleskyFactor, triangularSolution, symmetricValues, eigenframe, singularValues,
    singularFrame, pseudoInverse,
  ]
}

// MARK: - Formulas of matrices along the last two axes

extension Variable {
  /// The axes before the last `count`.
  func leading(_ count: Int = 2) -> [Int] { Array(shape.dimensions.dropLast(count)) }

  var rows: Int { shape[rank - 2] }
  var columns: Int { shape[rank - 1] }

  /// The product with matrices of the same leading axes.
  func times(
    _ other: Variable, transposed: Bool = false, otherTransposed: Bool = false
  ) -> Variable {
    let leading = leading()
    let count = leading.reduce(1, *)
    let product = Primitive.contract.apply(
      [
        reshaped(to: [count, rows, columns]),
        other.reshaped(to: [count, other.rows, other.columns]),
      ], [.flag(transposed), .flag(otherTransposed)])
    return product.reshaped(
      to: Shape(
        leading + [transposed ? columns : rows, otherTransposed ? other.rows : other.columns]))
  }

  /// The transposed matrices.
  var swapped: Variable { permuted(Array(0..<(rank - 2)) + [rank - 1, rank - 2]) }

  /// The symmetric part.
  var symmetrised: Variable { (self + swapped) * 0.5 }

  /// The part that changes its sign when transposed.
  var skewed: Variable { (self - swapped) * 0.5 }

  /// The diagonals, along a last axis.
  var diagonals: Variable {
    let (count, length) = (leading().reduce(1, *), Swift.min(rows, columns))
    return reshaped(to: [count, rows * columns]).sliced([
      StridedRange(start: 0, step: 1, count: count),
      StridedRange(start: 0, step: columns + 1, count: length),
    ]).reshaped(to: Shape(leading() + [length]))
  }

  /// A last axis as rows of one element, or as one row.
  var asColumn: Variable { reshaped(to: Shape(shape.dimensions + [1])) }
  var asRow: Variable { reshaped(to: Shape(leading(1) + [1, shape[rank - 1]])) }

  /// The sum over the elements of each matrix.
  var matrixSum: Variable {
    Primitive.sum.apply([self], [.integers([rank - 2, rank - 1]), .flag(false)])
  }

  /// The elements where a constant condition on row and column holds, 0 elsewhere.
  func masked(_ keeps: (_ row: Int, _ column: Int) -> Bool) -> Variable {
    Primitive.where(mask(keeps), self, number(0))
  }

  func mask(_ holds: (_ row: Int, _ column: Int) -> Bool) -> Variable {
    var mask: [Double] = []
    mask.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { mask.append(holds(row, column) ? 1 : 0) }
    }
    return constant(Tensor(mask, shape: [rows, columns], type: .bool))
  }

  /// The lower triangle.
  var lowerTriangle: Variable { masked { $1 <= $0 } }

  /// The lower triangle with half of the diagonal.
  var lowerHalf: Variable {
    let (rows, columns) = (rows, columns)
    let weights = (0..<(rows * columns)).map { position in
      let (row, column) = (position / columns, position % columns)
      return row == column ? 0.5 : column < row ? 1 : 0
    }
    return self * constant(Tensor(weights, shape: [rows, columns], type: recorder.numberType))
  }

  /// Identity matrices of n rows, as a constant.
  func identity(_ n: Int, _ leading: [Int]) -> Variable {
    var elements = [Double](repeating: 0, count: n * n)
    for i in 0..<n { elements[i * (n + 1)] = 1 }
    return constant(Tensor(elements, shape: [n, n], type: recorder.numberType))
      .broadcast(to: Shape(leading + [n, n]))
  }

  /// The number that every element is, where that is known, also of a constant that was reshaped.
  var uniformConstant: Double? {
    var source = self
    while true {
      if let value = source.constantValue { return value }
      let operation = source.operation
      guard operation.primitive === Primitive.reshape || operation.primitive === Primitive.broadcast
      else { return nil }
      source = Variable(recorder: recorder, node: operation.operands[0])
    }
  }

  /// A formula of what arrives in the chain rule. Of a batch, places where nothing arrives get nothing.
  ///
  /// - Parameter axes: how many axes of this belong to each place.
  func arriving(_ axes: Int = 2, _ formula: (Variable) -> Variable) -> Variable {
    guard mayHoldStructuralZeros else { return formula(self) }
    let leading = leading(axes)
    let present = Primitive.arrives.apply([self], [.integer(axes)])
    let result = formula(withoutStructuralZeros)
    let filler = [Int](repeating: 1, count: result.rank - leading.count)
    return result.kept(where: present.reshaped(to: Shape(leading + filler)))
  }
}

extension Primitive {
  /// Whether anything but structural zeros stands along the last axes.
  static let arrives: Primitive = .init(
    operation: "arrives", parameters: [.x, Parameter("axes", .integer)],
    .whole(
      shape: { shapes, statics in
        Shape(Array(shapes[0].dimensions.dropLast(statics[0].integers?.first ?? 0)))
      },
      result: .bool,
      value: { operands, statics in operands[0].havingParts(axes: statics[0].integers?.first ?? 0) }
    ),
    derivative: .flat, batching: leadingAxis)

  /// An operation on the last axes, which takes a batch as one more leading axis.
  static let leadingAxis: BatchingRule = { call in
    call.primitive.apply(call.allBatched, call.statics)
  }

  /// x / gap, and 0 where both x and the gap are 0: nothing is turned into anything there. Where only
  /// the gap is 0 the quotient is not defined: NaN, which is computed so that a warning finds its place.
  static func quotient(_ x: Variable, _ gap: Variable) -> Variable {
    let closed = equal(gap, gap.number(0))
    let undefined = `where`(equal(x, x.number(0)), x.number(0), gap / gap)
    return `where`(closed, undefined, x / `where`(closed, gap.number(1), gap))
  }

  /// A matrix operand, or an error that names it.
  static func matrix(
    _ call: Call, _ index: Int, isSquare: Bool = true
  ) throws(TensorError) -> Variable {
    let x = try call.tensor(index)
    let name = call.primitive.parameters[index].name
    guard x.rank >= 2 else {
      throw TensorError(
        "bad-shape",
        "'\(name)' of \(call.primitive.name) is a matrix, or a stack of them, not of shape \(x.shape)"
      )
    }
    guard !isSquare || x.rows == x.columns else {
      throw TensorError(
        "bad-shape",
        "'\(name)' of \(call.primitive.name) is a square matrix, not of shape \(x.shape)")
    }
    return x
  }
}

/// Several results of one operation, one behind the other along the last axis.
struct Packing {
  /// The shape of each, without the leading axes.
  let trailing: [Shape]

  init(_ trailing: Shape...) {
    self.trailing = trailing
  }

  var count: Int { trailing.reduce(0) { $0 + $1.count } }

  /// The parts of a packed result.
  func parts(of packed: Variable) -> [Variable] {
    trailing.indices.map { index in
      packed.sliced(range(index, packed))
        .reshaped(to: Shape(packed.leading(1) + trailing[index].dimensions))
    }
  }

  private func range(_ index: Int, _ packed: Variable) -> [StridedRange] {
    let start = trailing[..<index].reduce(0) { $0 + $1.count }
    return packed.shape.range(of: packed.rank - 1, start: start, count: trailing[index].count)
  }

  /// What arrives at each part, nil where nothing does: cotangents come put together from those of
  /// slices.
  func arriving(at packed: Variable) -> [Variable?] {
    let operation = packed.operation
    let ranges: [StridedRange]
    switch operation.primitive {
    case let place where place === Primitive.place && operation.statics[2] == .structuralZero,
      let place where place === Primitive.assemble:
      ranges = operation.statics[1].stridedRanges
    default: return parts(of: packed)
    }
    var found = [Variable?](repeating: nil, count: trailing.count)
    for (place, operand) in operation.operands.enumerated() {
      let own = Array(ranges[(place * packed.rank)..<((place + 1) * packed.rank)])
      guard let index = trailing.indices.first(where: { range($0, packed) == own }) else {
        return parts(of: packed)
      }
      let part = Variable(recorder: packed.recorder, node: operand)
        .reshaped(to: Shape(packed.leading(1) + trailing[index].dimensions))
      found[index] = found[index].map { $0 + part } ?? part
    }
    return found
  }

  /// The parts one behind the other.
  func packed(_ parts: [Variable]) -> Variable {
    let lined = zip(parts, trailing).map { part, shape in
      part.reshaped(to: Shape(part.leading(shape.rank) + [shape.count]))
    }
    return Primitive.concatenate.apply(lined, [.integer(lined[0].rank - 1)])
  }
}
