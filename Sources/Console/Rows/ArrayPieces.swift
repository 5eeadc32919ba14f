import CStreams
import Glibc
import Syntax
import Tables

/// The rows of arrays that are read side by side: those of an `.npy` file, or of several in an `.npz`.
final class ArrayPieces: RowPieces {
  let rowCount: Int
  let rows: ArrayRows
  private let sources: [any ByteReader]
  private let name: String
  private var done = 0
  private var pieceSize = 1 << 14

  private static let largestPiece = 1 << 19

  /// - Parameter sources: for each part of `rows` where its numbers begin.
  init(_ sources: [any ByteReader], _ rows: ArrayRows, rowCount: Int, name: String) {
    self.sources = sources
    self.rows = rows
    self.rowCount = rowCount
    self.name = name
  }

  func next() throws(Diagnostic) -> [UInt8]? {
    let count = min(rowCount - done, max(1, pieceSize / max(1, rows.rowSize)))
    guard count > 0 else { return nil }
    pieceSize = min(2 * pieceSize, Self.largestPiece)
    var piece: [UInt8] = []
    for (source, part) in zip(sources, rows.parts) {
      let bytes = try source.read(count: count * part.rowSize)
      guard bytes.count == count * part.rowSize else {
        throw Diagnostic(
          "npy-size",
          "\(name) ends in row \(done + bytes.count / part.rowSize + 1), and \(rowCount) are promised",
          kind: .unreadable)
      }
      if sources.count == 1 { piece = bytes } else { piece += bytes }
    }
    done += count
    return piece
  }

  func skip(rows count: Int, bytes: Int) throws(Diagnostic) {
    for (source, part) in zip(sources, rows.parts) {
      try source.skip(min(count, rowCount) * part.rowSize)
    }
    done = min(count, rowCount)
  }
}

extension ArrayPieces {
  /// The rows of an `.npy` file.
  ///
  /// - Parameters:
  ///   - source: its bytes from the start.
  ///   - columns: those that the expression reads.
  ///   - names: those that the array has; nil if they are the same.
  convenience init(
    _ source: PlainBytes, name: String, path: String, columns: [String], names: [String]?
  ) throws(Diagnostic) {
    let (table, headerLength) = try NPYTable.read(from: source, name)
    let names = names ?? columns
    let width = table.rowShape.first ?? 1
    if let missing = columns.first(where: { !names.contains($0) }) {
      throw Diagnostic(
        "npy-columns", "there is no column '\(missing.withControlCharactersVisible)'",
        hint: "--columns names \(names.map(\.withControlCharactersVisible).joined(separator: ", "))"
      )
    }
    let isVector = names.count == 1 && width != 1
    guard isVector || names.count == width else {
      throw Diagnostic(
        "npy-columns", "the array has \(width) columns, and \(names.count) have names",
        hint: "--columns names them all, in their order")
    }
    let targets = names.map { columns.firstIndex(of: $0) }
    guard table.isColumnMajor else {
      let part = table.part(
        columns: targets, sharingAxis: isVector || table.rowShape.isEmpty ? nil : width)
      self.init(
        [source], ArrayRows([part], columnCount: columns.count), rowCount: table.rowCount,
        name: name)
      return
    }
    guard table.rowShape.count == 1, !isVector, !source.isCompressed, path != "-" else {
      throw Diagnostic(
        "npy-columns", "\(name) has its numbers in column-major order, which a stream cannot have",
        hint: "np.ascontiguousarray(array) reorders them")
    }
    var sources: [any ByteReader] = []
    var parts: [ArrayRows.Part] = []
    for (index, column) in targets.enumerated() {
      guard let column else { continue }
      let offset = headerLength + index * table.rowCount * table.elementSize
      sources.append(try FileBytes(path: path, offset: offset))
      parts.append(table.column(column))
    }
    self.init(
      sources, ArrayRows(parts, columnCount: columns.count), rowCount: table.rowCount, name: name)
  }

