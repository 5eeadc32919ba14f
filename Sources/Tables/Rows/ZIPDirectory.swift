/// The list of files in a ZIP archive, such as NumPy's `.npz` (PKWARE's APPNOTE.TXT, version 6.3).
public struct ZIPDirectory: Sendable {
  public struct Entry: Sendable {
    public let name: String
    /// 0 if it is stored as it is, 8 if it is deflated.
    public let method: Int
    /// Where its local header stands in the archive.
    public let offset: Int
    /// How long it is in the archive.
    public let size: Int
  }

  public let entries: [Entry]

  /// How much of the archive's end is enough to find its directory: a comment may be this long.
  public static let tailLength = 22 + 0xFFFF + 20
  /// The length of a local header without its name and extra fields.
  public static let localHeaderLength = 30

  /// Where the directory stands, by the last bytes of the archive.
  ///
  /// - Parameter tail: at most `tailLength` bytes.
  /// - Returns: its place; for the large form of archives nil, with the place of a record that tells.
  public static func place(tail: [UInt8]) throws(TableError) -> (
    offset: Int, length: Int, large: Int?
  ) {
    let end = stride(from: tail.count - 22, through: 0, by: -1).first {
      tail[$0...].starts(with: [0x50, 0x4B, 5, 6])
    }
    guard let end else {
      throw TableError(code: "npz-archive", message: "this is no .npz file: it is no ZIP archive")
    }
    let length = tail.integer(at: end + 12, 4)
    let offset = tail.integer(at: end + 16, 4)
    var large: Int?
    if end >= 20, tail[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7]) {
      large = tail.integer(at: end - 12, 8)
    }
    return (offset, length, large)
  }

  /// The place of the directory, by the record of large archives: 56 bytes.
  public static func place(largeRecord record: [UInt8]) throws(TableError) -> (
    offset: Int, length: Int
  ) {
    guard record.count >= 56, record.starts(with: [0x50, 0x4B, 6, 6]) else { throw damaged }
    return (record.integer(at: 48, 8), record.integer(at: 40, 8))
  }

  /// - Parameter directory: its bytes.
  public init(directory bytes: [UInt8]) throws(TableError) {
    var entries: [Entry] = []
    var position = 0
    while position + 46 <= bytes.count, bytes[position...].starts(with: [0x50, 0x4B, 1, 2]) {
      let (nameLength, extraLength, commentLength) = (
        bytes.integer(at: position + 28, 2), bytes.integer(at: position + 30, 2),
        bytes.integer(at: position + 32, 2)
      )
      let name = position + 46
      guard name + nameLength + extraLength <= bytes.count else { throw Self.damaged }
      var size = bytes.integer(at: position + 20, 4)
      let plainSize = bytes.integer(at: position + 24, 4)
      var offset = bytes.integer(at: position + 42, 4)
      // What does not fit 32 bits stands in an extra field, in this order.
      var field = name + nameLength
      let end = field + extraLength
      while field + 4 <= end {
        let length = bytes.integer(at: field + 2, 2)
        if bytes.integer(at: field, 2) == 1 {
          var place = field + 4
          for isLarge in [plainSize == 0xFFFF_FFFF, size == 0xFFFF_FFFF, offset == 0xFFFF_FFFF]
            .enumerated() where isLarge.element
          {
            guard place + 8 <= min(end, field + 4 + length) else { throw Self.damaged }
            let value = bytes.integer(at: place, 8)
            if isLarge.offset == 1 { size = value }
            if isLarge.offset == 2 { offset = value }
            place += 8
          }
        }
        field += 4 + length
      }
      entries.append(
        Entry(
          name: String(decoding: bytes[name..<name + nameLength], as: UTF8.self),
          method: bytes.integer(at: position + 10, 2), offset: offset, size: size))
      position = name + nameLength + extraLength + commentLength
    }
    self.entries = entries
  }

  /// How far behind the start of a local header the file begins.
  public static func dataOffset(localHeader bytes: [UInt8]) throws(TableError) -> Int {
    guard bytes.count >= localHeaderLength, bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw damaged
    }
    return localHeaderLength + bytes.integer(at: 26, 2) + bytes.integer(at: 28, 2)
  }

  private static var damaged: TableError {
    TableError(code: "npz-archive", message: "the archive is damaged")
  }
}

extension [UInt8] {
  /// A little-endian number; one of 8 bytes that no archive can have is a negative one.
  fileprivate func integer(at position: Int, _ size: Int) -> Int {
    self[position..<position + size].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
