import Autodiff
import Syntax
import Tables

// x[0], x[1:3], x[:, 0], x[..., None], x[[0, 2]], x[x > 0], d["a"].

extension Interpreter {
  func subscripted(_ base: Value, _ items: [Value]) throws(Diagnostic) -> Value {
    var items = items
    // x[(i, j)] is x[i, j].
    if items.count == 1, case .sequence(let tuple) = items[0], tuple.kind == .tuple {
      items = tuple.elements
    }
    switch base {
    case .dictionary(let dictionary): return try member(of: dictionary, items)
    case .sequence(let sequence):
      if items.count == 1, let value = try element(of: sequence, items[0]) { return value }
      return try subscripted(.tensor(try tensor(base)), items)
    case .range: return try subscripted(.tensor(try tensor(base)), items)
    case .tensor(let tensor): return .tensor(try index(tensor, items))
    case .function, .text, .none, .slice, .ellipsis:
      throw Diagnostic("not-indexable", "\(base.description) cannot be indexed")
    }
  }

  private func member(
    of dictionary: Value.Dictionary, _ items: [Value]
  ) throws(Diagnostic) -> Value {
    guard items.count == 1, case .text(let key) = items[0] else {
      throw Diagnostic(
        "wrong-type", "the key of a dict is a string, not \(items.first?.description ?? "nothing")")
    }
    if let value = dictionary[key] { return value }
    let keys = dictionary.members.map(\.key)
    let similar = Spelling.similar(to: key, among: keys)
    throw Diagnostic(
      "unknown-key", "the dict has no key '\(key.visible)'",
      hint: similar.first.map { "did you mean '\($0.visible)'?" }
        ?? "its keys are \(keys.prefix(8).map { "'\($0.visible)'" }.joined(separator: ", "))")
  }

  /// An element or a part of a list; nil where the list is to be indexed as a tensor.
  private func element(
    of sequence: Value.Sequence, _ item: Value
  ) throws(Diagnostic) -> Value? {
    switch item {
    case .tensor(let position) where position.rank == 0 && position.elementType != .bool:
      guard recorder.isFixed(position.node) || recorder.followsValues else { return nil }
      let index = try integer(item)
      let count = sequence.elements.count
      guard index >= -count, index < count else { throw Self.outOfRange(index, 0, count) }
      return sequence.elements[index < 0 ? index + count : index]
    case .slice(let start, let stop, let step):
      let range = try Self.resolve(start, stop, step, sequence.elements.count)
      return try .sequence(
        (0..<range.count).map { sequence.elements[range.start + $0 * range.step] }, sequence.kind)
    default: return nil
    }
  }

  private static func outOfRange(_ index: Int, _ axis: Int, _ length: Int) -> Diagnostic {
    Diagnostic(
      "index-out-of-range", "index \(index) is out of range for axis \(axis) of length \(length)",
      hint: length == 0
        ? "there are no elements" : "indices run from 0 to \(length - 1), or from -\(length) to -1")
  }

  /// The places that `start:stop:step` takes along an axis, by Python's rules.
  static func resolve(
    _ start: Int?, _ stop: Int?, _ step: Int?, _ length: Int
  ) throws(Diagnostic) -> StridedRange {
    let step = step ?? 1
    guard step != 0 else { throw Diagnostic("bad-slice", "the step of a slice is 0") }
    let (lowest, highest) = step > 0 ? (0, length) : (-1, length - 1)
    let limited = { (bound: Int?, standard: Int) in
      guard let bound else { return standard }
      return Swift.min(Swift.max(bound < 0 ? bound + length : bound, lowest), highest)
    }
    let first = limited(start, step > 0 ? 0 : length - 1)
    let last = limited(stop, step > 0 ? length : -1)
    let distance = step > 0 ? last - first : first - last
    let size = step.magnitude > Int.max.magnitude ? Int.max : Int(step.magnitude)
    let count = distance <= 0 ? 0 : (distance - 1) / size + 1
    return StridedRange(start: count == 0 ? 0 : first, step: step, count: count)
  }

  // MARK: Arrays

  private func index(_ tensor: Variable, _ items: [Value]) throws(Diagnostic) -> Variable {
    let items = try expanded(items, rank: tensor.rank)
    var result = tensor
    var ranges: [StridedRange] = []
    /// The axes of the sliced array: which stay, which are picked from by arrays.
    var layout: [Axis] = []
    var axis = 0
    for item in items {
      switch item {
      case .none: layout.append(.new)
      case .slice(let start, let stop, let step):
        ranges.append(try Self.resolve(start, stop, step, tensor.shape[axis]))
        layout.append(.kept)
        axis += 1
      case .tensor(let position)
      where position.rank == 0 && position.elementType != .bool
        && recorder.isFixed(position.node):
        let (index, length) = (try integer(item), tensor.shape[axis])
        guard index >= -length, index < length else { throw Self.outOfRange(index, axis, length) }
        ranges.append(StridedRange(start: index < 0 ? index + length : index, step: 1, count: 1))
        layout.append(.dropped)
        axis += 1
      default:
        let positions = try self.tensor(item)
        if positions.elementType == .bool {
          let picked = try places(of: positions, over: tensor, from: axis)
          for place in picked {
            ranges.append(StridedRange(start: 0, step: 1, count: tensor.shape[axis]))
            layout.append(.picked(place))
            axis += 1
          }
        } else {
          ranges.append(StridedRange(start: 0, step: 1, count: tensor.shape[axis]))
          layout.append(.picked(positions))
          axis += 1
        }
      }
    }
    result = result.sliced(ranges)
    return try arrange(result, layout)
  }

