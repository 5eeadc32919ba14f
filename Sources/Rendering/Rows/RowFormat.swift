import Calculator
import Syntax

/// How the results of rows are written: a form for each kind of table.
public protocol RowFormat: Sendable {
  /// What stands before all rows.
  var header: [UInt8] { get }
  /// What stands between two rows, beside what ends each.
  var separator: [UInt8] { get }
  /// What stands behind all rows.
  var footer: [UInt8] { get }

  /// Appends the results of some rows.
  ///
  /// - Parameter original: for each row the text it was read from, where that is carried along.
  /// - Throws: if the form has no room for such results.
  func append(
    _ results: RowResults, _ original: ((Int) -> ArraySlice<UInt8>)?, to bytes: inout [UInt8]
  ) throws(Diagnostic)

  /// What stands in the place of a row that has no results.
  func missing(_ original: ArraySlice<UInt8>?) -> [UInt8]

  /// What stands in the place of a row that could not be computed; nil if only a message says so.
  func fault(_ diagnostic: Diagnostic, row: Int, _ original: ArraySlice<UInt8>?) -> [UInt8]?
}

extension RowFormat {
  public var separator: [UInt8] { [] }
  public var footer: [UInt8] { [] }
  public func fault(
    _ diagnostic: Diagnostic, row: Int, _ original: ArraySlice<UInt8>?
  ) -> [UInt8]? { nil }
}
