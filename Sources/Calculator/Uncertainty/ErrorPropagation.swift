import Autodiff

/// Records how uncertain results are, by the same recorder and in the same operations as the gradients:
/// so it holds on a tape, in single precision, and for a batch of rows.
///
/// To first order the variance of y is gᵀ Σ g, with the gradient g and the covariance matrix Σ of the
/// arguments: JCGM 100:2008, "Guide to the expression of uncertainty in measurement", equations 10
/// and 13. With Σ = D R D, the standard deviations D and the correlations R = L Lᵀ, it is computed as
/// the Euclidean length of Lᵀ D g. That cannot be negative, and neither overflows nor vanishes where
/// its parts do not.
struct ErrorPropagation {
  let recorder: GraphRecorder
  /// The first node of the function.
  let start: Int
  let inputs: UncertainInputs

  /// What was recorded.
  struct Recorded {
    /// In the structure of `y`, of its shapes.
    var sigma: Structure<Variable?>
    /// Likewise, for each label of the inputs.
    var shares: [Structure<Variable?>]
    var bias: Variable?

    var nodes: [Int] {
      (sigma.leaves + [bias] + shares.flatMap(\.leaves)).compactMap { $0?.node }
    }
  }

  /// A number or an array of the results, with what each part of the inputs does to it.
  struct Deviations {
    /// For each part, how far one standard deviation of each of its elements moves each element of the
    /// result: a matrix with a row for each element of the result. Nil where there is no connection.
    let byPart: [Variable?]
    /// All of them side by side, in the directions that are independent.
    let loadings: Variable
    /// All of them side by side, correlations aside.
    let all: Variable
  }

  /// To first order.
  ///
  /// - Parameter gradients: those of the only result by the nodes of the inputs, if they are recorded already.
  func firstOrder(
    of y: Structure<Variable?>, gradients: NodeMap<Variable>? = nil
  ) -> Recorded {
    var shares = inputs.labels.map { _ in [Variable?]() }
    let sigma = y.map { leaf -> Variable? in
      guard let leaf else {
        for index in shares.indices { shares[index].append(nil) }
        return nil
      }
      let (sigma, parts) = propagated(to: leaf, gradients)
      for index in shares.indices { shares[index].append(parts[index]) }
      return sigma
    }
    return Recorded(sigma: sigma, shares: shares.map { inStructure(of: y, $0) }, bias: nil)
  }

  private func inStructure(
    of y: Structure<Variable?>, _ leaves: [Variable?]
  ) -> Structure<Variable?> {
    var next = leaves.makeIterator()
    return y.map { _ in next.next() ?? nil }
  }

  private func propagated(
    to y: Variable, _ gradients: NodeMap<Variable>?
  ) -> (sigma: Variable, shares: [Variable]) {
    let matrices = y.rank == 0 ? rows(self.gradients(of: y, gradients)) : jacobian(of: y)
    guard let deviations = deviations(matrices, rows: y.shape.count) else {
      let zero = y.filled(with: 0)
      return (zero, inputs.labels.map { _ in zero })
    }
    let sigma = length(deviations)
    let scale = sigma.divisor
    let shares = shares(deviations, scale)
    return (
      sigma.reshaped(to: y.shape),
      shares.map { part(of: sigma, $0 ?? sigma.filled(with: 0)).reshaped(to: y.shape) }
    )
  }

  /// 0 where the standard deviation is 0: no part of nothing.
  func part(of sigma: Variable, _ share: Variable) -> Variable {
    Primitive.where(Primitive.equal(sigma, sigma.number(0)), share.filled(with: 0), share)
  }

  // MARK: Derivatives times standard deviations

  /// The gradients of a number by each part; nil where there is no connection.
  func gradients(of y: Variable, _ known: NodeMap<Variable>?) -> [Variable?] {
    known.map { known in inputs.nodes.map { known[$0] } }
      ?? recorder.pullback([(y.node, y.filled(with: 1))], to: inputs.nodes, since: start)
  }

  /// How far one standard deviation of each element moves a number: a row for each part.
  func rows(_ gradients: [Variable?]) -> [Variable?] {
    zip(inputs.parts, gradients).map { part, gradient in
      gradient.map {
        // What is exact contributes nothing, be the derivative infinite.
        Primitive.multiplyNoNaN($0, part.sigma).reshaped(to: [1, part.sigma.shape.count])
      }
    }
  }

  /// The same for an array: matrices with a row for each of its elements.
  private func jacobian(of y: Variable) -> [Variable?] {
    inputs.parts.map { part in
      let (rows, columns) = (y.shape.count, part.sigma.shape.count)
      if inputs.factor == nil, rows * columns > Self.largestDenseCount {
        return packedRows(of: y, by: part)
      }
      return recorder.jacobian(of: [y.node], by: [part.node], since: start)[0][0].map {
        Primitive.multiplyNoNaN($0, part.sigma).reshaped(to: [rows, columns])
      }
    }
  }

