import Autodiff
import Syntax

/// The matrices of derivatives of a recorded function, in the structure of its results and arguments.
struct Matrices {
  let recorder: GraphRecorder
  /// The first node of the function.
  let start: Int
  /// What is differentiated by.
  let targets: Structure<Variable?>
  let isSparse: Bool

  var nodes: [Int] { targets.leaves.compactMap { $0?.node } }

  /// One for each number or array that is differentiated by, in their structure.
  func inStructure(_ parts: [Variable?]) -> Structure<Variable?> {
    var next = parts.makeIterator()
    return targets.map { leaf in leaf == nil ? nil : next.next() ?? nil }
  }

  func jacobian(of y: Structure<Variable?>) -> Structure<Variable?> {
    y.flatMap { leaf in
      guard let leaf else { return .leaf(nil) }
      return row(of: leaf.node)
    }
  }

  /// The derivatives of one result by every argument.
  private func row(of node: Int) -> Structure<Variable?> {
    if isSparse {
      var next = recorder.sparseJacobian(of: [node], by: nodes, since: start)[0].makeIterator()
      return targets.flatMap { leaf in
        guard leaf != nil, let matrix = next.next() else { return .leaf(nil) }
        return triplets(matrix)
      }
    }
    return inStructure(recorder.jacobian(of: [node], by: nodes, since: start)[0])
  }

  private func triplets(_ matrix: SparseMatrix) -> Structure<Variable?> {
    let integers = { (values: [Int]) -> Structure<Variable?> in
      .leaf(
        self.recorder.constant(
          Tensor(values.map(Double.init), shape: [values.count], type: self.recorder.numberType)))
    }
    return .dictionary([
      (key: "shape", value: integers([matrix.rowCount, matrix.columnCount])),
      (key: "rows", value: integers(matrix.rows)),
      (key: "columns", value: integers(matrix.columns)),
      (key: "values", value: .leaf(matrix.values)),
    ])
  }

  private func gradient(of y: Variable) -> [Variable?] {
    recorder.pullback([(y.node, y.filled(with: 1))], to: nodes, since: start)
  }

  /// Nothing where `y` does not depend on one of both arguments; 0 where it depends on both, but in
  /// a straight line.
  func hessian(of y: Variable) -> Structure<Variable?> {
    let gradient = gradient(of: y)
    var next = gradient.makeIterator()
    return targets.flatMap { leaf in
      guard leaf != nil, let part = next.next() ?? nil else { return targets.map { _ in nil } }
      if isSparse { return row(of: part.node) }
      let row = recorder.jacobian(of: [part.node], by: nodes, since: start, mode: .forward)[0]
      return inStructure(
        zip(zip(row, gradient), nodes).map { entry, node in
          guard entry.1 != nil else { return nil }
          let shape = Variable(recorder: recorder, node: node).shape
          return entry.0 ?? recorder.zero(of: part.shape, by: shape)
        })
    }
  }

  /// The sum of the unmixed second derivatives.
  func laplacian(of y: Variable) -> Variable? {
    let traces = zip(gradient(of: y), nodes).compactMap { part, node -> Variable? in
      guard let part,
        let matrix = recorder.jacobian(of: [part.node], by: [node], since: start, mode: .forward)[
          0][0]
      else { return nil }
      return matrix.traced(.scalar, Variable(recorder: recorder, node: node).shape)
    }
    return traces.dropFirst().reduce(traces.first) { sum, trace in sum.map { $0 + trace } }
  }

  /// The Jacobian as one matrix, for as many results as arguments.
  func square(
    _ y: Structure<Variable?>, _ name: String
  ) throws(Diagnostic) -> SquareMatrix {
    let results = y.leaves.compactMap(\.self)
    let rows = recorder.jacobian(of: results.map(\.node), by: nodes, since: start)
    let inputs = nodes.map { Variable(recorder: recorder, node: $0).shape }
    return try SquareMatrix(results.map(\.shape), inputs, rows, name, recorder)
  }

