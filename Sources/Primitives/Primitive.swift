import Tensors

/// Everything known of one function: what users read about it, how its value is computed, and the
/// rule of its derivative.
///
/// The catalogue, the language, the help, the warnings and the tests all read this declaration.
/// A primitive is identified by its reference.
public final class Primitive: Sendable {
  public let name: String
  /// The other names under which the language knows it.
  public let aliases: [String]
  /// One sentence. Empty for operations that only rules record.
  public let summary: String
  public let parameters: [Parameter]
  public let definition: Definition
  public let derivative: Derivative
  /// How it works on a batch, where that is not element by element.
  let batching: BatchingRule?
  /// How its result can be computed some rows at a time, where that is not element by element.
  let rowRule: RowRule?
  /// Where the function and its derivative are defined, for each operand.
  public let domain: Domain
  /// What happens at kinks, ties and edges.
  public let convention: String?
  /// An expression that shows its use.
  public let example: String
  /// How it is differentiated, in the notation of matrices, where no formula of numbers says it.
  public let rule: String?
  /// How the language writes an operation that it has no name for.
  public let meaning: Meaning?
  /// Whether every element of the result depends only on the same element of the operands.
  public let isElementwise: Bool
  /// Whether it is elementwise and has no parameters but numbers and arrays.
  package let takesTensorsOnly: Bool

  public init(
    _ name: String, aliases: [String] = [], _ summary: String,
    parameters: [Parameter] = [.x], _ definition: Definition,
    derivative: Derivative = .composed, batching: BatchingRule? = nil,
    rowRule: RowRule? = nil, domain: Domain = .reals, convention: String? = nil,
    example: String = "", rule: String? = nil, meaning: Meaning? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.parameters = parameters
    self.definition = definition
    self.derivative = derivative
    self.batching = batching
    self.rowRule = rowRule
    self.domain = domain
    self.convention = convention
    self.example = example
    self.rule = rule
    self.meaning = meaning
    isElementwise = if case .elementwise = definition { true } else { false }
    takesTensorsOnly = isElementwise && parameters.allSatisfy(\.kind.isTensor)
  }

  /// An operation that only rules record.
  package convenience init(
    operation name: String, parameters: [Parameter] = [.x], _ definition: Definition,
    derivative: Derivative = .composed, batching: BatchingRule? = nil,
    rowRule: RowRule? = nil, domain: Domain = .reals, meaning: Meaning? = nil
  ) {
    self.init(
      name, "", parameters: parameters, definition, derivative: derivative, batching: batching,
      rowRule: rowRule, domain: domain, meaning: meaning)
  }

  /// As help and errors show it: `sum(x, axis=None, keepdims=False)`.
  public var signature: String {
    name + "(" + parameters.map(\.description).joined(separator: ", ") + ")"
  }
}

extension Primitive: Hashable {
  public static func == (a: Primitive, b: Primitive) -> Bool { a === b }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// How the value of a function comes about.
public enum Definition: Sendable {
  /// Element by element, over operands that are broadcast to a common shape.
  case elementwise(ElementKernel, result: ResultType = .number)

  /// From whole tensors: a rule for the shape of the result, and a computation.
  case whole(
    shape: @Sendable ([Shape], [StaticValue]) throws(TensorError) -> Shape,
    result: ResultType = .number,
    value: @Sendable ([Tensor], [StaticValue]) throws(TensorError) -> Tensor)

  /// Several results from whole tensors, as a bundle. A program compiles it once and runs it often;
  /// the fixed values say what else than the results is asked for.
  case several(
    Results,
    compile: @Sendable ([StaticValue]) -> @Sendable ([Tensor]) throws(TensorError) -> Tensor)

  /// From other primitives.
  case composition(@Sendable (Call) throws(TensorError) -> Variable)

  /// Several results from other primitives, by their names: a tuple in the language. Where fixed
  /// values ask for fewer, a single one comes as it is.
  case tuple([String], @Sendable (Call) throws(TensorError) -> [Variable])

  /// Made by the recorder itself: inputs and constants.
  case leaf
}

/// The results of an operation that has several.
public struct Results: Sendable {
  public struct Result: Sendable {
    public let shape: Shape
    public let type: ElementType
    public let mayHoldStructuralZeros: Bool

