/// How an `.npy` file stores one element, by NumPy's type string: byte order, kind, size.
struct NPYElementType {
  enum Kind {
    case float, boolean, signed, unsigned
  }

  let kind: Kind
  let size: Int
  let isBigEndian: Bool

  var element: NPYArray.Element {
    switch kind {
    case .float: size == 8 ? .float64 : .float32
    case .boolean: .boolean
    case .signed, .unsigned: .integer
    }
  }

  /// Whether the numbers stand in memory as they do in the file.
  var isNative: Bool {
    kind == .float && size == 8 && isBigEndian == (UInt16(bigEndian: 1) == 1)
  }

  /// - Parameter description: such as `<f8`, `>i4`, `|b1`.
  init(_ description: String?, at offset: Int) throws(TableError) {
    guard let description else { throw Self.structured(at: offset) }
    let text = Array(description.utf8)
    let order = text.first.map { "<>|".utf8.contains($0) } == true ? text[0] : nil
    let code = String(decoding: text.dropFirst(order == nil ? 0 : 1), as: UTF8.self)
    let known: (Kind, Int)? =
      switch code {
      case "f8": (.float, 8)
      case "f4": (.float, 4)
      case "f2": (.float, 2)
      case "b1", "?": (.boolean, 1)
      case "i1": (.signed, 1)
      case "i2": (.signed, 2)
      case "i4": (.signed, 4)
      case "i8": (.signed, 8)
      case "u1": (.unsigned, 1)
      case "u2": (.unsigned, 2)
      case "u4": (.unsigned, 4)
      case "u8": (.unsigned, 8)
      default: nil
      }
    guard let (kind, size) = known, let order, size == 1 || order != UInt8(ascii: "|") else {
      throw Self.refused(description, code: code, at: offset)
    }
    (self.kind, self.size) = (kind, size)
    isBigEndian = order == UInt8(ascii: ">")
  }

  static func structured(at offset: Int) -> TableError {
    NPYFault.type(
      "structured arrays are not read", at: offset, length: 1,
      hint: "save each field by itself: np.save(file, array['field'])")
  }

  private static func refused(_ description: String, code: String, at offset: Int) -> TableError {
    let names: [Character: String] = [
      "c": "complex numbers", "O": "Python objects", "S": "byte strings", "a": "byte strings",
      "U": "strings", "V": "raw bytes", "M": "dates", "m": "time spans",
      "f": "floating-point numbers of this size",
    ]
    let name = code.first.flatMap { names[$0] } ?? "elements of this type"
    return NPYFault.type(
      "\(name) are not read (type \(JSONFault.quoted(description)))", at: offset,
      length: description.utf8.count + 2,
      hint: "convert the array to real numbers: array.astype('<f8')")
  }

  /// The numbers in `bytes` from `offset` on, which must be `count * size` bytes.
  func decode(_ bytes: [UInt8], from offset: Int, count: Int) throws(TableError) -> [Double] {
    let data = bytes[offset..<offset + count * size]
    switch (kind, size) {
    case (.float, 8): return map(data) { Double(bitPattern: $0) }
    case (.float, 4): return map(data) { Double(Float(bitPattern: $0)) }
    case (.float, _): return map(data, Self.half)
    case (.boolean, _):
      let values = map(data) { (byte: UInt8) in byte < 2 ? Double(byte) : .nan }
      return try check(values, "is neither 0 nor 1", data)
    case (.signed, 1): return map(data) { Double(Int8(bitPattern: $0)) }
    case (.signed, 2): return map(data) { Double(Int16(bitPattern: $0)) }
    case (.signed, 4): return map(data) { Double(Int32(bitPattern: $0)) }
    case (.signed, _):
      let values = map(data) { Double(exactly: Int64(bitPattern: $0)) ?? .nan }
      return try check(values, "is not exact as a float64", data)
    case (.unsigned, 1): return map(data) { (integer: UInt8) in Double(integer) }
    case (.unsigned, 2): return map(data) { (integer: UInt16) in Double(integer) }
    case (.unsigned, 4): return map(data) { (integer: UInt32) in Double(integer) }
    case (.unsigned, _):
      let values = map(data) { (integer: UInt64) in Double(exactly: integer) ?? .nan }
      return try check(values, "is not exact as a float64", data)
    }
  }

  private func map<Bits: FixedWidthInteger>(
    _ data: ArraySlice<UInt8>, _ convert: (Bits) -> Double
  ) -> [Double] {
    data.withUnsafeBytes { raw in
      let count = raw.count / size
      return [Double](unsafeUninitializedCapacity: count) { values, initializedCount in
        for index in 0..<count {
          let stored = raw.loadUnaligned(fromByteOffset: index * size, as: Bits.self)
          let bits = isBigEndian ? Bits(bigEndian: stored) : Bits(littleEndian: stored)
          values.initializeElement(at: index, to: convert(bits))
        }
        initializedCount = count
      }
    }
  }

  /// Refuses a NaN, by which the conversion of integers and booleans marks what it cannot do.
  private func check(
    _ values: [Double], _ fault: String, _ data: ArraySlice<UInt8>
  ) throws(TableError) -> [Double] {
    guard let index = values.firstIndex(where: \.isNaN) else { return values }
    let start = data.startIndex + index * size
    let bytes = data[start..<start + size]
    let bits = (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(0 as UInt64) {
      $0 << 8 | UInt64($1)
    }
    let number = kind == .signed ? String(Int64(bitPattern: bits)) : String(bits)
    throw NPYFault.value(
      "element \(index) of the array, \(number), \(fault)", at: start, length: size)
  }

  /// A number in IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits.
  private static func half(_ bits: UInt16) -> Double {
    let fraction = Double(bits & 0x3FF)
    let exponent = Int(bits >> 10 & 0x1F)
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
