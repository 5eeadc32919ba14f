import Autodiff
import Syntax

/// A function of the language that is about values rather than numbers: lengths and lists, loops and
/// branches, transformations of functions.
final class Builtin: Sendable {
  let name: String
  let aliases: [String]
  let signature: String
  let summary: String
  let example: String
  let body: @Sendable (Interpreter, CallArguments) throws(Diagnostic) -> Value

  init(
    _ name: String, aliases: [String] = [], _ parameters: String, _ summary: String,
    example: String,
    _ body: @escaping @Sendable (Interpreter, CallArguments) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.aliases = aliases
    signature = "\(name)(\(parameters))"
    self.summary = summary
    self.example = example
    self.body = body
  }

  static func named(_ name: String) -> Builtin? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  static let names = all.flatMap { [$0.name] + $0.aliases }

  static let all: [Builtin] = lists + arrays + controlFlow + transformations + vectorCalculus

  static let lists: [Builtin] = [
    Builtin(
      "len", "x", "The number of elements of a list or dict, or of an array's first axis.",
      example: "len([1, 2, 3])"
    ) { interpreter, arguments throws(Diagnostic) in
      let value = try arguments.only("len", "len(x)")
      let length: Int
      switch value {
      case .sequence(let sequence): length = sequence.elements.count
      case .dictionary(let dictionary): length = dictionary.members.count
      case .range(let range): length = range.count
      case .tensor(let tensor) where tensor.rank > 0: length = tensor.shape[0]
      default:
        throw Diagnostic("wrong-type", "\(value.description) has no length")
      }
      return interpreter.number(Double(length))
    },
    Builtin(
      "shape", "x", "The lengths of an array's axes, as a tuple.", example: "shape([[1, 2, 3]])"
    ) { interpreter, arguments throws(Diagnostic) in
      let shape = try interpreter.tensor(try arguments.only("shape", "shape(x)")).shape
      return try .sequence(shape.dimensions.map { interpreter.number(Double($0)) }, .tuple)
    },
    Builtin("size", "x", "The number of an array's elements.", example: "size([[1, 2, 3]])") {
      interpreter, arguments throws(Diagnostic) in
      let tensor = try interpreter.tensor(try arguments.only("size", "size(x)"))
      return interpreter.number(Double(tensor.shape.count))
    },
    Builtin(
      "ndim", aliases: ["rank"], "x", "The number of an array's axes.",
      example: "ndim([[1, 2, 3]])"
    ) { interpreter, arguments throws(Diagnostic) in
      let tensor = try interpreter.tensor(try arguments.only("ndim", "ndim(x)"))
      return interpreter.number(Double(tensor.rank))
    },
    Builtin(
      "range", "start, stop, step", "The integers from start up to, but without, stop.",
      example: "sum(i for i in range(4))"
    ) { interpreter, arguments throws(Diagnostic) in
      var numbers: [Int] = []
      for value in arguments.positional { numbers.append(try interpreter.integer(value)) }
      guard (1...3).contains(numbers.count), arguments.named.isEmpty else {
        throw Diagnostic("wrong-arguments", "range takes one to three integers")
      }
      let (start, stop) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
      let step = numbers.count == 3 ? numbers[2] : 1
      guard step != 0 else { throw Diagnostic("bad-argument", "the step of range is 0") }
      let distance = step > 0 ? stop - start : start - stop
      let count = distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
      guard count <= 100_000_000 else {
        throw Diagnostic("too-large", "a range of \(count) numbers is too long", kind: .limit)
      }
      return .range(Value.Range(start: start, step: step, count: count))
    },
    Builtin(
      "zip", "*lists", "The first elements of each list together, then the second ones, ...",
      example: "sum(a * b for a, b in zip([1, 2], [3, 4]))"
    ) { interpreter, arguments throws(Diagnostic) in
      var lists: [[Value]] = []
      for value in arguments.positional { lists.append(try interpreter.items(of: value)) }
      let count = lists.map(\.count).min() ?? 0
      var rows: [Value] = []
      for index in 0..<count { rows.append(try .sequence(lists.map { $0[index] }, .tuple)) }
      return try .sequence(rows, .list)
    },
    Builtin(
      "enumerate", "list", "The elements of a list, each behind its position.",
      example: "sum(i * a for i, a in enumerate([5, 6]))"
    ) { interpreter, arguments throws(Diagnostic) in
      let items = try interpreter.items(of: try arguments.only("enumerate", "enumerate(list)"))
      var rows: [Value] = []
      for (index, item) in items.enumerated() {
        rows.append(try .sequence([interpreter.number(Double(index)), item], .tuple))
      }
      return try .sequence(rows, .list)
    },
    Builtin(
      "array", aliases: ["asarray", "tensor", "convert_to_tensor", "constant", "float", "float64"],
      "x",
      "A number or a list as an array.", example: "array([1, 2]) / 2"
    ) { interpreter, arguments throws(Diagnostic) in
      guard let value = arguments.positional.first, arguments.positional.count == 1 else {
        throw Diagnostic("wrong-arguments", "array takes one number or list")
      }
      return .tensor(try interpreter.tensor(value))
    },
  ]
}

extension CallArguments {
  /// The one argument of a function of one.
  fileprivate func only(_ name: String, _ signature: String) throws(Diagnostic) -> Value {
    guard positional.count == 1, named.isEmpty else {
      throw Diagnostic(
        "wrong-arguments", "\(name) takes one argument", hint: "the signature is \(signature)")
    }
    return positional[0]
  }
}

extension Interpreter {
  var zero: Value { number(0) }

  fileprivate func number(_ value: Double) -> Value { .tensor(recorder.constant(value)) }
}