    public init(shape: Shape, type: ElementType, mayHoldStructuralZeros: Bool = false) {
      self.shape = shape
      self.type = type
      self.mayHoldStructuralZeros = mayHoldStructuralZeros
    }
  }

  public let all: [Result]

  public init(_ all: [Result]) {
    self.all = all
  }
}

/// The element type of a result.
public enum ResultType: Sendable {
  /// The recorder's type of numbers.
  case number
  case bool
  /// That of the first operand.
  case sameAsOperand
}

// MARK: - Recording

extension Primitive {
  /// Records a call with operands only.
  @discardableResult
  public func callAsFunction(_ operands: Variable...) -> Variable {
    apply(operands)
  }

  /// Records a call with one operand.
  @discardableResult
  public func callAsFunction(_ x: Variable) -> Variable {
    let operands: [1 of Int] = [x.node]
    return apply(operands.span, in: x.recorder)
  }

  /// Records a call with two operands.
  @discardableResult
  public func callAsFunction(_ a: Variable, _ b: Variable) -> Variable {
    let operands: [2 of Int] = [a.node, b.node]
    return apply(operands.span, in: a.recorder)
  }

  /// Records a call: expands a composition, broadcasts elementwise operands, checks shapes.
  ///
  /// An error is kept by the recorder, and a NaN stands in for the result.
  public func apply(_ operands: [Variable], _ statics: [StaticValue] = []) -> Variable {
    let nodes = operands.map(\.node)
    return apply(nodes.span, statics, in: operands[0].recorder)
  }

  /// Records a call whose operands are nodes of a recorder. They come in a span, so that an operation
  /// of one or two of them needs no array.
  package func apply(
    _ operands: Span<Int>, _ statics: [StaticValue] = [], in recorder: any Recorder
  ) -> Variable {
    do throws(TensorError) {
      switch definition {
      case .composition, .tuple:
        let operands = variables(operands, in: recorder)
        return try results(
          Call(
            recorder: recorder, primitive: self,
            arguments: arguments(operands: operands, statics: statics)))[0]
      case .elementwise(_, let result):
        return try recordElementwise(operands, statics, result, in: recorder)
      case .whole(let shape, let result, _):
        let statics = completed(statics)
        let type: ElementType =
          switch result {
          case .number: recorder.numberType
          case .bool: .bool
          case .sameAsOperand: recorder.elementType(of: operands[0])
          }
        let shape = try shape(
          operands.indices.map { recorder.shape(of: operands[$0]) }, statics)
        refuseOversize(shape, in: recorder)
        let node = recorder.append(self, operands, statics, shape: shape, type: type)
        return Variable(recorder: recorder, node: node)
      case .several: return several(variables(operands, in: recorder), statics).bundle
      case .leaf: return Variable(recorder: recorder, node: operands[0])
      }
    } catch {
      recorder.fail(error)
      return standIn(for: variables(operands, in: recorder))
    }
  }

  private func variables(_ nodes: Span<Int>, in recorder: any Recorder) -> [Variable] {
    nodes.indices.map { Variable(recorder: recorder, node: nodes[$0]) }
  }

  /// What is recorded in the place of a result after an error. That of an elementwise operation has
  /// as many axes as the result would have, so that what is composed of it need not look out.
  private func standIn(for operands: [Variable]) -> Variable {
    let nothing = operands[0].number(.nan)
    guard isElementwise else { return nothing }
    let rank = operands.map(\.rank).max() ?? 0
    return nothing.reshaped(to: Shape([Int](repeating: 1, count: rank)))
  }

  /// Records an operation of several results: the bundle, and each part of it.
  package func several(
    _ operands: [Variable], _ statics: [StaticValue] = []
  ) -> (bundle: Variable, parts: [Variable]) {
    guard case .several(let results, _) = definition else { return (operands[0], []) }
    let recorder = operands[0].recorder
    for result in results.all { refuseOversize(result.shape, in: recorder) }
    let node = recorder.append(
      self, operands.map(\.node), statics, shape: .scalar, type: recorder.numberType)
    let parts = results.all.enumerated().map { index, result in
      let part = recorder.append(
        .part, [node], [.integer(index)], shape: result.shape, type: result.type)
      return Variable(recorder: recorder, node: part)
    }
    return (Variable(recorder: recorder, node: node), parts)
  }

