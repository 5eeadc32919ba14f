/// What stands where a number should, and is taken for one all the same.
///
/// Real tools write such cells: each is refused unless it is asked for, so that none is misread.
public struct DirtyCells: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A number in a string, `"1.50"`: what DuckDB makes of its decimals.
  public static let strings = DirtyCells(rawValue: 1)
  /// `NaN`, `Infinity` and `-Infinity` outside of a string, as Python and DuckDB write them in JSON.
  public static let bareNonFinite = DirtyCells(rawValue: 2)
  /// `null` and empty fields, which become NaN.
  public static let nulls = DirtyCells(rawValue: 4)
  /// Integers that no double equals, which become the nearest one.
  public static let largeIntegers = DirtyCells(rawValue: 8)

  /// The names by which they are asked for.
  public static let names: [(name: String, cells: DirtyCells)] = [
    ("strings", .strings), ("nan", .bareNonFinite), ("null", .nulls), ("integers", .largeIntegers),
  ]
}
