import Tables
import Tensors

// What every report in JSON is made of.

/// Something that collects the bytes of a JSON text.
protocol JSONWriter {
  var bytes: [UInt8] { get set }
}

extension JSONWriter {
  /// Writes items with commas between them.
  mutating func separate<Item>(_ items: [Item], _ write: (inout Self, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      write(&self, item)
    }
  }

  /// Writes an array.
  mutating func list<Item>(_ items: [Item], _ write: (inout Self, Item) -> Void) {
    bytes += "[".utf8
    separate(items, write)
    bytes += "]".utf8
  }
}

extension Structure {
  /// Appends lists as arrays and dicts as objects.
  func appendJSON(to bytes: inout [UInt8], _ appendLeaf: (Leaf, inout [UInt8]) -> Void) {
    switch self {
    case .leaf(let leaf): appendLeaf(leaf, &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        item.appendJSON(to: &bytes, appendLeaf)
      }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        JSONText.append(string: member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.appendJSON(to: &bytes, appendLeaf)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension JSONReport.NonFinite {
  /// Appends a number, or a truth value.
  func append(_ number: Double, _ type: ElementType, to bytes: inout [UInt8]) {
    switch type {
    case .bool: bytes += (number != 0 ? "true" : "false").utf8
    case .float64, .float32:
      if number.isFinite || self != .null {
        JSONText.append(number, to: &bytes)
      } else {
        bytes += "null".utf8
      }
    }
  }

  /// Appends an array, axis by axis; a scalar as its number.
  ///
  /// - Parameter number: the element at a position, in row-major order.
  func append(
    dimensions: [Int], _ type: ElementType, to bytes: inout [UInt8], _ number: (Int) -> Double
  ) {
    if dimensions.isEmpty { return append(number(0), type, to: &bytes) }
    let writer = NumberWriter()
    JSONText.append(arrays: dimensions, to: &bytes) { position, place in
      let number = number(position)
      if type == .bool { return Self.write(number != 0 ? "true" : "false", at: place) }
      return number.isFinite ? writer.write(number, at: place) : write(nonFinite: number, at: place)
    }
  }

  private func write(nonFinite number: Double, at place: JSONText.Place) -> JSONText.Place {
    if self == .null { return Self.write("null", at: place) }
    return Self.write(
      number.isNaN ? "\"NaN\"" : number < 0 ? "\"-Infinity\"" : "\"Infinity\"", at: place)
  }

  private static func write(_ word: StaticString, at place: JSONText.Place) -> JSONText.Place {
    place.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    return place + word.utf8CodeUnitCount
  }

  func append(_ tensor: Tensor, to bytes: inout [UInt8]) {
    let dimensions = tensor.shape.dimensions
    if let base = tensor.base {
      withExtendedLifetime(tensor) {
        append(dimensions: dimensions, tensor.elementType, to: &bytes) { base[$0] }
      }
    } else {
      append(dimensions: dimensions, tensor.elementType, to: &bytes) { tensor[$0] }
    }
  }
}