  /// Records a call with operands and fixed values, and returns all results.
  ///
  /// An error is kept by the recorder, and NaNs stand in for the results.
  public func results(of operands: [Variable], _ statics: [StaticValue] = []) -> [Variable] {
    guard case .tuple(let names, _) = definition else { return [apply(operands, statics)] }
    let recorder = operands[0].recorder
    do throws(TensorError) {
      return try results(
        Call(
          recorder: recorder, primitive: self,
          arguments: arguments(operands: operands, statics: statics)))
    } catch {
      recorder.fail(error)
      return names.map { _ in operands[0].number(.nan) }
    }
  }

  /// Records a call with the arguments of the language; all results, of which most functions have one.
  public func results(_ call: Call) throws(TensorError) -> [Variable] {
    if case .tuple(_, let body) = definition { return try body(call) }
    return [try apply(call)]
  }

  /// The names of the results of a function that returns a tuple.
  public var resultNames: [String]? {
    if case .tuple(let names, _) = definition { names } else { nil }
  }

  /// Records a call with the arguments of the language, in the order of the parameters; of several
  /// results the first.
  public func apply(_ call: Call) throws(TensorError) -> Variable {
    if case .composition(let body) = definition { return try body(call) }
    if case .tuple(_, let body) = definition { return try body(call)[0] }
    var operands: [Variable] = []
    var statics: [StaticValue] = []
    for (index, parameter) in parameters.enumerated() {
      switch call.arguments[index] {
      case .tensors(let variables): operands += variables
      case .tensor(let variable): operands.append(variable)
      case .fixed(let value):
        if parameter.kind.isOperand {
          operands.append(try call.tensor(index))
        } else {
          statics.append(value)
        }
      }
    }
    return apply(operands, statics)
  }

  /// Fixed values that are left out at the end take their defaults.
  private func completed(_ statics: [StaticValue]) -> [StaticValue] {
    let fixed = parameters.filter { !$0.kind.isOperand }
    return statics + fixed.dropFirst(statics.count).map { $0.defaultValue ?? .none }
  }

  /// Lines up operands and fixed values with the parameters; what is left out takes its default.
  private func arguments(operands: [Variable], statics: [StaticValue]) -> [Argument] {
    var operands = operands[...]
    var statics = statics[...]
    return parameters.map { parameter in
      switch parameter.kind {
      case .tensors, .variadicTensors:
        defer { operands = [] }
        return .tensors(Array(operands))
      case .tensor:
        if let operand = operands.popFirst() { return .tensor(operand) }
      case .integer, .integers, .flag, .number, .text, .numberOrText:
        if let value = statics.popFirst() { return .fixed(value) }
      }
      return .fixed(parameter.defaultValue ?? .none)
    }
  }

  /// Refuses a result that no memory holds. It is recorded all the same, in its shape, so that what
  /// is composed of it need not look out for the fault.
  private func refuseOversize(_ shape: Shape, in recorder: any Recorder) {
    guard shape.count > Shape.largestCount else { return }
    do throws(TensorError) {
      _ = try Shape(checking: shape.dimensions)
    } catch {
      recorder.fail(error)
    }
  }

  private func recordElementwise(
    _ operands: Span<Int>, _ statics: [StaticValue], _ result: ResultType,
    in recorder: any Recorder
  ) throws(TensorError) -> Variable {
    let type: ElementType = result == .bool ? .bool : recorder.numberType
    if let shape = recorder.commonShape(of: operands) {
      refuseOversize(shape, in: recorder)
      let node = recorder.append(self, operands, statics, shape: shape, type: type)
      return Variable(recorder: recorder, node: node)
    }
    let operands = variables(operands, in: recorder)
    var shape = operands[0].shape
    for operand in operands.dropFirst() { shape = try shape.broadcast(with: operand.shape) }
    refuseOversize(shape, in: recorder)
    let alike = operands.map { $0.broadcast(to: shape).node }
    let node = recorder.append(self, alike, statics, shape: shape, type: type)
    return Variable(recorder: recorder, node: node)
  }
}
