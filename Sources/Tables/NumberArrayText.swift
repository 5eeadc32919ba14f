extension JSONText {
  /// Where the text of a number begins, or ends.
  public typealias Place = UnsafeMutablePointer<UInt8>

  /// Appends numbers as arrays in arrays, on one line. Without dimensions it is the one number.
  ///
  /// - Parameters:
  ///   - dimensions: how many elements each array has, the outermost first.
  ///   - write: writes the number at a position, counted row by row, into memory and returns the end
  ///     of its text. `NumberWriter.room` bytes are there.
  public static func append(
    arrays dimensions: [Int], to bytes: inout [UInt8], _ write: (Int, Place) -> Place
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberArrayWriter.capacity) { room in
      guard let start = room.baseAddress else { return }
      // Of many numbers, what they take at the least.
      let count = dimensions.reduce(1, *)
      if count > bytes.count { bytes.reserveCapacity(bytes.count + 3 * count) }
      var writer = NumberArrayWriter(start: start, end: start, bytes: bytes)
      bytes = []
      writer.write(dimensions[...], write)
      writer.flush()
      bytes = writer.bytes
    }
  }
}

/// Collects text in a piece of memory, which goes to an array of bytes whenever it is full: an array
/// that is grown number by number takes longer than the digits.
private struct NumberArrayWriter {
  static let capacity = 1 << 14

  let start: JSONText.Place
  var end: JSONText.Place
  var bytes: [UInt8]
  private var position = 0

  init(start: JSONText.Place, end: JSONText.Place, bytes: [UInt8]) {
    self.start = start
    self.end = end
    self.bytes = bytes
  }

  mutating func write(
    _ dimensions: ArraySlice<Int>, _ write: (Int, JSONText.Place) -> JSONText.Place
  ) {
    makeRoom()
    guard let length = dimensions.first else {
      end = write(position, end)
      position += 1
      return
    }
    append(Ascii.openBracket)
    if dimensions.count == 1 {
      for index in 0..<length {
        makeRoom()
        if index > 0 { appendComma() }
        end = write(position, end)
        position += 1
      }
    } else {
      for index in 0..<length {
        if index > 0 { appendComma() }
        self.write(dimensions.dropFirst(), write)
      }
    }
    makeRoom()
    append(Ascii.closeBracket)
  }

  private mutating func append(_ byte: UInt8) {
    end[0] = byte
    end += 1
  }

  private mutating func appendComma() {
    end[0] = Ascii.comma
    end[1] = Ascii.space
    end += 2
  }

  /// Has room for a number and what stands around it.
  private mutating func makeRoom() {
    if end - start > Self.capacity - NumberWriter.room - 8 { flush() }
  }

  mutating func flush() {
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    end = start
  }
}
