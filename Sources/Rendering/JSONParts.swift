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
    var position = 0
    append(dimensions[...], type, to: &bytes, &position, number)
  }

  private func append(
    _ dimensions: ArraySlice<Int>, _ type: ElementType, to bytes: inout [UInt8],
    _ position: inout Int, _ number: (Int) -> Double
  ) {
    guard let length = dimensions.first else {
      append(number(position), type, to: &bytes)
      position += 1
      return
    }
    bytes.append(UInt8(ascii: "["))
    for index in 0..<length {
      if index > 0 { bytes += ", ".utf8 }
      append(dimensions.dropFirst(), type, to: &bytes, &position, number)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  func append(_ tensor: Tensor, to bytes: inout [UInt8]) {
    append(dimensions: tensor.shape.dimensions, tensor.elementType, to: &bytes) { tensor[$0] }
  }
}
