import Autodiff
import Syntax

/// One call of `vmap(f)`: `f` is recorded once, for one place, and then done for all places at once.
struct Vectorization {
  private let function: Value.Function
  private let arguments: CallArguments
  /// For each tensor of the arguments the axis that is walked along; nil for none.
  private let axes: [Int?]
  private let size: Int
  private let outAxes: Value
  private let interpreter: Interpreter

  private var recorder: GraphRecorder { interpreter.recorder }

  init(
    _ function: Value.Function, _ arguments: CallArguments, inAxes: Value, outAxes: Value,
    _ interpreter: Interpreter
  ) throws(Diagnostic) {
    var given = arguments
    for index in given.positional.indices {
      given.positional[index] = try interpreter.packed(given.positional[index])
    }
    var axes: [Int?] = []
    for (index, argument) in given.positional.enumerated() {
      let own: Value
      if let parts = inAxes.elements {
        guard parts.count == given.positional.count else {
          throw Diagnostic(
            "wrong-arguments",
            "in_axes of vmap names \(parts.count) axes, and \(given.positional.count) arguments are given"
          )
        }
        own = parts[index]
      } else {
        own = inAxes
      }
      axes += try Self.axes(own, of: argument, "in_axes", interpreter)
    }
    // Named arguments go along their first axis, as in JAX.
    for index in given.named.indices {
      let value = try interpreter.packed(given.named[index].value)
      given.named[index].value = value
      axes += value.tensors.map { _ in 0 }
    }
    var size: Int?
    for (tensor, axis) in zip(Self.tensors(of: given), axes) {
      guard let axis else { continue }
      guard axis >= 0, axis < tensor.rank else {
        let given = axis < 0 ? axis - tensor.rank : axis
        throw Diagnostic(
          "bad-axis", "vmap goes along axis \(given) of an argument of shape \(tensor.shape)",
          hint: "in_axes=None for an argument that is the same for all places")
      }
      guard size == nil || size == tensor.shape[axis] else {
        throw Diagnostic(
          "shape-mismatch",
          "vmap goes along axes of the lengths \(size ?? 0) and \(tensor.shape[axis]) at once")
      }
      size = tensor.shape[axis]
    }
    guard let size else {
      throw Diagnostic(
        "wrong-arguments", "vmap needs an array to go along", hint: "in_axes names its axis")
    }
    self.function = function
    self.arguments = given
    self.axes = axes
    self.size = size
    self.outAxes = outAxes
    self.interpreter = interpreter
  }

  private static func tensors(of arguments: CallArguments) -> [Variable] {
    arguments.positional.flatMap(\.tensors) + arguments.named.flatMap(\.value.tensors)
  }

  /// The axes that a part of `in_axes` or `out_axes` means for the tensors of a value.
  private static func axes(
    _ value: Value, of argument: Value, _ name: String, _ interpreter: Interpreter
  ) throws(Diagnostic) -> [Int?] {
    switch (value, argument) {
    case (.none, _): return argument.tensors.map { _ in nil }
    case (.tensor, _):
      let axis = try interpreter.integer(value)
      // The result of one place has an axis less than all of them together.
      return argument.tensors.map { axis < 0 ? axis + $0.rank + (name == "in_axes" ? 0 : 1) : axis }
    case (.sequence(let axes), .sequence(let parts))
    where axes.elements.count == parts.elements.count:
      var result: [Int?] = []
      for (axis, part) in zip(axes.elements, parts.elements) {
        result += try Self.axes(axis, of: part, name, interpreter)
      }
      return result
    case (.dictionary(let axes), .dictionary(let members)):
      var result: [Int?] = []
      for (key, part) in members.members {
        result += try Self.axes(axes[key] ?? .none, of: part, name, interpreter)
      }
      return result
    default:
      throw Diagnostic(
        "wrong-type",
        "\(name) of vmap does not have the structure of the \(name == "in_axes" ? "arguments" : "result")"
      )
    }
  }

  func result() throws(Diagnostic) -> Value {
    try interpreter.followingValues { () throws(Diagnostic) in
      try atOnce()
    } orElse: { () throws(Diagnostic) in
      try oneByOne()
    }
  }

