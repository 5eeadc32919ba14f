import Autodiff
import Syntax

// What a value means where a number, a tensor or a fixed integer is expected.

extension Diagnostic {
  init(_ error: TensorError) {
    // The message may quote what the user wrote.
    self.init(
      error.code, error.message.withControlCharactersVisible, hint: error.hint,
      kind: error.isLimit ? .limit : .data)
  }
}

extension GraphRecorder {
  func constant(_ value: Double, type: ElementType? = nil) -> Variable {
    constant(Tensor(value, type: type ?? numberType))
  }

  func constant(_ tensor: Tensor) -> Variable {
    Variable(recorder: self, node: append(constant: tensor))
  }

  /// The value of a variable, if it can be known before the program runs.
  func known(_ variable: Variable) throws(Diagnostic) -> Tensor? {
    do throws(TensorError) {
      return try value(of: variable.node)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Counts steps against the limit.
  func spend(steps: Int) throws(Diagnostic) {
    do throws(TensorError) { try budget.spend(steps: steps) } catch { throw Diagnostic(error) }
  }

  /// Whether a condition holds, if it can be known; by the value of the inputs, if need be.
  func knownTruth(_ variable: Variable) throws(Diagnostic) -> Bool? {
    try known(variable)?.scalarValue.map { $0 != 0 }
  }

  /// Whether a condition holds, if it does so whatever the inputs are, or values decide anyway.
  func fixedTruth(_ variable: Variable) throws(Diagnostic) -> Bool? {
    followsValues || isFixed(variable.node) ? try knownTruth(variable) : nil
  }
}

extension Interpreter {
  /// A number or array; a list is one wherever one is expected.
  func tensor(_ value: Value) throws(Diagnostic) -> Variable {
    switch value {
    case .tensor(let tensor): return tensor
    case .range(let range):
      return recorder.constant(
        Tensor(
          (0..<range.count).map { Double(range[$0]) }, shape: [range.count],
          type: recorder.numberType))
    case .sequence(let sequence):
      if sequence.elements.isEmpty {
        return recorder.constant(Tensor([], shape: [0], type: recorder.numberType))
      }
      let parts = try tensors(value)
      if let constant = Self.stacked(parts, recorder) { return constant }
      if let odd = parts.first(where: { $0.shape != parts[0].shape }) {
        throw Diagnostic(
          "ragged-list",
          "a list of the shapes \(parts[0].shape) and \(odd.shape) is no tensor",
          hint: "all elements of a tensor have the same shape")
      }
      return Primitive.stack.apply(parts, [.integer(0)])
    case .dictionary, .function, .text, .none, .slice, .ellipsis:
      throw Diagnostic("wrong-type", "a number or array is expected, not \(value.description)")
    }
  }

  /// A list of constants is a constant.
  private static func stacked(_ parts: [Variable], _ recorder: GraphRecorder) -> Variable? {
    var elements: [Double] = []
    for part in parts {
      guard part.shape == parts[0].shape, let constant = part.constant else { return nil }
      elements += constant.elements
    }
    let isBool = parts.allSatisfy { $0.elementType == .bool }
    return recorder.constant(
      Tensor(
        elements, shape: Shape([parts.count] + parts[0].shape.dimensions),
        type: isBool ? .bool : recorder.numberType))
  }

  /// Several tensors: a list, or an array taken apart along its first axis.
  func tensors(_ value: Value) throws(Diagnostic) -> [Variable] {
    var result: [Variable] = []
    for item in try items(of: value) { result.append(try tensor(item)) }
    return result
  }

  /// What a loop over a value runs through.
  func items(of value: Value) throws(Diagnostic) -> [Value] {
    switch value {
    case .sequence(let sequence): return sequence.elements
    case .range(let range):
      return (0..<range.count).map { .tensor(recorder.constant(Double(range[$0]))) }
    case .dictionary(let dictionary): return dictionary.members.map { .text($0.key) }
    case .tensor(let tensor):
      guard tensor.rank > 0 else {
        throw Diagnostic(
          "not-a-list", "a number has no elements to run through",
          hint: "range(n) runs through 0, 1, ..., n - 1")
      }
      var items: [Value] = []
      for index in 0..<tensor.shape[0] {
        items.append(try subscripted(value, [.tensor(recorder.constant(Double(index)))]))
      }
      return items
    case .function, .text, .none, .slice, .ellipsis:
      throw Diagnostic("not-a-list", "\(value.description) has no elements to run through")
    }
  }

  // MARK: Fixed values

  /// A value that has to be known when the function is recorded.
  private func fixed(_ value: Value, _ expected: String) throws(Diagnostic) -> Tensor {
    let variable = try tensor(value)
    guard let known = try recorder.known(variable) else {
      throw Diagnostic(
        "unknown-value", "\(expected) must be known before the function runs",
        hint: "pass it as a captured value with --let")
    }
    return known
  }

  func number(_ value: Value) throws(Diagnostic) -> Double {
    guard case .tensor = value, let number = try fixed(value, "a number").scalarValue else {
      throw Diagnostic("wrong-type", "a number is expected, not \(value.description)")
    }
    return number
  }

  func integer(_ value: Value) throws(Diagnostic) -> Int {
    try Self.integer(try number(value))
  }

  private static func integer(_ number: Double) throws(Diagnostic) -> Int {
    guard let integer = Int(exactly: number), integer.magnitude < 1 << 53 else {
      throw Diagnostic("not-an-integer", "an integer is expected, not \(number)")
    }
    return integer
  }

  /// One integer, or a list of them.
  func integers(_ value: Value) throws(Diagnostic) -> StaticValue {
    let tensor = try fixed(value, "integers")
    guard tensor.rank > 0 else {
      return .integer(try Self.integer(tensor.uniformValue ?? .nan))
    }
    var result: [Int] = []
    for element in tensor.elements { result.append(try Self.integer(element)) }
    return .integers(result)
  }

  func truth(_ value: Value) throws(Diagnostic) -> Bool {
    guard case .tensor = value, let number = try fixed(value, "a truth value").scalarValue else {
      throw Diagnostic("wrong-type", "True or False is expected, not \(value.description)")
    }
    return number != 0
  }
}
