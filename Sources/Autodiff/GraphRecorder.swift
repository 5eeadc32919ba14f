/// Writes operations down without evaluating them.
public class GraphRecorder: Recorder {
  public internal(set) final var graph = Graph()
  public let numberType: ElementType
  /// What is recorded from now on is noted as coming from here.
  public final var note = Graph.Note()
  public private(set) final var failure: TensorError?

  /// Whether values decide what is recorded, where they are known: always on a tape, in a graph for
  /// parts that are asked to. Such a part holds for these values only.
  public var followsValues = false

  /// The values of the inputs, where they are known already.
  public private(set) var inputs = NodeMap<Tensor>()
  /// What operations that hold a graph do, by their nodes: for whoever looks into them.
  var bodies: [Int: HeldBody] = [:]

  /// What recording and running may use up.
  public let budget: Budget

  public init(numberType: ElementType = .float64, budget: Budget = Budget()) {
    self.numberType = numberType
    self.budget = budget
  }

  // MARK: Recording

  public func append(
    _ primitive: Primitive, _ operands: Span<Int>, _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Int {
    let (ofAny, ofAll) = graph.traits(of: operands)
    let structural =
      primitive.makesStructuralZeros(statics)
      || !primitive.isElementwise && primitive === Primitive.part
        && partHoldsStructuralZeros(operands[0], statics)
      || ofAny.contains(.holdsStructuralZeros) && primitive.keepsStructuralZeros
        && (primitive !== Primitive.add || ofAll.contains(.holdsStructuralZeros))
    if graph.count & 1023 == 1023 { countNodes() }
    return graph.append(
      primitive, operands, statics, shape: shape, type: type, note: note,
      traits: ofAny.intersection(.varies).union(structural ? .holdsStructuralZeros : []))
  }

  /// Every 1024 nodes.
  private func countNodes() {
    reserve(bytes: 1024 * Self.bytesPerNode)
    do throws(TensorError) { try budget.checkTime() } catch { fail(error) }
  }

  /// About what a recorded operation takes.
  private static let bytesPerNode = 200

  /// Counts memory for as long as the recorder lives.
  func reserve(bytes: Int) {
    reservedBytes += bytes
    do throws(TensorError) { try budget.reserve(bytes: bytes) } catch { fail(error) }
  }

  private var reservedBytes = 0

  deinit { budget.release(bytes: reservedBytes) }

  public func append(constant: Tensor) -> Int {
    let isStructuralZero = constant.uniformValue.map { $0 == 0 && $0.sign == .minus } ?? false
    if graph.count & 1023 == 1023 { countNodes() }
    return graph.append(
      constant: constant, note: note, traits: isStructuralZero ? .holdsStructuralZeros : [])
  }

  /// Appends an argument of the recorded function, whose value is known already or comes later.
  public func input(shape: Shape, type: ElementType, value: Tensor? = nil) -> Variable {
    let node = append(.input, [], [], shape: shape, type: type)
    graph.add(.varies, to: node)
    inputs[node] = value
    return Variable(recorder: self, node: node)
  }

  /// Appends a stand-in for a value that comes later: nothing that depends on it is known.
  public func placeholder(
    shape: Shape, type: ElementType, mayHoldStructuralZeros: Bool = false
  ) -> Variable {
    let placeholder = input(shape: shape, type: type)
    if mayHoldStructuralZeros { graph.add(.holdsStructuralZeros, to: placeholder.node) }
    return placeholder
  }

  private func partHoldsStructuralZeros(_ bundle: Int, _ statics: [StaticValue]) -> Bool {
    guard case .several(let results, _) = graph.primitives[bundle].definition,
      case .integer(let index) = statics[0]
    else { return false }
    return results.all[index].mayHoldStructuralZeros
  }

  /// Has derivatives taken by a node that may be a constant: rules treat it as a variable.
  public func watch(_ node: Int) {
    graph.add(.varies, to: node)
  }

  public func fail(_ error: TensorError) {
    if failure == nil { failure = error }
  }

  /// Throws the first error of what was recorded, and forgets it.
  public func checkFailure() throws(TensorError) {
    guard let failure else { return }
    self.failure = nil
    throw failure
  }

  /// Runs `body` with every node recorded in it noted under a name.
  public func named<R, Failure: Error>(
    _ name: String?, _ body: () throws(Failure) -> R
  ) throws(Failure) -> R {
    guard let name, !name.isEmpty else { return try body() }
    let outer = note.scope
    let prefix = graph.scopeNames[Int(outer)]
    graph.scopeNames.append(prefix.isEmpty ? name : prefix + "/" + name)
    note.scope = Int32(graph.scopeNames.count - 1)
    defer { note.scope = outer }
    return try body()
  }

  // MARK: Asking

  public func shape(of node: Int) -> Shape { graph.shapes[node] }
  public func elementType(of node: Int) -> ElementType { graph.types[node] }

  public func commonShape(of nodes: Span<Int>) -> Shape? {
    let shape = graph.shapes[nodes[0]]
    for index in 1..<nodes.count where graph.shapes[nodes[index]] != shape { return nil }
    return shape
  }

  public func mayHoldStructuralZeros(_ node: Int) -> Bool {
    graph.traits(of: node).contains(.holdsStructuralZeros)
  }

  public func constant(of node: Int) -> Tensor? {
    isFixed(node) ? graph.constant(of: node) : nil
  }

  public func operandCount(of node: Int) -> Int { graph.operandPlaces(of: node).count }

  public func operand(_ index: Int, of node: Int) -> Int {
    graph.operand(at: graph.operandPlaces(of: node).lowerBound + index)
  }

  /// Those of the node that was asked for last: a rule asks for one operand after the other, and adding
  /// up the lengths before each would take the square of their number.
  private var lastStarts: (node: Int, axis: Int, starts: [Int])?

  public func starts(ofOperandsOf node: Int, along axis: Int) -> [Int] {
    if let last = lastStarts, last.node == node, last.axis == axis { return last.starts }
    var starts: [Int] = []
    var end = 0
    for place in graph.operandPlaces(of: node) {
      starts.append(end)
      end += graph.shapes[graph.operand(at: place)][axis]
    }
    lastStarts = (node, axis, starts)
    return starts
  }

  public func statics(of node: Int) -> [StaticValue] { graph.statics(of: node) }

  public func operation(of node: Int) -> Operation {
    Operation(
      primitive: graph.primitives[node], operands: graph.operands(of: node).map(Int.init),
      statics: graph.statics(of: node))
  }

  /// Whether a node has the same value whatever the inputs are.
  public func isFixed(_ node: Int) -> Bool { !graph.traits(of: node).contains(.varies) }

  /// Values of nodes that were asked for.
  private var known = NodeMap<Tensor>()

  /// The value of a node, if those of all inputs it depends on are known.
  ///
  /// A graph evaluates just what is asked for: a shape or a count of repetitions that depends on
  /// values.
  public func value(of node: Int) throws(TensorError) -> Tensor? {
    if let value = known[node] ?? inputs[node] ?? graph.constant(of: node) { return value }
    let needed = graph.ancestors(of: [node])
    for other in 0...node where needed[other] {
      if known[other] != nil { continue }
      if let value = inputs[other] ?? graph.constant(of: other) {
        known[other] = value
        continue
      }
      if graph.primitives[other] === Primitive.input { return nil }
      let operands = graph.operands(of: other).compactMap { known[Int($0)] }
      known[other] = try graph.evaluate(other, operands)
    }
    return known[node]
  }
}
