import Syntax

/// The arguments of a function of the language, found by position or name as Python finds them.
struct BoundArguments {
  private var values: [String: Value] = [:]
  /// What is given by position beyond the parameters.
  private(set) var rest: [Value] = []
  /// What is given by name beyond the parameters.
  private(set) var named: [(name: String, value: Value)] = []
  private let function: String
  private let signature: String

  /// What other libraries call the parameters.
  private static let otherNames = [
    "fun": "f", "func": "f", "function": "f", "fn": "f", "body_fun": "body", "body_fn": "body",
    "cond_fun": "cond", "init_val": "init", "initializer": "init", "elems": "xs",
    "pred": "condition",
    "true_fun": "then", "false_fun": "otherwise", "true_fn": "then", "false_fn": "otherwise",
    "bwd": "backward", "fwd": "forward", "inputs": "primals", "v": "tangents",
    "in_dims": "in_axes", "out_dims": "out_axes", "argnum": "argnums",
  ]
  /// What changes nothing here.
  private static let ignored: Set<String> = [
    "unroll", "name", "holomorphic", "allow_int", "parallel_iterations", "swap_memory",
    "back_prop", "infer_shape", "maximum_iterations", "policy", "prevent_cse", "axis_name",
    "static_argnums", "static_argnames", "jit_compile",
  ]

  /// - Parameters:
  ///   - parameters: in order; those behind `required` can be left out.
  ///   - takesRest: whether more can be given than there are parameters.
  init(
    _ arguments: CallArguments, of function: String, _ parameters: [String], required: Int,
    takesRest: Bool = false, signature: String
  ) throws(Diagnostic) {
    self.function = function
    self.signature = signature
    for (index, value) in arguments.positional.enumerated() {
      if index < parameters.count {
        values[parameters[index]] = value
      } else if takesRest {
        rest.append(value)
      } else {
        throw mismatch("\(function) takes \(parameters.count) arguments at most")
      }
    }
    for (label, value) in arguments.named {
      let name = parameters.contains(label) ? label : Self.otherNames[label] ?? label
      if parameters.contains(name) {
        guard values[name] == nil else { throw mismatch("'\(label.visible)' is given twice") }
        values[name] = value
      } else if takesRest {
        named.append((label, value))
      } else if !Self.ignored.contains(label) {
        let similar = Spelling.similar(to: label, among: parameters)
        throw mismatch(
          "\(function) has no parameter '\(label.visible)'",
          hint: similar.first.map { "did you mean '\($0)'?" })
      }
    }
    for parameter in parameters[..<required] where values[parameter] == nil {
      throw mismatch("\(function) needs a value for '\(parameter)'")
    }
  }

  func mismatch(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("wrong-arguments", message, hint: hint ?? "the signature is \(signature)")
  }

  /// A value that is given and is not None.
  subscript(name: String) -> Value? {
    guard let value = values[name] else { return nil }
    if case .none = value { return nil }
    return value
  }

  /// Whether something is given, be it None.
  func hasValue(_ name: String) -> Bool { values[name] != nil }

  func value(_ name: String) -> Value { values[name] ?? .none }

  func function(_ name: String) throws(Diagnostic) -> Value.Function {
    if case .function(let function)? = values[name] { return function }
    throw mismatch(
      "'\(name)' of \(function) is a function, not \(value(name).description)",
      hint: "write it as x -> x ** 2, or give the name of one")
  }
}
