/// The operations of a group for the rows of one band.
final class BandProgram: Sendable {
  /// In the order in which the program is given their values.
  let inputs: [BandStep.Input]
  /// The node that each node of the program's graph is some rows of.
  let origins: [Int]
  let program: Program

  init(_ graph: Graph, _ group: BandGroups.Group, height: Int, outputs: [Int]) {
    var builder = Builder(source: graph, height: height)
    for member in group.members { builder.append(member) }
    inputs = builder.inputs
    origins = builder.origins
    var places = NodeMap<Int>()
    for place in builder.inputPlaces { places[place] = place }
    program = Program(
      SimplifiedGraph(
        graph: builder.graph, results: outputs.compactMap { builder.place(ofMember: $0) },
        inputs: places),
      inputs: builder.inputPlaces, inBands: false)
  }

  private struct Builder {
    private let source: Graph
    private let height: Int
    private(set) var graph = Graph()
    var inputs: [BandStep.Input] = []
    var inputPlaces: [Int] = []
    var origins: [Int] = []
    /// Where what is read or computed stands in `graph`.
    private var places: [BandStep.Input: Int] = [:]

    init(source: Graph, height: Int) {
      self.source = source
      self.height = height
      graph.scopeNames = source.scopeNames
    }

    func place(ofMember node: Int) -> Int? { places[BandStep.Input(node: node, isByRow: true)] }

    /// Appends an operation that is done by rows, and what it reads.
    @discardableResult
    mutating func append(_ node: Int) -> Int? {
      guard let plan = source.rowPlan(of: node, count: height) else { return nil }
      let operands: [Int] = zip(source.operands(of: node), plan.isByRow).map {
        place(of: BandStep.Input(node: Int($0), isByRow: $1))
      }
      let own = graph.append(
        source.primitives[node], operands, plan.statics, shape: rows(of: node),
        type: source.types[node], note: source.note(of: node))
      origins.append(node)
      places[BandStep.Input(node: node, isByRow: true)] = own
      return own
    }

    private mutating func place(of operand: BandStep.Input) -> Int {
      if let known = places[operand] { return known }
      if operand.isByRow, source.isMadeAnew(operand.node), let own = append(operand.node) {
        return own
      }
      let shape = operand.isByRow ? rows(of: operand.node) : source.shapes[operand.node]
      let note = source.note(of: operand.node)
      let own: Int
      if let value = source.constant(of: operand.node)?.uniformValue {
        let type = source.types[operand.node]
        own = graph.append(
          constant: Tensor(repeating: value, shape: shape, type: type), note: note)
      } else {
        own = graph.append(
          .input, [], [], shape: shape, type: source.types[operand.node], note: note)
        inputs.append(operand)
        inputPlaces.append(own)
      }
      origins.append(operand.node)
      places[operand] = own
      return own
    }

    private func rows(of node: Int) -> Shape {
      Shape([height] + source.shapes[node].dimensions.dropFirst())
    }
  }
}
