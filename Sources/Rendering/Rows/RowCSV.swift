import Calculator
import Syntax
import Tables

/// Comma-separated values: the columns `y` and `dydx.NAME`, and one for each number of an array.
public struct RowCSV: RowFormat {
  private let layout: RowLayout
  private let places: [RowLayout.Place?]
  private let separatorByte: UInt8
  /// For rows that are nothing but numbers, with their cells.
  private let template: (template: RowTemplate, cells: [RowLayout.Cell])?
  public let header: [UInt8]

  /// - Parameters:
  ///   - layout: what every row has.
  ///   - original: the header of what is carried along, as it was read.
  /// - Throws: if there are too many columns.
  public init(
    _ layout: RowLayout, separator: UInt8 = UInt8(ascii: ","), original: [UInt8]?
  ) throws(Diagnostic) {
    let numbers = layout.numbers
    guard numbers.count <= Self.mostColumns else {
      throw Diagnostic(
        "too-many-columns",
        "a row has \(numbers.count) numbers, which is too much for a column each",
        hint: "--to ndjson writes arrays")
    }
    self.layout = layout
    places = numbers.map(\.place)
    separatorByte = separator
    template = Self.template(places, separator)
    let names = numbers.map { Array(CSVText.field($0.name).utf8) }
    header =
      Array(((original.map { [$0] } ?? []) + names).joined(separator: [separator])) + [
        UInt8(ascii: "\n")
      ]
  }

  private static func template(
    _ places: [RowLayout.Place?], _ separator: UInt8
  ) -> (RowTemplate, [RowLayout.Cell])? {
    let cells = places.compactMap { $0?.cell }
    guard cells.allSatisfy(\.dimensions.isEmpty) else { return nil }
    // A field without a number is nothing between two separators.
    var parts: [[UInt8]] = [[]]
    for (index, place) in places.enumerated() {
      if index > 0 { parts[parts.count - 1].append(separator) }
      if place != nil { parts.append([]) }
    }
    parts[parts.count - 1].append(UInt8(ascii: "\n"))
    return (RowTemplate(parts) { Array(NumberText.shortest($0).utf8) }, cells)
  }

  private static let mostColumns = 10_000

  public func append(
    _ results: RowResults, _ original: ((Int) -> ArraySlice<UInt8>)?, to bytes: inout [UInt8]
  ) throws(Diagnostic) {
    try layout.check(results.layout)
    if original == nil, let (template, cells) = template {
      return template.append(results, cells, to: &bytes)
    }
    for row in 0..<results.count {
      if let original {
        bytes += original(row)
        bytes.append(separatorByte)
      }
      for (index, place) in places.enumerated() {
        if index > 0 { bytes.append(separatorByte) }
        guard let place else { continue }
        let number = results.columns[place.cell.column].number(place.position, of: row)
        if place.cell.elementType == .bool {
          bytes += (number != 0 ? "true" : "false").utf8
        } else {
          NumberText.append(number, to: &bytes)
        }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  public func missing(_ original: ArraySlice<UInt8>?) -> [UInt8] {
    (original.map { $0 + [separatorByte] } ?? [])
      + [UInt8](repeating: separatorByte, count: places.count - 1) + [UInt8(ascii: "\n")]
  }
}

extension RowLayout {
  /// Refuses a row that has something else than all others.
  func check(_ other: RowLayout) throws(Diagnostic) {
    guard self == other else {
      throw Diagnostic(
        "other-columns",
        "the result has \(other.outline), and the table has \(outline) for each row",
        hint: "--to ndjson writes rows of different shapes")
    }
  }

  /// As messages say it: `y of the shape [3], dydx.x`.
  private var outline: String {
    let names = numbers.map(\.name)
    return names.count > 6
      ? names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more"
      : names.joined(separator: ", ")
  }
}
