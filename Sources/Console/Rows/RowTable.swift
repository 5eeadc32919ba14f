import Calculator
import Syntax
import Tables

/// A table that is read: how it comes in pieces, and what reads the rows of a piece.
struct RowTable {
  /// The form of a table.
  enum Form: String, CaseIterable {
    case ndjson, json, csv, tsv, npy, npz

    /// Those that rows are written in.
    static let outputs: [Form] = [.ndjson, .json, .csv, .tsv, .npy]

    /// As a name tells, with or without what tells its compression.
    init?(path: String) {
      var parts = path.split(separator: "/").last?.split(separator: ".") ?? []
      if let last = parts.last, ["gz", "zst"].contains(last) { parts.removeLast() }
      switch parts.count > 1 ? parts.last : nil {
      case "csv": self = .csv
      case "tsv", "tab": self = .tsv
      case "ndjson", "jsonl": self = .ndjson
      case "json": self = .json
      case "npy": self = .npy
      case "npz": self = .npz
      default: return nil
      }
    }

    /// Between the fields of a row; nil where there are none.
    var separator: UInt8? {
      switch self {
      case .csv: UInt8(ascii: ",")
      case .tsv: UInt8(ascii: "\t")
      default: nil
      }
    }
  }

  /// What the command says of the input.
  struct Wishes {
    var path: String
    var form: Form?
    /// The columns that the expression reads.
    var columns: [String]
    /// Columns that are read if the table has them.
    var optional: [String] = []
    /// The names of all columns, where the input has none.
    var names: [String]?
    var isOneByOne = false
    /// What else is taken for a number.
    var accepted: DirtyCells = []
    /// Whether the text of each row is wanted beside its numbers.
    var keepsText = false

    /// What is read of a table with columns of some names.
    func columns(of names: [String]) -> [String] { columns + optional.filter(names.contains) }
  }

  let form: Form
  /// The columns that are read.
  let columns: [String]
  let pieces: any RowPieces
  /// Reads the rows of the pieces.
  let rows: any RowReader
  /// The text that names the columns, for those who carry them along.
  let header: [UInt8]?
  /// How many rows there are, where that is known before.
  let count: Int?
  /// What part of the input has been read, where that is known.
  let share: () -> Double?

  static func open(_ wishes: Wishes) throws(Diagnostic) -> RowTable {
    let named = wishes.form ?? Form(path: wishes.path)
    if named == .npz {
      let (pieces, columns) = try ArrayPieces.open(
        archive: wishes.path, columns: wishes.columns, optional: wishes.optional)
      return RowTable(form: .npz, columns, pieces, share: { nil })
    }
    let file = try FileBytes(path: wishes.path)
    let plain = try PlainBytes(file)
    let share = { () -> Double? in
      file.size.flatMap { $0 > 0 ? Double(file.count) / Double($0) : nil }
    }
    if named == .npy {
      let columns = wishes.columns(of: wishes.names ?? [])
      let pieces = try ArrayPieces(
        plain, name: file.name, path: wishes.path, columns: columns, names: wishes.names)
      return RowTable(form: .npy, columns, pieces, share: share)
    }
    let peeked = PeekedBytes(plain)
    var form = named ?? .ndjson
    if named == nil, try peeked.firstByte() == UInt8(ascii: "[") { form = .json }
    let text = TextPieces(
      form == .json ? JSONArrayLines(peeked, name: file.name) : peeked,
      hasQuotes: form.separator != nil, isOneByOne: wishes.isOneByOne)
    if let separator = form.separator {
      return try RowTable(form, separator, text, name: file.name, wishes, share: share)
    }
    let columns = wishes.columns(of: NDJSONRows.keys(of: text.firstRecord()))
    let rows = NDJSONRows(
      columns: columns, accepting: wishes.accepted, keepsRanges: wishes.keepsText)
    return RowTable(
      form: form, columns: columns, pieces: text, rows: rows, share: share)
  }

  private init(
    form: Form, columns: [String], pieces: any RowPieces,
    rows: any RowReader, header: [UInt8]? = nil,
    count: Int? = nil, share: @escaping () -> Double?
  ) {
    self.form = form
    self.columns = columns
    self.pieces = pieces
    self.rows = rows
    self.header = header
    self.count = count
    self.share = share
  }

  private init(
    form: Form, _ columns: [String], _ pieces: ArrayPieces, share: @escaping () -> Double?
  ) {
    self.init(
      form: form, columns: columns, pieces: pieces, rows: pieces.rows, count: pieces.rowCount,
      share: share)
  }

  /// A text whose first record names the columns, unless they are named already.
  private init(
    _ form: Form, _ separator: UInt8, _ text: TextPieces, name: String, _ wishes: Wishes,
    share: @escaping () -> Double?
  ) throws(Diagnostic) {
    let names: [String]
    let header: [UInt8]
    if let given = wishes.names {
      names = given
      header = Array(
        given.map(CSVText.field).joined(separator: String(UnicodeScalar(separator))).utf8)
    } else {
      let record = try text.takeHeader(of: name)
      header = record
      names = try reading { () throws(TableError) in
        try CSVRows.fields(record, separator: separator)
      }
    }
    let columns = wishes.columns(of: names)
    let rows = try reading { () throws(TableError) in
      try CSVRows(
        header: names, columns: columns, separator: separator,
        accepting: wishes.accepted, keepsRanges: wishes.keepsText)
    }
    self.init(
      form: form, columns: columns, pieces: text, rows: rows, header: header,
      share: share)
  }
}

/// Makes what is wrong with a table a message, which may say in which input it is.
func reading<Result>(
  of name: String? = nil, _ body: () throws(TableError) -> Result
) throws(Diagnostic) -> Result {
  do throws(TableError) { return try body() } catch { throw Diagnostic(error, of: name) }
}
