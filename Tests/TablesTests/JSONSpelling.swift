@testable import Tables

/// A value with nothing left to interpretation: numbers by bits, strings by code points, and
/// rectangular arrays like any others. `make_fixtures.py` spells the same way.
func spelling(of value: JSONValue) -> String {
  switch value {
  case .null: "null"
  case .bool(let flag): flag ? "true" : "false"
  case .number(let number): spelling(of: number)
  case .string(let string): spelling(of: string)
  case .array(let items): "[" + items.map(spelling).joined(separator: ",") + "]"
  case .numbers(let array): spelling(of: array.values[...], array.dimensions[...])
  case .object(let members):
    "{"
      + members.map { spelling(of: $0.key) + ":" + spelling(of: $0.value) }.joined(separator: ",")
      + "}"
  }
}

private func spelling(of number: Double) -> String {
  let digits = String(number.bitPattern, radix: 16)
  return "#" + String(repeating: "0", count: 16 - digits.count) + digits
}

private func spelling(of string: String) -> String {
  "'" + string.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: ".") + "'"
}

private func spelling(of values: ArraySlice<Double>, _ dimensions: ArraySlice<Int>) -> String {
  guard let count = dimensions.first else { return values.first.map { spelling(of: $0) } ?? "" }
  let size = count == 0 ? 0 : values.count / count
  let rows = (0..<count).map { row in
    let start = values.startIndex + row * size
    return spelling(of: values[start..<start + size], dimensions.dropFirst())
  }
  return "[" + rows.joined(separator: ",") + "]"
}
