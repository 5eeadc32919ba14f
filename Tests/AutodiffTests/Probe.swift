import Autodiff
import TestSupport
import Testing

/// A function under test: it is recorded as often as a test wants to look at it.
typealias RecordedFunction = ([Variable]) throws -> Variable

/// One recording of a function of tensors, of which values and derivatives can be asked.
struct Probe {
  let recorder: GraphRecorder
  let inputs: [Variable]
  let result: Variable
  private let start: Int

  init(
    _ values: [Tensor], onTape: Bool = true, type: ElementType = .float64,
    _ function: RecordedFunction
  ) throws {
    let recorder = onTape ? Tape(numberType: type) : GraphRecorder(numberType: type)
    inputs = values.map { value in
      let value = value.converted(to: type)
      return recorder.input(shape: value.shape, type: type, value: value)
    }
    start = recorder.graph.count
    result = try function(inputs)
    self.recorder = recorder
    try recorder.checkFailure()
  }

  /// The cotangents of the inputs; nil where nothing depends on one.
  func pulled(_ results: [(Variable, cotangent: Variable)]) throws -> [Variable?] {
    let cotangents = recorder.pullback(
      results.map { ($0.0.node, $0.cotangent) }, to: inputs.map(\.node), since: start)
    try recorder.checkFailure()
    return cotangents
  }

  /// The tangents of results, along one direction of all inputs.
  func pushed(_ results: [Variable], along directions: [Tensor]) throws -> [Variable] {
    let tangents = recorder.pushforward(
      results.map(\.node),
      along: zip(inputs, directions).map { ($0.node, $0.constant($1)) }, since: start)
    try recorder.checkFailure()
    return zip(results, tangents).map { $1 ?? $0.filled(with: 0) }
  }

  /// The cotangents of the inputs, zeros where nothing depends on one.
  func gradients(of result: Variable, weights: Tensor? = nil) throws -> [Variable] {
    let cotangent = weights.map(result.constant) ?? result.filled(with: 1)
    return zip(inputs, try pulled([(result, cotangent)])).map { $1 ?? $0.filled(with: 0) }
  }

  /// The values of variables: those on the tape, or those that a simplified program computes.
  func values(_ variables: [Variable]) throws -> [Tensor] {
    if let tape = recorder as? Tape { return variables.compactMap { tape.value(of: $0.node) } }
    return try Compiled(recorder, for: variables.map(\.node)).run()
  }
}

/// A function and its gradients, on the tape and as a graph that is to have the tape's bits.
struct TapeAndGraph {
  let tape: Probe
  let graph: Probe
  /// The result and its gradients by the inputs.
  private let recorded: [Variable]
  private let onTape: [Variable]

  init(
    _ inputs: [Tensor], type: ElementType = .float64, _ function: RecordedFunction
  ) throws {
    tape = try Probe(inputs, type: type, function)
    graph = try Probe(inputs, onTape: false, type: type, function)
    onTape = try [tape.result] + tape.gradients(of: tape.result)
    recorded = try [graph.result] + graph.gradients(of: graph.result)
  }

  func bitsOfTape() throws -> [[UInt64]] { try tape.values(onTape).map(\.bits) }

  func bitsOfGraph() throws -> [[UInt64]] { try graph.values(recorded).map(\.bits) }

  /// Holds the bits of a graph against those of the tape, in both types and on one thread and several.
  ///
  /// - Parameter inspect: is given each recording, and its type.
  static func compare(
    _ shapes: [Shape], _ function: RecordedFunction,
    inspect: (TapeAndGraph, ElementType) throws -> Void
  ) throws {
    defer { ThreadCount.current = 0 }
    var generator = SeededGenerator(seed: 7)
    let inputs = shapes.map { Tensor.random($0, using: &generator) }
    for type in [ElementType.float64, .float32] {
      let both = try TapeAndGraph(inputs, type: type, function)
      let wanted = try both.bitsOfTape()
      for count in [1, 3] {
        ThreadCount.current = count
        #expect(try both.bitsOfGraph() == wanted, "\(type.name), \(count) threads")
      }
      try inspect(both, type)
    }
  }

  var program: Program { Compiled(graph.recorder, for: recorded.map(\.node)).program }
}

extension Tensor {
  /// A vector.
  static func vector(_ elements: Double...) -> Tensor {
    Tensor(elements, shape: [elements.count])
  }

  /// A matrix of rows of equal length.
  init(rows: [Double]...) {
    self.init(rows.flatMap(\.self), shape: [rows.count, rows[0].count])
  }

  func dot(_ other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// This plus a multiple of a direction.
  func moved(_ step: Double, along direction: Tensor) -> Tensor {
    Tensor(zip(elements, direction.elements).map { $0 + step * $1 }, shape: shape)
  }

  var bits: [UInt64] { elements.map(\.bitPattern) }

  static func random(
    _ shape: Shape, in range: ClosedRange<Double> = -1...1, using generator: inout SeededGenerator
  ) -> Tensor {
    Tensor(
      (0..<shape.count).map { _ in Double.random(in: range, using: &generator) }, shape: shape)
  }
}

/// The derivative of a curve at 0: central differences of fourth order with one step of
/// extrapolation after Richardson, so of sixth order.
func slope(step: Double = 2e-3, of curve: (Double) throws -> [Double]) rethrows -> [Double] {
  func fourthOrder(_ h: Double) throws -> [Double] {
    let near = zip(try curve(h), try curve(-h)).map { $0 - $1 }
    let far = zip(try curve(2 * h), try curve(-2 * h)).map { $0 - $1 }
    return zip(near, far).map { (8 * $0 - $1) / (12 * h) }
  }
  return zip(try fourthOrder(step), try fourthOrder(step / 2)).map { (16 * $1 - $0) / 15 }
}

/// The largest difference, relative to the largest number where that is above 1; infinite where one
/// side is not a number and the other is.
func discrepancy(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  let scale = max(1, (a + b).reduce(0) { max($0, abs($1)) })
  return zip(a, b).reduce(0) { worst, pair in
    if pair.0.isNaN && pair.1.isNaN { return worst }
    let difference = abs(pair.0 - pair.1) / scale
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}
