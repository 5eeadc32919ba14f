import Autodiff
import Syntax

/// `value_and_gradient` as a function of the language, with the meaning of the command.
struct ValueAndGradientCall {
  private let interpreter: Interpreter
  private let name: String
  private let function: Value.Function
  private let arguments: CallArguments
  private var outputGradients: Value?
  private var usesTape = false
  private var unpacks = true
  private var hasAux = false
  private var scope: String?

  init(
    _ arguments: CallArguments, _ name: String, _ interpreter: Interpreter
  ) throws(Diagnostic) {
    self.interpreter = interpreter
    self.name = name
    var positional = arguments.positional
    var named: [(name: String, value: Value)] = []
    var function = positional.isEmpty ? nil : positional.removeFirst()
    for (label, value) in arguments.named {
      switch label {
      case "output_gradients":
        if case .none = value { continue }
        outputGradients = value
      case "use_gradient_tape": usesTape = try interpreter.truth(value)
      case "auto_unpack_single_arg": unpacks = try interpreter.truth(value)
      case "has_aux": hasAux = try interpreter.truth(value)
      case "name": if case .text(let text) = value { scope = text }
      case "f" where function == nil: function = value
      default: named.append((label, value))
      }
    }
    guard case .function(let callee)? = function else {
      throw Diagnostic(
        "wrong-arguments",
        "the first argument of \(name) is a function"
          + (function.map { ", not \($0.description)" } ?? ""),
        hint: "\(name)((x, y) -> x * log(y), 2, 3)")
    }
    self.function = callee
    var rest = CallArguments(positional)
    rest.named = named
    self.arguments = rest
  }

  func result() throws(Diagnostic) -> Value {
    try interpreter.recorder.named(scope) { () throws(Diagnostic) in
      let recorded = try recorded()
      let weights = try outputGradients.map { given throws(Diagnostic) in
        try interpreter.matching(given, recorded.y, of: "the output gradients", to: "y")
      }
      let seeds = recorded.y.tensors.enumerated().map { index, leaf in
        (node: leaf.node, cotangent: weights?[index] ?? leaf.filled(with: 1))
      }
      let targets = recorded.calling.targets.leaves.compactMap(\.self)
      let cotangents = interpreter.recorder.pullback(
        seeds, to: targets.map(\.node), since: recorded.start)
      var found: [Int: Variable] = [:]
      for (target, cotangent) in zip(targets, cotangents) { found[target.node] = cotangent }
      let gradients = try recorded.calling.gradients { target in
        found[target.node].map { .tensor($0) } ?? .none
      }
      let value = recorded.aux.map { [recorded.y, $0] }
      return try interpreter.tuple([
        try value.map { pair throws(Diagnostic) in try interpreter.tuple(pair) }
          ?? recorded.result, gradients,
      ])
    }
  }

  struct Recorded {
    let calling: Calling
    let result: Value
    let y: Value
    let aux: Value?
    let start: Int
  }

  /// Calls the function by the three rules, on numbers of its own.
  func recorded() throws(Diagnostic) -> Recorded {
    guard !arguments.positional.isEmpty || !arguments.named.isEmpty else {
      throw Diagnostic(
        "no-arguments", "gradient is not defined unless at least one argument is given")
    }
    let start = interpreter.recorder.graph.count
    let count = function.parameterNames?.count ?? 1
    let isList = arguments.positional.last.map { $0.elements != nil && !isArray($0) } ?? false
    let willUnpack =
      unpacks && isList && arguments.positional.count == 1 && arguments.named.isEmpty
    var positional: [Value] = []
    for value in arguments.positional {
      positional.append(try own(value, count: count, unpacked: willUnpack))
    }
    var named: [(name: String, value: Value)] = []
    for (label, value) in arguments.named {
      named.append((label, try own(value, count: count, unpacked: false)))
    }
    let calling = Calling(
      positional: positional, named: named, unpacks: unpacks, isList: isList,
      parameterCount: count)
    let outer = interpreter.recorder.followsValues
    interpreter.recorder.followsValues = outer || usesTape
    defer { interpreter.recorder.followsValues = outer }
    let result = try interpreter.call(function, calling.arguments)
    let (y, aux) = try result.split(hasAux: hasAux)
    return Recorded(
      calling: calling, result: result, y: try interpreter.packed(y), aux: aux, start: start)
  }

  private func isArray(_ value: Value) -> Bool {
    if case .tensor = value { true } else { false }
  }

  /// An argument under new names; a function without parameters sees its captured values themselves.
  private func own(_ value: Value, count: Int, unpacked: Bool) throws(Diagnostic) -> Value {
    guard count > 0 else {
      for tensor in value.tensors { interpreter.recorder.watch(tensor.node) }
      return value
    }
    guard unpacked, let elements = value.elements else { return try interpreter.renamed(value) }
    // Its elements are arguments, each for itself.
    var parts: [Value] = []
    for element in elements { parts.append(try interpreter.renamed(element)) }
    return try .sequence(parts, .list)
  }
}
