/// Puts values together into arrays and objects, innermost first.
///
/// An array is taken for a rectangular array of numbers until something in it says otherwise. As
/// long as that lasts, the numbers of all open arrays stand in one flat stack, and so do their
/// shapes: a matrix needs no allocation per row.
struct JSONBuilder {
  private enum Kind {
    /// An array of numbers so far: nothing yet, plain numbers, or arrays of one common shape.
    case empty, scalars, rows
    /// Any other array, and an object.
    case mixed, object
  }

  private struct Frame {
    var kind: Kind
    var offset: Int
    /// Where its part of the stacks begins.
    var firstValue: Int
    var firstExtent: Int
    var count = 0
    var items: [JSONValue] = []
    var members: [JSONValue.Member] = []
    var key = ""
    var keys: Set<String> = []
  }

  private var frames: [Frame] = []
  private var values: [Double] = []
  /// For each open array with `rows`, the shape of a row, innermost dimension first.
  private var extents: [Int] = []
  private(set) var root: JSONValue?

  var depth: Int { frames.count }
  var isInObject: Bool { frames.last?.kind == .object }
  /// Where the innermost open array or object began.
  var openOffset: Int { frames.last?.offset ?? 0 }

  mutating func openArray(at offset: Int) { open(.empty, at: offset) }

  mutating func openObject(at offset: Int) { open(.object, at: offset) }

  private mutating func open(_ kind: Kind, at offset: Int) {
    frames.append(
      Frame(kind: kind, offset: offset, firstValue: values.count, firstExtent: extents.count))
  }

  /// Sets the key of the member whose value comes next; `false` if the object has it already.
  mutating func setKey(_ key: String) -> Bool {
    let top = frames.count - 1
    // Comparing one by one is faster for the usual small objects, a set for the others.
    let seen = frames[top].members.count
    if seen < 8 {
      if frames[top].members.contains(where: { $0.key == key }) { return false }
    } else {
      if seen == 8 { frames[top].keys = Set(frames[top].members.lazy.map(\.key)) }
      if !frames[top].keys.insert(key).inserted { return false }
    }
    frames[top].key = key
    return true
  }

  @inline(__always)
  mutating func add(number: Double) {
    let top = frames.count - 1
    if top >= 0, frames[top].kind == .scalars || frames[top].kind == .empty {
      frames[top].kind = .scalars
      frames[top].count += 1
      values.append(number)
    } else {
      add(.number(number))
    }
  }

  mutating func add(string: String) {
    if let kind = frames.last?.kind, kind == .scalars || kind == .empty,
      let number = JSONText.nonfinite(named: string)
    {
      add(number: number)
    } else {
      add(.string(string))
    }
  }

  /// Adds a value that is no part of a rectangular array of numbers.
  mutating func add(_ value: JSONValue) {
    guard let top = frames.indices.last else {
      root = value
      return
    }
    switch frames[top].kind {
    case .object:
      frames[top].members.append(.init(key: frames[top].key, value: value))
    case .mixed:
      frames[top].items.append(value)
    case .empty, .scalars, .rows:
      dissolveTop()
      frames[top].items.append(value)
    }
  }

  mutating func close() {
    guard let frame = frames.popLast() else { return }
    switch frame.kind {
    case .object: add(.object(frame.members))
    case .mixed: add(.array(frame.items))
    case .empty, .scalars, .rows:
      if !becomesRow(frame) { add(.numbers(takeNumbers(of: frame))) }
    }
  }

  /// Lets a finished array stay in the stacks as one more row of the array around it.
  private mutating func becomesRow(_ frame: Frame) -> Bool {
    guard let top = frames.indices.last else { return false }
    switch frames[top].kind {
    case .empty:
      extents.append(frame.count)
      frames[top].kind = .rows
    case .rows:
      let first = frames[top].firstExtent
      let rank = frame.firstExtent - first
      guard extents.count - frame.firstExtent + 1 == rank, frame.count == extents[first + rank - 1],
        (0..<rank - 1).allSatisfy({ extents[first + $0] == extents[frame.firstExtent + $0] })
      else { return false }
      extents.removeSubrange(frame.firstExtent...)
    case .scalars, .mixed, .object:
      return false
    }
    frames[top].count += 1
    return true
  }

  /// Removes the numbers of a finished array from the stacks.
  private mutating func takeNumbers(of frame: Frame) -> JSONValue.NumberArray {
    let dimensions = [frame.count] + extents[frame.firstExtent...].reversed()
    extents.removeSubrange(frame.firstExtent...)
    if frame.firstValue == 0 {
      defer { values = [] }
      return .init(dimensions: dimensions, values: values)
    }
    defer { values.removeSubrange(frame.firstValue...) }
    return .init(dimensions: dimensions, values: Array(values[frame.firstValue...]))
  }

  /// Turns the innermost array into one of single values, because it is not rectangular.
  private mutating func dissolveTop() {
    let top = frames.count - 1
    let count = frames[top].count
    let rowShape = Array(extents[frames[top].firstExtent...].reversed())
    let own = values[frames[top].firstValue...]
    if frames[top].kind == .rows {
      let size = rowShape.reduce(1, *)
      frames[top].items = (0..<count).map { row in
        let start = own.startIndex + row * size
        return .numbers(.init(dimensions: rowShape, values: Array(own[start..<start + size])))
      }
    } else {
      frames[top].items = own.map(JSONText.value)
    }
    extents.removeSubrange(frames[top].firstExtent...)
    values.removeSubrange(frames[top].firstValue...)
    frames[top].kind = .mixed
  }
}
