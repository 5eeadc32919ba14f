import Calculator
import Syntax
import Tables
import Tensors

/// A JSON object for each row, as `eval --json` writes it: a line each, or the elements of one array.
public struct RowJSON: RowFormat {
  private let nonFinite: JSONReport.NonFinite
  private let isArray: Bool
  /// What a row without results has: the keys of one that has them.
  private let withoutResults: [UInt8]

  /// - Parameter layout: what a row usually has.
  public init(_ layout: RowLayout?, nonFinite: JSONReport.NonFinite, isArray: Bool) {
    self.nonFinite = nonFinite
    self.isArray = isArray
    withoutResults =
      layout.map { layout in
        JSONOutline(layout).pieces.reduce([]) {
          $0 + ($1.cell == nil ? [] : Array("null".utf8)) + $1.text
        }
      } ?? Array("{\"y\": null}".utf8)
  }

  public var header: [UInt8] { isArray ? Array("[".utf8) : [] }
  public var separator: [UInt8] { isArray ? Array(",".utf8) : [] }
  public var footer: [UInt8] { isArray ? Array("]\n".utf8) : [] }

  public func append(
    _ results: RowResults, _ original: ((Int) -> ArraySlice<UInt8>)?, to bytes: inout [UInt8]
  ) throws(Diagnostic) {
    let outline = JSONOutline(results.layout)
    // Nearly every row gives numbers, and they are not to wait for what arrays need.
    if original == nil, let cells = outline.numbers {
      return template(outline).append(results, cells, to: &bytes)
    }
    for row in 0..<results.count {
      bytes += separator
      if let original { open(original(row), &bytes) }
      for piece in original == nil ? outline.pieces : outline.rest {
        if let cell = piece.cell { append(cell, results.columns[cell.column], row, to: &bytes) }
        bytes += piece.text
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  private func template(_ outline: JSONOutline) -> RowTemplate {
    var parts = outline.pieces.map(\.text)
    parts[0] = separator + parts[0]
    parts[parts.count - 1].append(UInt8(ascii: "\n"))
    return RowTemplate(parts) { [nonFinite] number in
      var bytes: [UInt8] = []
      nonFinite.append(number, .float64, to: &bytes)
      return bytes
    }
  }

  public func missing(_ original: ArraySlice<UInt8>?) -> [UInt8] {
    var bytes = separator
    if let original { open(original, &bytes) }
    return bytes + (original == nil ? withoutResults[...] : withoutResults.dropFirst())
      + [UInt8(ascii: "\n")]
  }

  public func fault(
    _ diagnostic: Diagnostic, row: Int, _ original: ArraySlice<UInt8>?
  ) -> [UInt8]? {
    var bytes = separator
    let error = DiagnosticReport(diagnostic).json(row: row).utf8
    guard let original, let text = Self.json(original) else { return bytes + Array(error) }
    open(text, &bytes)
    return bytes + Array(error.dropFirst())
  }

  /// The input of a row, if it is valid by itself.
  private static func json(_ original: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    (try? JSONReader.parse(original)) == nil ? nil : original
  }

  private func open(_ original: ArraySlice<UInt8>, _ bytes: inout [UInt8]) {
    bytes += "{\"input\": ".utf8
    bytes += original
    bytes += ", ".utf8
  }

  private func append(
    _ cell: RowLayout.Cell, _ column: RowResults.Column, _ row: Int, to bytes: inout [UInt8]
  ) {
    guard !cell.dimensions.isEmpty else {
      return nonFinite.append(column.number(0, of: row), cell.elementType, to: &bytes)
    }
    nonFinite.append(dimensions: cell.dimensions, cell.elementType, to: &bytes) {
      column.number($0, of: row)
    }
  }
}

/// The JSON of a row with places where its cells go.
struct JSONOutline {
  /// A cell, if there is one, and the text behind it.
  typealias Piece = (cell: RowLayout.Cell?, text: [UInt8])

  private(set) var pieces: [Piece] = []
  /// The same without the brace at the start.
  private(set) var rest: [Piece] = []

  /// The cells, if all are numbers.
  var numbers: [RowLayout.Cell]? {
    let cells = pieces.compactMap(\.cell)
    return cells.allSatisfy(\.dimensions.isEmpty) ? cells : nil
  }

  init(_ layout: RowLayout) {
    var text: [UInt8] = []
    var cell: RowLayout.Cell?
    for (index, part) in layout.parts.enumerated() {
      text += (index == 0 ? "{" : ", ").utf8
      JSONText.append(string: part.key, to: &text)
      text += ": ".utf8
      part.value.appendJSON(to: &text) { leaf, text in
        guard let leaf else {
          text += "null".utf8
          return
        }
        pieces.append((cell, text))
        (cell, text) = (leaf, [])
      }
    }
    text.append(UInt8(ascii: "}"))
    pieces.append((cell, text))
    rest = pieces
    rest[0].text.removeFirst()
  }
}