  /// The rows of an `.npz` archive, whose arrays have the names of the columns.
  ///
  /// - Parameter optional: columns that are read if the archive has them.
  static func open(
    archive path: String, columns: [String], optional: [String]
  ) throws(Diagnostic) -> (ArrayPieces, columns: [String]) {
    let name = path.quotedPath
    let archive = try Archive(path: path, name: name)
    let columns = columns + optional.filter(archive.names.contains)
    var sources: [any ByteReader] = []
    var parts: [ArrayRows.Part] = []
    var count: Int?
    for (index, column) in columns.enumerated() {
      let visible = "'\(column.withControlCharactersVisible)'"
      let source = try archive.bytes(of: column)
      let (table, _) = try NPYTable.read(from: source, "\(visible) in \(name)")
      guard !table.isColumnMajor else {
        throw Diagnostic(
          "npy-columns", "\(visible) in \(name) has its numbers in column-major order",
          hint: "np.ascontiguousarray(array) reorders them")
      }
      guard count == nil || count == table.rowCount else {
        throw Diagnostic(
          "npz-rows",
          "\(visible) in \(name) has \(table.rowCount) rows, and '\(columns[0])' has \(count ?? 0)")
      }
      count = table.rowCount
      sources.append(source)
      parts.append(table.part(columns: [index], sharingAxis: nil))
    }
    let pieces = ArrayPieces(
      sources, ArrayRows(parts, columnCount: columns.count), rowCount: count ?? 0, name: name)
    return (pieces, columns)
  }
}

extension NPYTable {
  /// Reads a header and leaves the source where the numbers begin.
  fileprivate static func read(
    from source: any ByteReader, _ name: String
  ) throws(Diagnostic) -> (NPYTable, headerLength: Int) {
    let prefix = try source.read(count: prefixLength)
    let length = try reading(of: name) { () throws(TableError) in try headerLength(prefix) }
    let rest = try source.read(count: max(0, length - prefixLength))
    let table = try reading(of: name) { () throws(TableError) in try NPYTable(header: prefix + rest)
    }
    return (table, length)
  }
}

/// The files in an archive.
private struct Archive {
  private let path: String
  private let name: String
  private let directory: ZIPDirectory

  init(path: String, name: String) throws(Diagnostic) {
    guard path != "-", let size = try FileBytes(path: path).size else {
      throw Diagnostic(
        "npz-archive", "an .npz archive is read from a file, since its directory is at its end",
        kind: .usage)
    }
    self.path = path
    self.name = name
    let tail = try Self.bytes(path, at: max(0, size - ZIPDirectory.tailLength), size)
    var place = try reading(of: name) { () throws(TableError) in
      try ZIPDirectory.place(tail: tail)
    }
    if let large = place.large {
      let record = try Self.bytes(path, at: large, 56)
      (place.offset, place.length) = try reading(of: name) { () throws(TableError) in
        try ZIPDirectory.place(largeRecord: record)
      }
    }
    let bytes = try Self.bytes(path, at: place.offset, min(place.length, size))
    directory = try reading(of: name) { () throws(TableError) in
      try ZIPDirectory(directory: bytes)
    }
  }

  var names: [String] {
    directory.entries.map {
      $0.name.hasSuffix(".npy") ? String($0.name.dropLast(4)) : $0.name
    }
  }

  /// The plain bytes of a column's array.
  func bytes(of column: String) throws(Diagnostic) -> any ByteReader {
    guard let entry = directory.entries.first(where: { $0.name == column + ".npy" }) else {
      throw Diagnostic(
        "npz-columns", "there is no array '\(column.withControlCharactersVisible)' in \(name)",
        hint: "it has \(names.map(\.withControlCharactersVisible).joined(separator: ", "))")
    }
    let header = try Self.bytes(path, at: entry.offset, ZIPDirectory.localHeaderLength)
    let start = try reading(of: name) { () throws(TableError) in
      try ZIPDirectory.dataOffset(localHeader: header)
    }
    let file = try FileBytes(path: path, offset: entry.offset + start)
    switch entry.method {
    case 0: return file
    case 8: return try PlainBytes(file, SG_DEFLATE)
    default:
      throw Diagnostic(
        "npz-archive", "'\(column)' in \(name) is compressed in a way that is not known",
        hint: "np.savez and np.savez_compressed write archives that are")
    }
  }

  private static func bytes(
    _ path: String, at offset: Int, _ count: Int
  ) throws(Diagnostic) -> [UInt8] {
    try FileBytes(path: path, offset: max(0, offset)).read(count: count)
  }
}
