/// Writes PNG (ISO/IEC 15948): eight bits for each of red, green and blue.
enum PNGFile {
  static func bytes(_ raster: Raster) -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    var header: [UInt8] = []
    header.append(bigEndian: UInt32(raster.width))
    header.append(bigEndian: UInt32(raster.height))
    header += [8, 2, 0, 0, 0]
    append("IHDR", header, to: &bytes)
    // Each row is the difference from the one above, which the number of its filter says.
    let width = raster.width * 3
    var rows: [UInt8] = []
    rows.reserveCapacity(raster.height * (width + 1))
    for row in 0..<raster.height {
      rows.append(2)
      for index in row * width..<(row + 1) * width {
        rows.append(raster.pixels[index] &- (row > 0 ? raster.pixels[index - width] : 0))
      }
    }
    append("IDAT", ZlibWriter.bytes(rows), to: &bytes)
    append("IEND", [], to: &bytes)
    return bytes
  }

  private static func append(_ type: String, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(bigEndian: UInt32(content.count))
    let start = bytes.count
    bytes += type.utf8
    bytes += content
    bytes.append(bigEndian: checksum(bytes[start...]))
  }

  /// CRC-32 of ISO 3309.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let table = (0..<256).map { index -> UInt32 in
      (0..<8).reduce(UInt32(index)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
    var sum = UInt32.max
    for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return ~sum
  }
}

/// Compresses as zlib does (RFC 1950 and 1951), with the fixed codes and the last place at which the
/// same four bytes stood: pictures of lines are repetitions of the row above.
enum ZlibWriter {
  private static let window = 32_768
  private static let longest = 258
  private static let shortest = 4

  static func bytes(_ content: [UInt8]) -> [UInt8] {
    var writer = BitWriter(bytes: [0x78, 0x01])
    // One block, the last, with the fixed codes.
    writer.append(1, bits: 1)
    writer.append(1, bits: 2)
    var places = [Int32](repeating: -1, count: 1 << 15)
    var index = 0
    while index < content.count {
      var length = 0
      var distance = 0
      if index + shortest <= content.count {
        let hash = Self.hash(content, index)
        let place = Int(places[hash])
        places[hash] = Int32(index)
        if place >= 0, index - place <= window {
          let limit = min(longest, content.count - index)
          while length < limit, content[place + length] == content[index + length] { length += 1 }
          distance = index - place
        }
      }
      if length >= shortest {
        writer.append(length: length, distance: distance)
        // Noting some of the places within is enough.
        for inside in stride(
          from: index + 1, to: min(index + length, content.count - shortest), by: 3)
        {
          places[Self.hash(content, inside)] = Int32(inside)
        }
        index += length
      } else {
        writer.append(literal: content[index])
        index += 1
      }
    }
    writer.append(symbol: 256)
    writer.finish()
    writer.bytes.append(bigEndian: checksum(content))
    return writer.bytes
  }

  private static func hash(_ bytes: [UInt8], _ index: Int) -> Int {
    let value =
      UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
      | UInt32(bytes[index + 3]) << 24
    return Int((value &* 2_654_435_761) >> 17)
  }

  /// Adler-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}

/// Bits packed into bytes, the lowest first.
private struct BitWriter {
  var bytes: [UInt8]
  private var pending: UInt32 = 0
  private var count = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func append(_ value: UInt32, bits: Int) {
    pending |= value << UInt32(count)
    count += bits
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  mutating func finish() {
    if count > 0 { append(0, bits: 8 - count) }
  }

  mutating func append(literal: UInt8) { append(symbol: Int(literal)) }

  /// A symbol in the fixed code, whose bits come highest first.
  mutating func append(symbol: Int) {
    switch symbol {
    case 0..<144: append(code: UInt32(0x30 + symbol), bits: 8)
    case 144..<256: append(code: UInt32(0x190 + symbol - 144), bits: 9)
    case 256..<280: append(code: UInt32(symbol - 256), bits: 7)
    default: append(code: UInt32(0xC0 + symbol - 280), bits: 8)
    }
  }

  private mutating func append(code: UInt32, bits: Int) {
    var reversed: UInt32 = 0
    for bit in 0..<bits where code & (1 << UInt32(bit)) != 0 {
      reversed |= 1 << UInt32(bits - 1 - bit)
    }
    append(reversed, bits: bits)
  }

  /// A repetition of what stood so far back.
  mutating func append(length: Int, distance: Int) {
    if length == 258 {
      append(symbol: 285)
    } else {
      let (code, extra, rest) = Self.group(length - 3, codesPerPower: 4)
      append(symbol: 257 + code)
      append(UInt32(rest), bits: extra)
    }
    let (code, extra, rest) = Self.group(distance - 1, codesPerPower: 2)
    append(code: UInt32(code), bits: 5)
    append(UInt32(rest), bits: extra)
  }

  /// The tables of RFC 1951, section 3.2.5: the first codes stand for one value each, and then so many
  /// codes at a time for twice as many values as those before.
  private static func group(
    _ value: Int, codesPerPower: Int
  ) -> (code: Int, extra: Int, rest: Int) {
    if value < 2 * codesPerPower { return (value, 0, 0) }
    let top = Int.bitWidth - 1 - value.leadingZeroBitCount
    let extra = top - codesPerPower.trailingZeroBitCount
    let code = (extra + 1) * codesPerPower + (value >> extra) - codesPerPower
    return (code, extra, value & ((1 << extra) - 1))
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
