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

extension DirtyCells {
  /// The number that a value stands for; nil for one that is what it is.
  ///
  /// - Throws: if it stands for none, or is not to be taken for one.
  func number(_ value: JSONValue, _ column: String) throws(TableError) -> JSONValue? {
    switch value {
    case .number, .numbers, .bool, .object: return nil
    case .null:
      if contains(.nulls) { return .number(.nan) }
      throw Self.fault(
        "\(JSONFault.quoted(column)) is null", hint: "--accept null takes it for NaN")
    case .string(let text):
      if let number = JSONText.nonfinite(named: text) { return .number(number) }
      guard let number = NumberText.parse(text.utf8) else {
        throw Self.fault("\(JSONFault.quoted(column)) is the string \(JSONFault.quoted(text))")
      }
      if contains(.strings) { return .number(number) }
      throw Self.fault(
        "\(JSONFault.quoted(column)) is the string \(JSONFault.quoted(text))",
        hint: "--accept strings takes it for the number")
    case .array(let items):
      var numbers: [JSONValue] = []
      for item in items { numbers.append(try number(item, column) ?? item) }
      // Strings and nulls that are numbers now make it an array of numbers.
      var bytes: [UInt8] = []
      JSONText.append(.array(numbers), to: &bytes)
      return try? JSONReader.parse(bytes)
    }
  }

  static func fault(_ message: String, hint: String? = nil) -> TableError {
    TableError(code: "row-not-number", message: message, hint: hint)
  }
}
