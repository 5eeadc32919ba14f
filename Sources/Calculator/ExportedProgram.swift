import Autodiff
import Syntax

/// The operations that give a value and its derivatives, for whoever writes them in another language.
public struct ExportedProgram: Sendable {
  /// The expression as it was given.
  public let source: String
  /// Numbers in an order in which each comes behind what it is computed from.
  public let graph: Graph
  /// What the values are computed from: their names and nodes.
  public let parameters: [(name: String, node: Int?)]
  public let y: Int
  /// The derivatives by some of the parameters; nil where `y` does not depend on one.
  public let derivatives: [(name: String, node: Int?)]

  /// Records an expression of numbers.
  ///
  /// - Parameters:
  ///   - request: the expression; its named arguments are constants.
  ///   - names: what is differentiated by; nil for everything that has no value.
  /// - Throws: what recording throws, and `not-exportable` where something is not a number.
  public init(_ request: Request, wrt names: [String]?) throws(Diagnostic) {
    let rows = try RowExpression(request)
    let (request, columns) = try rows.request(wrt: names, reading: [])
    guard !columns.isEmpty else {
      throw Diagnostic(
        "no-arguments", "the expression has no free names to differentiate by",
        at: rows.expression.location(of: rows.expression.root))
    }
    let recorder = GraphRecorder(
      numberType: request.elementType, budget: Budget(request.limits))
    let interpreter = Interpreter(recorder: recorder)
    let result = try Lowering(request, interpreter).result(of: rows.expression)
    let gradients = try result.gradients(request, recorder)
    guard case .leaf(let leaf?) = result.y, leaf.rank == 0 else {
      throw Self.refusal(
        "the result is no number", rows.expression.location(of: rows.expression.root))
    }
    let labelled = result.calling?.labelled(result.parameters) ?? []
    let targets = labelled.compactMap { label, targets -> (name: String, node: Int)? in
      if case .leaf(let leaf?) = targets { (label, leaf.node) } else { nil }
    }
    let found = targets.map { gradients.values[$0.node]?.node }
    let simplified = recorder.graph.simplified(for: [leaf.node] + found.compactMap(\.self))
    let wanted = simplified.graph.ancestors(of: simplified.results, since: 0)
    for node in wanted where simplified.graph.shapes[node] != .scalar {
      throw Self.refusal(
        "there is an array in it", interpreter.location(of: simplified.graph.note(of: node).place))
    }
    source = request.expression.text
    graph = simplified.graph
    parameters = zip(columns, interpreter.cells).map { ($0, simplified.inputs[$1]) }
    y = simplified.results[0]
    var next = simplified.results.dropFirst().makeIterator()
    derivatives = zip(targets, found).map { ($0.name, $1 == nil ? nil : next.next()) }
  }

  private static func refusal(_ message: String, _ location: SourceLocation?) -> Diagnostic {
    Diagnostic(
      "not-exportable", "functions of numbers are written as code, and \(message)", at: location)
  }

  /// The nodes that the results are computed from, in order.
  public var nodes: [Int] {
    graph.ancestors(of: [y] + derivatives.compactMap(\.node), since: 0)
  }
}
