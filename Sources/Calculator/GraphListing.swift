import Autodiff
import Syntax

/// The program of a calculation and its gradients, as it was recorded and as it runs.
public struct GraphListing: Sendable {
  /// One operation of a graph.
  public struct Operation: Sendable {
    public let node: Int
    public let name: String
    /// The name of the calculation that it belongs to; empty if it has none.
    public let scope: String
    public let operands: [Int]
    /// Axes, shapes and other fixed values, as the language writes them.
    public let fixedValues: [String]
    public let shape: Shape
    public let type: ElementType
    /// The constant that it is, if it is one.
    public let constant: Tensor?
    /// The argument or captured value that it is, if it is one.
    public let label: String?
    public let source: Explanation.Source?
    /// What an operation does that holds a graph.
    public let note: String?
    /// The graphs that it holds.
    public let bodies: [Body]

    /// Whether it computes something.
    public var isOperation: Bool { constant == nil && label == nil && name != "input" }
  }

  /// A graph that an operation holds, such as the step of a loop.
  public struct Body: Sendable {
    public let title: String
    public let operations: [Operation]
    public let outputs: [Int]
  }

  /// A step of the program.
  public struct Block: Sendable {
    /// Whether its operations are done together, block by block of the array, in registers.
    public let isFused: Bool
    public let operations: [Int]
    /// Pairs of operations that one kernel does at once, by the first of them.
    public let partners: [Int: Int]
    public let inputs: [Int]
    public let outputs: [Int]
    public let shape: Shape
    /// What goes from and to memory.
    public let bytes: Int
    /// The band by band work that it is a part of, if it is one.
    public let bands: Bands?
  }

  /// Blocks that are done one after the other for some rows of all their arrays, then for the next rows:
  /// what goes from one to the other stays in the cache.
  public struct Bands: Hashable, Sendable {
    /// Which step of the program it is.
    public let step: Int
    public let rowCount: Int
    /// The rows of a band; the last one may have fewer.
    public let height: Int

    public var count: Int { (rowCount + height - 1) / height }
  }

  /// What a program costs; an operation that holds a graph counts as one.
  public struct Cost: Sendable {
    public var operations = 0
    /// Operations times the elements that each computes, or reads if those are more.
    public var elements = 0
    /// What goes from and to memory.
    public var bytes = 0
    /// Passes over arrays: regions, operations that stand alone, and what is done band by band.
    public var steps = 0
  }

  /// Everything that was recorded, needed or not.
  public let recorded: [Operation]
  /// The first operation of the gradients.
  public let firstOfGradients: Int
  /// Which of the recorded operations the results depend on.
  public let isNeeded: [Bool]
  public let optimised: [Operation]
  public let blocks: [Block]
  /// The results under their labels: nodes of the recorded graph and of the optimised one.
  public let results: [(label: String, recorded: Int, optimised: Int)]
  /// Arguments that `y` does not depend on.
  public let unconnected: [String]
  /// What is needed of the recorded graph, each operation by itself.
  public let before: Cost
  public let after: Cost
  /// The same of a program for `y` alone.
  public let functionBefore: Cost
  public let functionAfter: Cost
}

extension GraphListing {
  /// Records a calculation and its gradients, and makes the program.
  ///
  /// - Throws: what `Calculation.run` throws while it records.
  public static func make(_ request: Request) throws(Diagnostic) -> GraphListing {
    let calculation = try RecordedCalculation(request)
    let (recorder, recorded) = (calculation.recorder, calculation.result)
    let middle = recorder.graph.count
    let gradients = try recorder.named(request.name) { () throws(Diagnostic) in
      try recorded.gradients(request, recorder)
    }
    let arguments = calculation.arguments
    let labels = Dictionary((arguments + calculation.captured).map { ($0.node, $0.label) }) {
      first, _ in first
    }
    let values = recorded.y.labelled("y") + (recorded.aux?.labelled("aux") ?? [])
    var results = values
    var unconnected: [String] = []
    for (label, node) in arguments {
      if let gradient = gradients.values[node] {
        results.append(("dydx \(label)", gradient.node))
      } else {
        unconnected.append(label)
      }
    }
    let simplified = recorder.graph.simplified(for: results.map(\.node))
    let program = Program(simplified, inputs: simplified.inputs.nodes)
    let function = recorder.graph.simplified(for: values.map(\.node))
    let functionProgram = Program(function, inputs: function.inputs.nodes)
    let optimisedLabels = Dictionary(
      zip(simplified.inputs.nodes, simplified.inputs.values).compactMap { node, place in
        labels[node].map { (place, $0) }
      }
    ) { first, _ in first }
    let writer = OperationWriter(interpreter: calculation.interpreter)
    let blocks = program.blocks.map { Block($0, simplified.graph) }
    return GraphListing(
      recorded: writer.operations(recorder.graph, labels), firstOfGradients: middle,
      isNeeded: recorder.graph.isAncestor(of: results.map(\.node)),
      optimised: writer.operations(simplified.graph, optimisedLabels), blocks: blocks,
      results: zip(results, simplified.results).map { ($0.label, $0.node, $1) },
      unconnected: unconnected,
      before: Cost(recorder.graph, results.map(\.node)), after: Cost(blocks, simplified.graph),
      functionBefore: Cost(recorder.graph, values.map(\.node)),
      functionAfter: Cost(
        functionProgram.blocks.map { Block($0, function.graph) }, function.graph))
  }
}

