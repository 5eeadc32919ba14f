import Autodiff
import Syntax

/// How a function is called with its arguments, and in which structure the gradients come back: the
/// three rules of `value_and_gradient`.
struct Calling {
  let arguments: CallArguments
  /// The positional arguments that gradients are taken by; those of an unpacked list one by one.
  private let positional: [Value]
  let isUnpacked: Bool
  /// Those that gradients are taken by.
  private let named: [(name: String, value: Value)]

  /// - Parameters:
  ///   - unpacks: whether a single list is unpacked into arguments.
  ///   - isList: whether the last positional argument is a list, and not an array.
  ///   - parameterCount: how many parameters the function has.
  ///   - constants: the names of arguments that no gradient is taken by.
  init(
    positional: [Value], named: [(name: String, value: Value)], unpacks: Bool, isList: Bool,
    parameterCount: Int, constants: [String] = []
  ) {
    var positional = positional
    var isUnpacked = false
    if unpacks, positional.count == 1, named.isEmpty, isList {
      if let elements = positional[0].elements {
        positional = elements
        isUnpacked = true
      }
    }
    self.positional = positional
    self.isUnpacked = isUnpacked
    var arguments = CallArguments()
    if parameterCount > 0 {
      arguments.positional = positional
      arguments.named = named
    }
    self.arguments = arguments
    let constantNames = NameTable(constants)
    self.named = constants.isEmpty ? named : named.filter { !constantNames.contains($0.name) }
  }

  /// What gradients are taken by, in the structure in which they come back.
  var targets: Structure<Variable?> {
    argumentStructure(
      positional: positional.map(\.leaves),
      named: named.map { (key: $0.name, value: $0.value.leaves) }, isUnpacked: isUnpacked)
  }

  /// The gradients as a value of the language: what `value_and_gradient` gives back beside `y`.
  func gradients(
    _ gradient: @escaping (Variable) -> Value
  ) throws(Diagnostic) -> Value {
    let filled = { (value: Value) throws(Diagnostic) -> Value in
      try value.mapTensors { (tensor: Variable) throws(Diagnostic) in gradient(tensor) }
    }
    var args: [Value] = []
    for value in positional { args.append(try filled(value)) }
    let ofArgs =
      args.count == 1 && !isUnpacked ? args[0] : try .sequence(args, isUnpacked ? .list : .tuple)
    if named.isEmpty { return ofArgs }
    var kwargs: [(key: String, value: Value)] = []
    for (name, value) in named { kwargs.append((name, try filled(value))) }
    let ofKwargs = try Value.dictionary(kwargs)
    if positional.isEmpty { return ofKwargs }
    return try .dictionary([(key: "args", value: ofArgs), (key: "kwargs", value: ofKwargs)])
  }

  /// The labels of the arguments, with their targets.
  func labelled(_ parameters: [String]) -> [(key: String, value: Structure<Variable?>)] {
    positional.enumerated().map { index, value in
      (index < parameters.count ? parameters[index] : "[\(index)]", value.leaves)
    } + named.map { ($0.name, $0.value.leaves) }
  }
}

extension Value {
  /// The variables of a value in its structure; nil where it has no number.
  var leaves: Structure<Variable?> {
    switch self {
    case .tensor(let tensor): .leaf(tensor.elementType == .bool ? nil : tensor)
    case .sequence(let sequence): .list(sequence.elements.map(\.leaves))
    case .dictionary(let dictionary):
      .dictionary(dictionary.members.map { (key: $0.key, value: $0.value.leaves) })
    case .function, .text, .none, .range, .slice, .ellipsis: .leaf(nil)
    }
  }
}
