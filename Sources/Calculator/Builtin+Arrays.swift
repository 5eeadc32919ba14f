import Autodiff
import Syntax

extension Builtin {
  /// Functions of arrays that give several.
  static let arrays: [Builtin] = [
    splitting("split", "x in equal parts along an axis, or cut at positions.", isEqual: true),
    splitting(
      "array_split", "x in parts along an axis that differ by one place at most.", isEqual: false),
    Builtin(
      "unstack", aliases: ["unbind"], "x, axis=0", "The parts of x along an axis, without it.",
      example: "unstack([[1, 2], [3, 4]])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "unstack", ["x", "axis"], required: 1, signature: "unstack(x, axis=0)")
      let x = try interpreter.tensor(given.value("x"))
      let axis = try x.axis(try interpreter.axis(of: given))
      let rest = Shape(x.shape.dimensions.enumerated().filter { $0.offset != axis }.map(\.element))
      let parts = (0..<x.shape[axis]).map { place in
        x.part(of: axis, from: place, to: place + 1).reshaped(to: rest)
      }
      return try .sequence(parts.map(Value.tensor), .tuple)
    },
    Builtin(
      "meshgrid", "*xs, indexing='xy'",
      "The coordinates of the points of a grid: one array for each vector of coordinates.",
      example: "meshgrid([1, 2], [3, 4, 5])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "meshgrid", [], required: 0, takesRest: true,
        signature: "meshgrid(*xs, indexing='xy')")
      var swapsFirst = true
      for (name, value) in given.named {
        guard name == "indexing", case .text(let text) = value, ["xy", "ij"].contains(text) else {
          throw given.mismatch("meshgrid takes indexing='xy' or indexing='ij' by name")
        }
        swapsFirst = text == "xy"
      }
      var vectors: [Variable] = []
      for value in given.rest {
        let vector = try interpreter.tensor(value)
        guard vector.rank <= 1 else {
          throw Diagnostic("bad-shape", "meshgrid takes vectors, not the shape \(vector.shape)")
        }
        vectors.append(vector)
      }
      var axes = Array(vectors.indices)
      if swapsFirst, axes.count > 1 { axes.swapAt(0, 1) }
      let shape = try checked(axes.map { vectors[$0].shape.count })
      let grids = vectors.enumerated().map { index, vector in
        var lengths = [Int](repeating: 1, count: vectors.count)
        lengths[axes[index]] = vector.shape.count
        return vector.reshaped(to: Shape(lengths)).broadcast(to: shape)
      }
      return try .sequence(grids.map(Value.tensor), .list)
    },
    Builtin(
      "broadcast_arrays", "*xs", "Arrays repeated to their common shape.",
      example: "broadcast_arrays([1, 2], 3)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "broadcast_arrays", [], required: 0, takesRest: true,
        signature: "broadcast_arrays(*xs)")
      var arrays: [Variable] = []
      for value in given.rest { arrays.append(try interpreter.tensor(value)) }
      do throws(TensorError) {
        var shape = Shape.scalar
        for array in arrays { shape = try shape.broadcast(with: array.shape) }
        shape = try Shape(checking: shape.dimensions)
        arrays = arrays.map { $0.broadcast(to: shape) }
      } catch {
        throw Diagnostic(error)
      }
      return try .sequence(arrays.map(Value.tensor), .list)
    },
    Builtin(
      "top_k", aliases: ["topk"], "x, k",
      "The k largest elements along the last axis, the largest first, and their positions.",
      example: "top_k([3, 1, 2], 2)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "top_k", ["x", "k"], required: 2, signature: "top_k(x, k)")
      let x = try interpreter.tensor(given.value("x"))
      let (axis, k) = (try x.axis(-1), try interpreter.integer(given.value("k")))
      guard (0...x.shape[axis]).contains(k) else {
        throw Diagnostic(
          "bad-argument",
          "top_k takes k from 0 to the length of the last axis, \(x.shape[axis]), not \(k)")
      }
      let order = Primitive.argsort.apply([x], [.integer(axis), .flag(true)])
      let places = order.part(of: axis, from: 0, to: k)
      let values = Primitive.takeAlongAxis.apply([x, places], [.integer(axis)])
      return try .sequence([.tensor(values), .tensor(places)], .tuple)
    },
  ]

  private static func checked(_ lengths: [Int]) throws(Diagnostic) -> Shape {
    do throws(TensorError) { return try Shape(checking: lengths) } catch { throw Diagnostic(error) }
  }

  private static func splitting(_ name: String, _ summary: String, isEqual: Bool) -> Builtin {
    Builtin(name, "x, parts, axis=0", summary, example: "\(name)([1, 2, 3, 4], 2)") {
      interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: name, ["x", "parts", "axis"], required: 2,
        signature: "\(name)(x, parts, axis=0)")
      let x = try interpreter.tensor(given.value("x"))
      let axis = try x.axis(try interpreter.axis(of: given))
      let length = x.shape[axis]
      var cuts: [Int]
      switch try interpreter.integers(given.value("parts")) {
      case .integer(let count):
        guard count > 0, !isEqual || length % count == 0 else {
          throw Diagnostic(
            "bad-argument", "an axis of length \(length) cannot be split into \(count) equal parts",
            hint: count > 0 ? "array_split makes parts that are almost equal" : nil)
        }
        try interpreter.recorder.spend(steps: count)
        let (size, longer) = (length / count, length % count)
        cuts = (1..<count).map { $0 * size + Swift.min($0, longer) }
      case let positions:
        cuts = (positions.integers ?? []).map { Swift.max(0, $0 < 0 ? $0 + length : $0) }
      }
      cuts = cuts.map { Swift.min($0, length) }
      let parts = zip([0] + cuts, cuts + [length]).map { start, end in
        Value.tensor(x.part(of: axis, from: start, to: Swift.max(start, end)))
      }
      return try .sequence(parts, .list)
    }
  }
}

extension Interpreter {
  /// The axis that is given, or the first one.
  fileprivate func axis(of given: BoundArguments) throws(Diagnostic) -> Int {
    guard let axis = given["axis"] else { return 0 }
    return try integer(axis)
  }
}

extension Variable {
  /// `axis` counted from the front.
  fileprivate func axis(_ axis: Int) throws(Diagnostic) -> Int {
    do throws(TensorError) { return try shape.axis(axis) } catch { throw Diagnostic(error) }
  }

  fileprivate func part(of axis: Int, from start: Int, to end: Int) -> Variable {
    sliced(
      (0..<rank).map { other in
        other == axis
          ? StridedRange(
            start: Swift.min(start, Swift.max(shape[axis] - 1, 0)), step: 1, count: end - start)
          : StridedRange(start: 0, step: 1, count: shape[other])
      })
  }
}
