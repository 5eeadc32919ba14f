/// An `.npy` array as a table: its first axis is that of the rows.
public struct NPYTable: Sendable {
  public let rowCount: Int
  /// The shape of what a row holds: empty for a number.
  public let rowShape: [Int]
  /// Whether the numbers of a column stand together, and not those of a row.
  public let isColumnMajor: Bool
  let type: NPYElementType

  /// How many bytes it takes to tell how long a header is.
  public static let prefixLength = 12

  /// The length of the header that begins with a prefix, up to the numbers.
  public static func headerLength(_ prefix: [UInt8]) throws(TableError) -> Int {
    guard prefix.starts(with: NPY.magic) else {
      throw NPYFault.header("this is no .npy file: it does not begin with \\x93NUMPY", at: 0)
    }
    guard prefix.count == prefixLength else {
      throw NPYFault.header("the file ends inside of its header", at: prefix.count, length: 0)
    }
    let lengthBytes = prefix[6] == 1 ? 2 : 4
    let length = prefix[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= mostHeaderBytes else {
      throw NPYFault.header("the header should have \(length) bytes", at: 8, length: lengthBytes)
    }
    return 8 + lengthBytes + length
  }

  private static let mostHeaderBytes = 1 << 20

  /// - Parameter header: everything up to the numbers.
  public init(header bytes: [UInt8]) throws(TableError) {
    let header = try NPYHeader(bytes)
    type = try NPYElementType(header.description, at: header.descriptionOffset)
    guard let first = header.dimensions.first else {
      throw NPYFault.size("a single number is no table", at: header.shapeOffset)
    }
    rowCount = first
    rowShape = Array(header.dimensions.dropFirst())
    _ = try NPY.elementCount(of: header, size: type.size)
    isColumnMajor = header.isColumnMajor && header.dimensions.count > 1
  }

  public var elementSize: Int { type.size }

  /// Gives the numbers of a row to columns.
  ///
  /// - Parameter count: how many columns share the second axis; nil if one has it all.
  public func part(columns: [Int?], sharingAxis count: Int?) -> ArrayRows.Part {
    let shape = count == nil ? rowShape : Array(rowShape.dropFirst())
    let size = shape.reduce(1, *)
    return ArrayRows.Part(
      type: type, elementCount: rowShape.reduce(1, *),
      cells: columns.enumerated().compactMap { index, column in
        column.map { ArrayRows.Cell(column: $0, offset: index * size, shape: shape) }
      })
  }
}

extension NPYTable {
  /// One column of an array in column-major order, read by itself.
  public func column(_ column: Int) -> ArrayRows.Part {
    ArrayRows.Part(
      type: type, elementCount: 1, cells: [ArrayRows.Cell(column: column, offset: 0, shape: [])])
  }
}

/// Rows from the raw numbers of arrays: each piece has some rows of the first array, then the same rows
/// of the next.
public struct ArrayRows: RowReader {
  /// What of an array's row goes to which column.
  public struct Cell: Sendable {
    let column: Int
    let offset: Int
    let shape: [Int]
  }

  public struct Part: Sendable {
    let type: NPYElementType
    let elementCount: Int
    let cells: [Cell]

    /// What a row takes.
    public var rowSize: Int { elementCount * type.size }
  }

  public let parts: [Part]
  private let columnCount: Int

  public init(_ parts: [Part], columnCount: Int) {
    self.parts = parts
    self.columnCount = columnCount
  }

  public var rowSize: Int { parts.reduce(0) { $0 + $1.rowSize } }

  /// The place in a piece is the number of a row.
  public func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int, atMost most: Int
  ) -> RowBlock {
    let rowCount = bytes.count / max(1, rowSize)
    let rows = place..<min(rowCount, place + min(most, rowCount))
    var block = RowBlock(count: rows.count, columnCount: columnCount)
    var start = 0
    var faults: [Int: TableError] = [:]
    for part in parts {
      let range = start + rows.lowerBound * part.rowSize..<start + rows.upperBound * part.rowSize
      part.read(
        UnsafeBufferPointer(rebasing: bytes[range]), rows.count, into: &block, &faults)
      start += rowCount * part.rowSize
    }
    place = rows.upperBound
    block.odd = faults.sorted { $0.key < $1.key }.map { ($0.key, .fault($0.value)) }
    return block
  }
}

extension ArrayRows.Part {
  fileprivate func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int, into block: inout RowBlock,
    _ faults: inout [Int: TableError]
  ) {
    let raw = UnsafeRawBufferPointer(bytes)
    if type.isNative {
      read(into: &block, count) { raw.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self) }
    } else {
      let decoded = decoded(Array(bytes), count, &faults)
      read(into: &block, count) { decoded[$0] }
    }
  }

  /// - Parameter number: that with an index.
  @inline(__always)
  private func read(into block: inout RowBlock, _ count: Int, _ number: (Int) -> Double) {
    for cell in cells {
      let size = cell.shape.reduce(1, *)
      block.cellShapes[cell.column] = cell.shape
      block.columns[cell.column] = [Double](unsafeUninitializedCapacity: count * size) {
        target, initialized in
        var (next, first) = (0, cell.offset)
        for _ in 0..<count {
          for position in 0..<size { target[next &+ position] = number(first &+ position) }
          next &+= size
          first &+= elementCount
        }
        initialized = count * size
      }
    }
  }

  /// All numbers; a row with one that is no double is faulty.
  private func decoded(
    _ bytes: [UInt8], _ count: Int, _ faults: inout [Int: TableError]
  ) -> [Double] {
    if let numbers = try? type.decode(bytes, from: 0, count: count * elementCount) {
      return numbers
    }
    var numbers: [Double] = []
    for row in 0..<count {
      do throws(TableError) {
        numbers += try type.decode(bytes, from: row * rowSize, count: elementCount)
      } catch {
        numbers += [Double](repeating: .nan, count: elementCount)
        if faults[row] == nil { faults[row] = error }
      }
    }
    return numbers
  }
}
