import Tables
import TestSupport
import Testing

/// A JSON value for comparisons: every array is a list of its parts, however it was spelled.
indirect enum Plain: Sendable, CustomTestStringConvertible {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([Plain])
  case members([(key: String, value: Plain)])

  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .flag(flag)
    case .number(let number): self = .number(number)
    case .string("NaN"): self = .number(.nan)
    case .string("Infinity"): self = .number(.infinity)
    case .string("-Infinity"): self = .number(-.infinity)
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.map(Plain.init))
    case .object(let members): self = .members(members.map { ($0.key, Plain($0.value)) })
    case .numbers(let array): self = Self.list(array.dimensions[...], array.values[...])
    }
  }

  init(parsing text: String) throws {
    self.init(try JSONReader.parse(Array(text.utf8)))
  }

  init(file: String) throws {
    self.init(try JSONReader.parse(try Project.read(file)))
  }

  private static func list(_ dimensions: ArraySlice<Int>, _ values: ArraySlice<Double>) -> Plain {
    guard let count = dimensions.first else { return .number(values.first ?? .nan) }
    let size = count == 0 ? 0 : values.count / count
    return .list(
      (0..<count).map { index in
        let start = values.startIndex + index * size
        return list(dimensions.dropFirst(), values[start..<start + size])
      })
  }

  subscript(key: String) -> Plain? {
    guard case .members(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  var items: [Plain] {
    if case .list(let items) = self { items } else { [] }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// Where this value first differs from the expected one; nil if nowhere.
  ///
  /// Numbers may differ by `tolerance` of the expected one, keys must stand in its order.
  func difference(from expected: Plain, tolerance: Double, at place: String = "") -> String? {
    switch (self, expected) {
    case (.null, .null): return nil
    case (.flag(let a), .flag(let b)) where a == b: return nil
    case (.text(let a), .text(let b)) where a == b: return nil
    case (.number(let a), .number(let b)):
      let isNear = abs(a - b) <= max(tolerance * abs(b), 1e-300)
      return a == b || a.isNaN && b.isNaN || isNear ? nil : "\(place): \(a), not \(b)"
    case (.list(let a), .list(let b)) where a.count == b.count:
      return zip(a, b).enumerated().lazy.compactMap { index, pair in
        pair.0.difference(from: pair.1, tolerance: tolerance, at: "\(place)[\(index)]")
      }.first
    case (.members(let a), .members(let b)) where a.map(\.key) == b.map(\.key):
      return zip(a, b).lazy.compactMap { a, b in
        a.value.difference(from: b.value, tolerance: tolerance, at: "\(place).\(b.key)")
      }.first
    default: return "\(place): \(self), not \(expected)"
    }
  }

  var testDescription: String { "\(self)" }
}

/// What several blocking runs give, one run per processor at a time.
func concurrently<Item: Sendable, R: Sendable>(
  _ items: [Item], _ body: @escaping @Sendable (Item) throws -> R
) async throws -> [R] {
  let lanes = 4
  return try await withThrowingTaskGroup(of: [(Int, R)].self) { group in
    for lane in 0..<lanes {
      group.addTask {
        try stride(from: lane, to: items.count, by: lanes).map { ($0, try body(items[$0])) }
      }
    }
    var results: [(Int, R)] = []
    for try await some in group { results += some }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// `swiftgrad eval` with the given words.
func eval(
  _ words: String..., input: String = "", output: Binary.Output = .captured,
  environment: [String: String] = [:]
) throws -> Binary.Run {
  try Binary.run(
    ["eval"] + words, input: Array(input.utf8), environment: environment, output: output)
}