  private func called(with tensors: [Variable]) throws(Diagnostic) -> Value {
    var rest = tensors[...]
    let replaced = { (value: Value) -> Value in
      let count = value.tensors.count
      defer { rest = rest.dropFirst(count) }
      return value.replacingTensors(by: Array(rest.prefix(count)))
    }
    var given = arguments
    for index in given.positional.indices {
      given.positional[index] = replaced(given.positional[index])
    }
    for index in given.named.indices {
      given.named[index].value = replaced(given.named[index].value)
    }
    return try interpreter.packed(try interpreter.call(function, given))
  }

  private func atOnce() throws(Diagnostic) -> Value {
    let start = recorder.graph.count
    var replacements: [(node: Int, by: Variable)] = []
    let standIns = zip(Self.tensors(of: arguments), axes).map { tensor, axis -> Variable in
      guard let axis else { return tensor }
      var dimensions = tensor.shape.dimensions
      dimensions.remove(at: axis)
      let standIn = recorder.placeholder(shape: Shape(dimensions), type: tensor.elementType)
      let rest = (0..<tensor.rank).filter { $0 != axis }
      replacements.append((standIn.node, tensor.permuted([axis] + rest)))
      return standIn
    }
    let value = try called(with: standIns)
    let tensors = value.tensors
    let batches = recorder.batched(
      tensors.map(\.node), replacing: replacements, size: size, since: start)
    let outAxes = try Self.axes(self.outAxes, of: value, "out_axes", interpreter)
    var next = zip(zip(tensors, batches), outAxes).makeIterator()
    return try value.mapTensors { (_: Variable) throws(Diagnostic) in
      guard let ((tensor, batch), axis) = next.next() else { return .none }
      guard let axis else {
        guard batch == nil else { throw mapped() }
        return .tensor(tensor)
      }
      let whole = batch ?? tensor.broadcast(to: Shape([size] + tensor.shape.dimensions))
      return .tensor(try moved(whole, to: axis))
    }
  }

  private func mapped() -> Diagnostic {
    Diagnostic(
      "wrong-arguments",
      "out_axes of vmap is None for a result that is not the same for all places",
      hint: "0 stacks the results")
  }

  private func oneByOne() throws(Diagnostic) -> Value {
    var values: [Value] = []
    for place in 0..<size {
      let slices = zip(Self.tensors(of: arguments), axes).map { tensor, axis -> Variable in
        guard let axis else { return tensor }
        let rest = (0..<tensor.rank).filter { $0 != axis }
        let first = tensor.permuted([axis] + rest)
        let whole = first.shape.dimensions.dropFirst().map {
          StridedRange(start: 0, step: 1, count: $0)
        }
        return first.sliced([StridedRange(start: place, step: 1, count: 1)] + whole)
          .reshaped(to: Shape(Array(first.shape.dimensions.dropFirst())))
      }
      values.append(try called(with: slices))
    }
    guard let first = values.first else { return try .sequence([], .list) }
    let columns = values.map(\.tensors)
    let outAxes = try Self.axes(self.outAxes, of: first, "out_axes", interpreter)
    var position = 0
    return try first.mapTensors { (tensor: Variable) throws(Diagnostic) in
      defer { position += 1 }
      guard let axis = outAxes[position] else {
        guard columns.allSatisfy({ $0[position].node == tensor.node }) else { throw mapped() }
        return .tensor(tensor)
      }
      return .tensor(
        try moved(Primitive.stack.apply(columns.map { $0[position] }, [.integer(0)]), to: axis))
    }
  }

  /// The axis of the places moved to where it is wanted.
  private func moved(_ batch: Variable, to axis: Int) throws(Diagnostic) -> Variable {
    guard axis >= 0, axis < batch.rank else {
      let given = axis < 0 ? axis - batch.rank : axis
      throw Diagnostic(
        "bad-axis", "out_axes of vmap is \(given), for a result of shape \(batch.shape)")
    }
    if axis == 0 { return batch }
    var order = Array(1..<batch.rank)
    order.insert(0, at: axis)
    return batch.permuted(order)
  }
}
