/// Evaluates every operation as it is recorded, so that values can decide what comes next.
///
/// What depends on a placeholder has no value: it is recorded only, as in a graph.
public final class Tape: GraphRecorder {
  private var values: [Tensor?] = []

  public override init(numberType: ElementType = .float64, budget: Budget = Budget()) {
    super.init(numberType: numberType, budget: budget)
    followsValues = true
  }

  public override func append(
    _ primitive: Primitive, _ operands: Span<Int>, _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Int {
    let node = super.append(primitive, operands, statics, shape: shape, type: type)
    if primitive === Primitive.input {
      // Its value follows at once, from `input(shape:type:value:)`.
      values.append(nil)
      return node
    }
    let known = operands.indices.compactMap { values[operands[$0]] }
    guard known.count == operands.count else {
      values.append(nil)
      return node
    }
    guard failure == nil else {
      // What stands in for a result that could not be had need not fit what is done with it.
      values.append(Tensor(repeating: .nan, shape: shape, type: type))
      return node
    }
    do throws(TensorError) {
      let value = try graph.evaluate(node, known)
      if value.uniformValue == nil { reserve(bytes: value.count * MemoryLayout<Double>.stride) }
      values.append(value)
    } catch {
      fail(error)
      values.append(Tensor(repeating: .nan, shape: shape, type: type))
    }
    return node
  }

  public override func append(constant: Tensor) -> Int {
    values.append(constant)
    return super.append(constant: constant)
  }

  public override func input(shape: Shape, type: ElementType, value: Tensor? = nil) -> Variable {
    let variable = super.input(shape: shape, type: type, value: value)
    values[variable.node] = value
    return variable
  }

  public override func value(of node: Int) -> Tensor? { values[node] }

  /// The values of those nodes that have one.
  package func knownValues(of nodes: [Int]) -> NodeMap<Tensor> {
    let known = nodes.filter { values[$0] != nil }
    return NodeMap(known, known.compactMap { values[$0] })
  }
}