  private enum Axis {
    case kept, dropped, new
    case picked(Variable)
  }

  /// One item for each axis: `...` and what is missing at the end become whole axes.
  private func expanded(_ items: [Value], rank: Int) throws(Diagnostic) -> [Value] {
    var taken = 0
    var dots = 0
    for item in items {
      switch item {
      case .none: break
      case .ellipsis: dots += 1
      case .tensor(let mask) where mask.elementType == .bool: taken += mask.rank
      case .sequence:
        let list = try tensor(item)
        taken += list.elementType == .bool ? list.rank : 1
      case .text, .dictionary, .function:
        throw Diagnostic("wrong-type", "\(item.description) is no index of an array")
      default: taken += 1
      }
    }
    guard dots <= 1 else { throw Diagnostic("bad-index", "'...' stands twice in one index") }
    guard taken <= rank else {
      throw Diagnostic(
        "bad-index",
        rank == 0
          ? "a number has no axes to index"
          : "\(taken) indices are given for \(rank == 1 ? "one axis" : "\(rank) axes")")
    }
    let whole = [Value](repeating: .slice(nil, nil, nil), count: rank - taken)
    var result: [Value] = []
    for item in items {
      if case .ellipsis = item { result += whole } else { result.append(item) }
    }
    return dots == 0 ? result + whole : result
  }

  /// The positions where a mask is true, along each of its axes.
  private func places(
    of mask: Variable, over tensor: Variable, from axis: Int
  ) throws(Diagnostic) -> [Variable] {
    let lengths = Array(tensor.shape.dimensions[axis..<(axis + mask.rank)])
    guard lengths == mask.shape.dimensions else {
      throw Diagnostic(
        "shape-mismatch", "the mask of shape \(mask.shape) does not fit the shape \(tensor.shape)")
    }
    guard let known = try recorder.known(mask) else {
      throw Diagnostic(
        "unknown-value", "how many elements a mask takes must be known before the function runs",
        hint: "use where(mask, x, 0), which keeps the shape")
    }
    var columns = [[Double]](repeating: [], count: mask.rank)
    let strides = mask.shape.strides
    for position in 0..<known.count where known[position] != 0 {
      for axis in 0..<mask.rank {
        columns[axis].append(Double(position / strides[axis] % mask.shape[axis]))
      }
    }
    return columns.map {
      recorder.constant(Tensor($0, shape: [$0.count], type: recorder.numberType))
    }
  }

  /// Drops, adds and picks axes of an array that is sliced already.
  private func arrange(_ sliced: Variable, _ layout: [Axis]) throws(Diagnostic) -> Variable {
    var dimensions: [Int] = []
    var picks: [(axis: Int, places: Variable)] = []
    var axis = 0
    for part in layout {
      switch part {
      case .new: dimensions.append(1)
      case .dropped: axis += 1
      case .kept:
        dimensions.append(sliced.shape[axis])
        axis += 1
      case .picked(let places):
        picks.append((dimensions.count, places))
        dimensions.append(sliced.shape[axis])
        axis += 1
      }
    }
    let result = sliced.reshaped(to: Shape(dimensions))
    return picks.isEmpty ? result : try pick(result, picks)
  }

  /// NumPy's picking by arrays of positions, which broadcast against each other.
  private func pick(
    _ array: Variable, _ picks: [(axis: Int, places: Variable)]
  ) throws(Diagnostic) -> Variable {
    if picks.count == 1, let (axis, places) = picks.first {
      return Primitive.take.apply([array, places], [.integer(axis)])
    }
    // The picked axes become one, and so do the positions.
    let axes = picks.map(\.axis)
    let rest = (0..<array.rank).filter { !axes.contains($0) }
    let lead = axes.map { array.shape[$0] }
    var flat = recorder.constant(0)
    /// Whether all positions are in range, where only the program knows them.
    var isInRange: Variable?
    for (pick, length) in zip(picks, lead) {
      let places = pick.places
      let zero = places.number(0)
      let fromFront = Primitive.where(
        Primitive.less(places, zero), places + Double(length), places)
      if let known = try recorder.known(places) {
        if let outside = known.elements.first(where: {
          !($0 >= Double(-length) && $0 < Double(length))
        }) {
          throw Diagnostic(
            "index-out-of-range",
            "index \(NumberText.shortest(outside)) is out of range for axis \(pick.axis) of length \(length)"
          )
        }
      } else {
        let isInside = Primitive.logicalAnd(
          Primitive.greaterEqual(fromFront, zero),
          Primitive.less(fromFront, places.number(Double(length))))
        isInRange = isInRange.map { Primitive.logicalAnd($0, isInside) } ?? isInside
      }
      flat = flat * Double(length) + fromFront
    }
    if let isInRange {
      // A position that no element has: picking it is the error that it should be.
      flat = Primitive.where(isInRange, flat, flat.number(Double(lead.reduce(1, *))))
    }
    let joined = array.permuted(axes + rest).reshaped(
      to: Shape([lead.reduce(1, *)] + rest.map { array.shape[$0] }))
    let picked = Primitive.take.apply([joined, flat], [.integer(0)])
    // Neighbouring picked axes stay where they were; otherwise the new ones come first.
    let isRun = axes.last.map { $0 - axes[0] + 1 == axes.count } ?? true
    guard isRun, axes[0] > 0 else { return picked }
    let new = flat.rank
    let before = rest.indices.filter { rest[$0] < axes[0] }.map { $0 + new }
    let after = rest.indices.filter { rest[$0] > axes[0] }.map { $0 + new }
    return picked.permuted(before + Array(0..<new) + after)
  }
}
