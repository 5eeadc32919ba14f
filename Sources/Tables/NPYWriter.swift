extension NPY {
  /// A file of version 1 in row-major order and little-endian.
  ///
  /// `float32` rounds each number to the nearest; `integer` takes 8 bytes. If a value is no
  /// `integer` of that size, or neither `boolean`, the whole array is stored as `float64` instead.
  ///
  /// - Precondition: `values.count` is the product of `dimensions`.
  public static func write(_ array: NPYArray) -> [UInt8] {
    precondition(
      array.dimensions.reduce(1, *) == array.values.count, "the shape does not fit the values")
    let element = storedElement(array)
    let size = element == .boolean ? 1 : element == .float32 ? 4 : 8
    let start = header(element, dimensions: array.dimensions)
    return [UInt8](unsafeUninitializedCapacity: start.count + size * array.values.count) {
      buffer, initializedCount in
      _ = buffer.initialize(fromContentsOf: start)
      let data = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[start.count...])
      for (index, value) in array.values.enumerated() {
        let offset = index * size
        switch element {
        case .float64:
          data.storeBytes(of: value.bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
        case .float32:
          data.storeBytes(
            of: Float(value).bitPattern.littleEndian, toByteOffset: offset, as: UInt32.self)
        case .integer:
          data.storeBytes(of: Int64(value).littleEndian, toByteOffset: offset, as: Int64.self)
        case .boolean:
          data.storeBytes(of: value == 0 ? 0 : 1, toByteOffset: offset, as: UInt8.self)
        }
      }
      initializedCount = start.count + size * array.values.count
    }
  }

  /// The header of a table of float64, of the same length whatever the number of rows.
  ///
  /// So it can be written before the rows are counted, and once more behind them.
  public static func header(rows: Int, columns: Int) -> [UInt8] {
    header(.float64, dimensions: [rows, columns], room: 128)
  }

  /// Appends numbers as `<f8`.
  public static func append(_ numbers: [Double], to bytes: inout [UInt8]) {
    if Int(1).littleEndian == 1 {
      numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    } else {
      for number in numbers {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
  }

  private static func storedElement(_ array: NPYArray) -> NPYArray.Element {
    let fits =
      switch array.element {
      case .float64, .float32: true
      case .boolean: array.values.allSatisfy { $0 == 1 || $0.bitPattern == 0 }
      case .integer: array.values.allSatisfy { Int64(exactly: $0) != nil && !isNegativeZero($0) }
      }
    return fits ? array.element : .float64
  }

  private static func isNegativeZero(_ x: Double) -> Bool { x == 0 && x.sign == .minus }

  /// Magic string, version, length and dictionary, padded so that the numbers are aligned.
  ///
  /// - Parameter room: what it takes at least.
  private static func header(
    _ element: NPYArray.Element, dimensions: [Int], room: Int = 0
  ) -> [UInt8] {
    let type =
      switch element {
      case .float64: "<f8"
      case .float32: "<f4"
      case .boolean: "|b1"
      case .integer: "<i8"
      }
    let sizes = dimensions.map(String.init).joined(separator: ", ")
    let shape = dimensions.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
    let prefix = magic.count + 4
    let needed = max(room, prefix + text.utf8.count + 1)
    let padding = (needed + 63) / 64 * 64 - (prefix + text.utf8.count + 1)
    let length = UInt16(text.utf8.count + padding + 1)
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
      + [UInt8](repeating: Ascii.space, count: padding) + [Ascii.newline]
  }
}