  /// From here on it pays to look for entries that are always 0.
  private static let largestDenseCount = 4096

  /// The entries of each row that can be other than 0, moved to its front; as a length does not depend on
  /// where they stand.
  private func packedRows(of y: Variable, by part: UncertainInputs.Part) -> Variable? {
    let matrix = recorder.sparseJacobian(of: [y.node], by: [part.node], since: start)[0][0]
    var counts = [Int](repeating: 0, count: matrix.rowCount)
    for row in matrix.rows { counts[row] += 1 }
    let width = counts.max() ?? 0
    guard width > 0 else { return nil }
    // Behind the entries stands a 0, for rows that have fewer.
    var places = [Double](repeating: Double(matrix.rows.count), count: matrix.rowCount * width)
    var filled = [Int](repeating: 0, count: matrix.rowCount)
    for (entry, row) in matrix.rows.enumerated() {
      places[row * width + filled[row]] = Double(entry)
      filled[row] += 1
    }
    let columns = recorder.constant(
      Tensor(matrix.columns.map(Double.init), shape: [matrix.columns.count]))
    let sigma = Primitive.take.apply(
      [part.sigma.reshaped(to: [part.sigma.shape.count]), columns])
    let entries = Primitive.concatenate.apply(
      [Primitive.multiplyNoNaN(matrix.values, sigma), sigma.number(0).reshaped(to: [1])],
      [.integer(0)])
    return Primitive.take.apply(
      [entries, recorder.constant(Tensor(places, shape: [places.count]))]
    ).reshaped(to: [matrix.rowCount, width])
  }

  /// Nil where the result depends on nothing that is uncertain.
  func deviations(_ byPart: [Variable?], rows: Int) -> Deviations? {
    guard byPart.contains(where: { $0 != nil }) else { return nil }
    let present = zip(byPart, inputs.parts).compactMap { matrix, part -> Variable? in
      guard inputs.factor != nil else { return matrix }
      return matrix ?? zeros([rows, part.sigma.shape.count])
    }
    let all = Primitive.concatenate.apply(present, [.integer(1)])
    let loadings = inputs.factor.map { Primitive.matmul(all, $0) } ?? all
    return Deviations(byPart: byPart, loadings: loadings, all: all)
  }

  /// The standard deviations of the elements. What is left of correlated deviations that cancel may be no
  /// more than the rounding of its parts, and counts as 0 then.
  private func length(_ deviations: Deviations) -> Variable {
    let sigma = Primitive.norm2(deviations.loadings, along: 1)
    guard inputs.factor != nil else { return sigma }
    let rounding = recorder.numberType == .float32 ? 0x1p-22 : 0x1p-51
    let longest = Primitive.max.apply(
      [Primitive.abs(deviations.all)], [.integers([1]), .flag(false)])
    let isRounding = Primitive.lessEqual(sigma, longest * rounding)
    return Primitive.where(isRounding, sigma.filled(with: 0), sigma)
  }

  func zeros(_ shape: Shape) -> Variable {
    recorder.constant(Tensor(repeating: 0, shape: shape, type: recorder.numberType))
  }

  // MARK: Shares

  /// What each label brings to the variance, divided by the square of a scale: the derivative of the
  /// variance by how much the label deviates, half of it.
  func shares(_ deviations: Deviations, _ scale: Variable) -> [Variable?] {
    let column = scale.reshaped(to: [scale.shape.count, 1])
    var shares = [Variable?](repeating: nil, count: inputs.labels.count)
    /// What all deviations together do in the direction of each element.
    let together = inputs.factor.map {
      Primitive.matmul(deviations.loadings / column, Primitive.matrixTranspose($0))
    }
    var first = 0
    for (part, matrix) in zip(inputs.parts, deviations.byPart) {
      let count = part.sigma.shape.count
      defer { first += count }
      guard let matrix else { continue }
      let own = matrix / column
      let other = together?.columns(first, count) ?? own
      let share = Primitive.sum(own * other, along: 1)
      shares[part.argument] = shares[part.argument].map { $0 + share } ?? share
    }
    return shares
  }
}

extension Primitive {
  /// The Euclidean lengths along an axis.
  static func norm2(_ x: Variable, along axis: Int) -> Variable {
    norm2.apply([x], [.integers([axis]), .flag(false)])
  }

  static func sum(_ x: Variable, along axis: Int) -> Variable {
    sum.apply([x], [.integers([axis]), .flag(false)])
  }
}

extension Variable {
  /// Itself, and 1 where it is 0.
  var divisor: Variable {
    Primitive.where(Primitive.equal(self, number(0)), filled(with: 1), self)
  }

  /// Some neighbouring columns of a matrix.
  func columns(_ first: Int, _ count: Int) -> Variable {
    sliced([
      StridedRange(start: 0, step: 1, count: shape[0]),
      StridedRange(start: first, step: 1, count: count),
    ])
  }
}