  /// Each row of the result by the same row of each argument.
  func batchJacobian(of y: Variable) throws(Diagnostic) -> Structure<Variable?> {
    try targets.map { target throws(Diagnostic) -> Variable? in
      guard let target else { return nil }
      guard y.rank > 0, target.rank > 0, target.shape[0] == y.shape[0] else {
        throw Diagnostic(
          "shape-mismatch",
          "batch_jacobian goes along first axes of one length: \(y.shape) and \(target.shape)")
      }
      return recorder.batchJacobian(of: y.node, by: target.node, since: start)
    }
  }

  /// Each element of the result by the same element of each argument.
  func diagonal(of y: Variable) throws(Diagnostic) -> Structure<Variable?> {
    try targets.map { target throws(Diagnostic) -> Variable? in
      guard let target else { return nil }
      return try recorder.diagonalJacobian(of: y, by: target, since: start)
    }
  }
}

extension GraphRecorder {
  /// The derivative of each element of a result by the same element of an argument; nil where there
  /// is no connection.
  func diagonalJacobian(
    of y: Variable, by target: Variable, since start: Int
  ) throws(Diagnostic) -> Variable? {
    guard target.shape == y.shape else {
      throw Diagnostic(
        "shape-mismatch",
        "diag_jacobian needs a result of the argument's shape: \(y.shape) for \(target.shape)")
    }
    let count = y.shape.count
    return jacobian(of: [y.node], by: [target.node], since: start)[0][0]?
      .reshaped(to: [count * count]).diagonal(of: count, axis: 0).reshaped(to: y.shape)
  }
}

/// A Jacobian of as many rows as columns.
struct SquareMatrix {
  private let matrix: Variable

  init(
    _ results: [Shape], _ inputs: [Shape], _ parts: [[Variable?]], _ name: String,
    _ recorder: GraphRecorder
  ) throws(Diagnostic) {
    let (m, n) = (results.reduce(0) { $0 + $1.count }, inputs.reduce(0) { $0 + $1.count })
    guard m == n, m > 0 else {
      throw Diagnostic(
        "shape-mismatch",
        "\(name) takes a field with as many parts as coordinates, not \(m) of \(n)")
    }
    let rows = zip(results, parts).map { result, row in
      Primitive.concatenate.apply(
        zip(inputs, row).map { input, part in
          part?.reshaped(to: [result.count, input.count])
            ?? recorder.constant(
              Tensor(repeating: 0, shape: [result.count, input.count], type: recorder.numberType))
        }, [.integer(1)])
    }
    matrix = Primitive.concatenate.apply(rows, [.integer(0)])
    self.name = name
  }

  private let name: String

  var trace: Variable { matrix.traced(.scalar, [matrix.shape[0]]) }

  /// A vector in three dimensions, a number in two.
  var curl: Variable {
    get throws(Diagnostic) {
      let entry = { (row: Int, column: Int) in
        matrix.sliced([
          StridedRange(start: row, step: 1, count: 1),
          StridedRange(start: column, step: 1, count: 1),
        ]).reshaped(to: .scalar)
      }
      switch matrix.shape[0] {
      case 2: return entry(1, 0) - entry(0, 1)
      case 3:
        let parts = [
          entry(2, 1) - entry(1, 2), entry(0, 2) - entry(2, 0), entry(1, 0) - entry(0, 1),
        ]
        return Primitive.stack.apply(parts, [.integer(0)])
      default:
        throw Diagnostic(
          "shape-mismatch",
          "curl is defined in two and three dimensions, not in \(matrix.shape[0])")
      }
    }
  }
}

extension Variable {
  /// Of an axis that is a square matrix row by row, the diagonal.
  func diagonal(of count: Int, axis: Int) -> Variable {
    let places = (0..<count).map { Double($0 * (count + 1)) }
    return Primitive.take.apply(
      [self, constant(Tensor(places, shape: [count]))], [.integer(axis)])
  }

  /// Of an array of the shape outer + inner + inner, the sum where the two inner places are equal.
  func traced(_ outer: Shape, _ inner: Shape) -> Variable {
    let count = inner.count
    let diagonal = reshaped(to: [outer.count, count * count]).diagonal(of: count, axis: 1)
    return Primitive.sum.apply([diagonal], [.integers([1]), .flag(false)]).reshaped(to: outer)
  }
}