private struct OperationWriter {
  let interpreter: Interpreter

  func operations(_ graph: Graph, _ labels: [Int: String]) -> [GraphListing.Operation] {
    (0..<graph.count).map { node in
      let note = graph.note(of: node)
      let primitive = graph.primitives[node]
      let held = interpreter.recorder.held(by: primitive)
      return GraphListing.Operation(
        node: node, name: primitive.name, scope: graph.scopeNames[Int(note.scope)],
        operands: graph.operands(of: node).map(Int.init),
        fixedValues: fixedValues(primitive, graph.statics(of: node)), shape: graph.shapes[node],
        type: graph.types[node], constant: graph.constant(of: node), label: labels[node],
        source: primitive.isLeaf
          ? nil
          : interpreter.location(of: note.place).map {
            Explanation.Source(location: $0, isDerivative: note.isDerivative)
          },
        note: held?.summary,
        bodies: (held?.graphs ?? []).map {
          GraphListing.Body(
            title: $0.title, operations: operations($0.graph, $0.inputs), outputs: $0.outputs)
        })
    }
  }

  /// Those that differ from what is left out, with their names.
  private func fixedValues(_ primitive: Primitive, _ statics: [StaticValue]) -> [String] {
    // What a loop notes of its steps says nothing to a reader.
    guard !primitive.isSeveral else { return [] }
    let parameters = primitive.parameters.filter { !$0.kind.isOperand }
    return zip(parameters, statics).compactMap { parameter, value in
      value == parameter.defaultValue ? nil : "\(parameter.name)=\(value)"
    }
  }
}

extension Graph {
  fileprivate func isAncestor(of nodes: [Int]) -> [Bool] {
    var needed = [Bool](repeating: false, count: count)
    for node in ancestors(of: nodes, since: 0) { needed[node] = true }
    return needed
  }

  /// What the value of a node takes in memory; a constant of equal elements takes nothing.
  fileprivate func bytes(of node: Int) -> Int {
    if constant(of: node)?.uniformValue != nil || primitives[node].isSeveral { return 0 }
    return shapes[node].count * MemoryLayout<Double>.stride
  }

  fileprivate func elements(of node: Int) -> Int {
    operands(of: node).reduce(shapes[node].count) { max($0, shapes[Int($1)].count) }
  }
}

extension GraphListing.Block {
  fileprivate init(_ block: ProgramBlock, _ graph: Graph) {
    isFused = block.isFused
    operations = block.nodes
    partners = block.partners
    inputs = block.inputs
    outputs = block.outputs
    shape = graph.shapes[block.nodes.first ?? 0]
    bytes = block.moved.reduce(0) { $0 + graph.bytes(of: $1) }
    bands = block.bands.map {
      GraphListing.Bands(step: $0.step, rowCount: $0.rowCount, height: $0.height)
    }
  }
}

extension GraphListing.Cost {
  /// That of each operation by itself.
  fileprivate init(_ graph: Graph, _ results: [Int]) {
    for node in graph.ancestors(of: results, since: 0) where !graph.primitives[node].isLeaf {
      operations += 1
      steps += 1
      elements += graph.elements(of: node)
      bytes += Set(graph.operands(of: node)).reduce(graph.bytes(of: node)) {
        $0 + graph.bytes(of: Int($1))
      }
    }
  }

  /// That of a program.
  fileprivate init(_ blocks: [GraphListing.Block], _ graph: Graph) {
    steps = blocks.count { $0.bands == nil } + Set(blocks.compactMap(\.bands)).count
    for block in blocks {
      operations += block.operations.count
      elements += block.operations.reduce(0) { $0 + graph.elements(of: $1) }
      bytes += block.bytes
    }
  }
}
