import TestSupport
import Testing

@testable import Autodiff

/// Jacobians dense and sparse, by columns and by rows, on random functions.
@Suite struct JacobianTests {
  /// A random function of an array most of whose entries depend on few others; the same each time.
  struct SparseFunction {
    private let seed: UInt64
    private let length: Int

    init(length: Int, using generator: inout SeededGenerator) {
      seed = generator.next()
      self.length = length
    }

    func callAsFunction(_ x: Variable) -> Variable {
      var generator = SeededGenerator(seed: seed)
      var y = x.reshaped(to: [x.shape.count])
      for _ in 0..<length { y = step(y, x, using: &generator) }
      return y
    }

    private func step(
      _ y: Variable, _ x: Variable, using generator: inout SeededGenerator
    ) -> Variable {
      let count = y.shape.count
      let range = { (start: Int, count: Int) in [StridedRange(start: start, step: 1, count: count)]
      }
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: return sin(y) * y
      case 1: return y * y.number(0.5) + Primitive.roll.apply([y], [.integer(1)])
      case 2: return count > 4 ? y.sliced(range(1, count - 1)) * y.sliced(range(0, count - 1)) : y
      case 3:
        let positions = (0..<count).map { _ in Double(Int.random(in: 0..<count, using: &generator))
        }
        return Primitive.take.apply([y, y.constant(Tensor(positions, shape: [count]))])
      case 4: return Primitive.flip(tanh(y))
      case 5:
        guard count % 2 == 0, count > 4 else { return cos(y) }
        return Primitive.sum.apply(
          [(y * y).reshaped(to: [count / 2, 2])], [.integer(1), .flag(false)])
      case 6: return Autodiff.where(y > y.number(0.2), y * y, sin(y))
      case 7:
        return Primitive.pad.apply([exp(-(y * y)), y.number(0.3)], [.integers([1, 0])])
      case 8:
        guard count % 2 == 0 else { return y + 1 }
        let matrix = y.reshaped(to: [count / 2, 2])
        return matmul(matrix, y.constant(Tensor(rows: [0.5, 1], [-1, 0.25])))
          .reshaped(to: [count])
      case 9:
        return Primitive.concatenate.apply(
          [y.sliced(range(0, count / 2)), tanh(y).sliced(range(0, count - count / 2))],
          [.integer(0)])
      case 10:
        // A loop whose steps do not mix elements; nobody looks inside it.
        return Walk.loop.steps(2, from: y) { _, c in sin(c) + y }
      default:
        return Primitive.max.apply(
          [Primitive.stack.apply([y, Primitive.flip(y)], [.integer(0)])],
          [.integer(0), .flag(false)])
      }
    }
  }

  private func matrix(_ sparse: SparseMatrix, _ values: Tensor) -> [Double] {
    var dense = [Double](repeating: 0, count: sparse.rowCount * sparse.columnCount)
    for (index, (row, column)) in zip(sparse.rows, sparse.columns).enumerated() {
      dense[row * sparse.columnCount + column] += values[index]
    }
    return dense
  }

  /// The Jacobian in all ways at a point.
  private func check(
    at x: Tensor, onTape: Bool = false, _ name: String, _ function: (Variable) -> Variable
  ) throws {
    let probe = try Probe([x], onTape: onTape) { function($0[0]) }
    let (recorder, result) = (probe.recorder, probe.result.node)
    let input = probe.inputs[0].node
    let dense = [JacobianMode.forward, .reverse, .cheapest].map {
      recorder.jacobian(of: [result], by: [input], since: 1, mode: $0)[0][0]
        ?? recorder.variable(
          recorder.append(
            constant: Tensor(
              repeating: 0, shape: Shape(probe.result.shape.dimensions + x.shape.dimensions))))
    }
    let sparse = recorder.sparseJacobian(of: [result], by: [input], since: 1)[0][0]
    try recorder.checkFailure()
    let values = try probe.values(dense + [sparse.values])
    #expect(
      dense.allSatisfy { $0.shape.dimensions == probe.result.shape.dimensions + x.shape.dimensions }
    )
    #expect((sparse.rowCount, sparse.columnCount) == (probe.result.shape.count, x.count))
    // In the order of rows, then of columns, each entry once.
    let places = zip(sparse.rows, sparse.columns).map { $0 * x.count + $1 }
    #expect(places == Set(places).sorted())
    // Columns by the pushforward, one by one.
    var columns: [[Double]] = []
    for column in 0..<x.count {
      var unit = [Double](repeating: 0, count: x.count)
      unit[column] = 1
      let pushed = try probe.pushed([probe.result], along: [Tensor(unit, shape: x.shape)])
      columns.append(try probe.values(pushed)[0].elements)
    }
    let expected = (0..<probe.result.shape.count).flatMap { row in columns.map { $0[row] } }
    for (way, found) in zip(["forward", "reverse", "cheapest"], values) {
      #expect(discrepancy(found.elements, expected) < 1e-12, "\(way) of \(name)")
    }
    #expect(discrepancy(matrix(sparse, values[3]), expected) < 1e-12, "sparse, of \(name)")
  }

  @Test("of sparse functions", arguments: [[3], [20], [4, 6], [31]] as [Shape])
  func sparse(_ shape: Shape) throws {
    var generator = SeededGenerator(printingSeedOf: "sparseJacobian \(shape)")
    for length in [1, 1, 2, 2, 3, 3, 4, 5] {
      let function = SparseFunction(length: length, using: &generator)
      let x = Tensor.random(shape, using: &generator)
      try check(at: x, onTape: length == 3, "length \(length)") { function($0) }
    }
  }

  @Test("of dense functions", arguments: [[3], [4, 5]] as [Shape])
  func dense(_ shape: Shape) throws {
    var generator = SeededGenerator(printingSeedOf: "denseJacobian \(shape)")
    for length in [3, 6, 10, 15] {
      let expression = RandomExpression(length: length, isSmooth: true, using: &generator)
      let x = Tensor.random(shape, using: &generator)
      for part in 0..<3 {
        try check(at: x, "part \(part) of length \(length)") { expression([$0])[part] }
      }
    }
  }

  @Test("of loops and branches", arguments: LoopDerivativeTests.cases)
  func controlFlow(_ test: LoopDerivativeTests.Case) throws {
    try check(at: test.point, test.name) { test.function($0, .loop) }
  }

  @Test("several results by several inputs, some of which are not connected")
  func several() throws {
    let inputs = [Tensor.vector(1, 2), Tensor(3), Tensor(rows: [1, 2], [3, 4])]
    for mode in [JacobianMode.forward, .reverse, .cheapest] {
      let probe = try Probe(inputs, onTape: false) { $0[0] * $0[1] }
      let other = probe.inputs[2] * probe.inputs[1]
      let rows = probe.recorder.jacobian(
        of: [probe.result.node, other.node], by: probe.inputs.map(\.node), since: 3, mode: mode)
      #expect(rows.map { $0.map { $0 != nil } } == [[true, true, false], [false, true, true]])
      let parts = rows.flatMap(\.self).compactMap(\.self)
      #expect(parts.map(\.shape) == [[2, 2], [2], [2, 2], [2, 2, 2, 2]])
      let values = try probe.values(parts)
      #expect(values[0].elements == [3, 0, 0, 3])
      #expect(values[1].elements == [1, 2])
      #expect(values[2].elements == [1, 2, 3, 4])
      #expect(values[3].elements == (0..<16).map { $0 % 5 == 0 ? 3 : 0 })
    }
  }

  @Test("few directions find a banded Jacobian")
  func cost() throws {
    let x = Tensor((0..<200).map { Double($0) * 0.01 }, shape: [200])
    let probe = try Probe([x], onTape: false) { inputs in
      let y = inputs[0]
      return sin(y) * Primitive.roll.apply([y], [.integer(1)])
    }
    let jacobian = probe.recorder.jacobian(
      of: [probe.result.node], by: [probe.inputs[0].node], since: 1)[0][0]
    let graph = probe.recorder.graph.simplified(
      for: [try #require(jacobian).node]).graph
    let products = (0..<graph.count).filter { graph.primitives[$0] === Primitive.multiply }
    #expect(products.allSatisfy { graph.shapes[$0].count <= 5 * 200 })
  }

  @Test("each row of a batch by itself")
  func batchJacobian() throws {
    var generator = SeededGenerator(printingSeedOf: "batchJacobian")
    let x = Tensor.random([4, 3], using: &generator)
    let probe = try Probe([x], onTape: false) { inputs in
      matmul(sin(inputs[0]), inputs[0].constant(Tensor(rows: [1, 2], [3, -4], [0.5, 6])))
    }
    let batch = probe.recorder.batchJacobian(
      of: probe.result.node, by: probe.inputs[0].node, since: 1)
    let full = try #require(
      probe.recorder.jacobian(of: [probe.result.node], by: [probe.inputs[0].node], since: 1)[0][0])
    let values = try probe.values([batch, full])
    #expect(values[0].shape == [4, 2, 3])
    for row in 0..<4 {
      for output in 0..<2 {
        for input in 0..<3 {
          let entry = values[0][(row * 2 + output) * 3 + input]
          #expect(abs(entry - values[1][((row * 2 + output) * 4 + row) * 3 + input]) < 1e-14)
        }
      }
    }
  }
}
