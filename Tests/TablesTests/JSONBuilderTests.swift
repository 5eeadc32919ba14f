import Testing

@testable import Tables

@Suite struct JSONBuilderTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONReader.parse(Array(text.utf8))
  }

  @Test(
    arguments: [
      ("[]", [0], []), ("[[], []]", [2, 0], []), ("[[[]]]", [1, 1, 0], []), ("[1]", [1], [1]),
      ("[1, 2, 3]", [3], [1, 2, 3]), ("[[1, 2], [3, 4]]", [2, 2], [1, 2, 3, 4]),
      ("[[[1], [2], [3]], [[4], [5], [6]]]", [2, 3, 1], [1, 2, 3, 4, 5, 6]),
      (#"["Infinity", "-Infinity"]"#, [2], [.infinity, -.infinity]),
      (#"[[1, "Infinity"]]"#, [1, 2], [1, .infinity]), ("[-0.0]", [1], [-0.0]),
      ("[[[[1, 2]]], [[[3, 4]]]]", [2, 1, 1, 2], [1, 2, 3, 4]),
    ] as [(String, [Int], [Double])])
  func rectangular(text: String, dimensions: [Int], values: [Double]) throws {
    #expect(try parse(text) == .numbers(.init(dimensions: dimensions, values: values)))
  }

  @Test func notANumberIsANumberInAnArray() throws {
    guard case .numbers(let array) = try parse(#"[[1], ["NaN"]]"#) else {
      Issue.record("no array of numbers")
      return
    }
    #expect(array.dimensions == [2, 1])
    #expect(array.values[0] == 1)
    #expect(array.values[1].isNaN)
  }

  private func vector(_ values: Double...) -> JSONValue {
    .numbers(.init(dimensions: [values.count], values: values))
  }

  @Test func ragged() throws {
    #expect(try parse("[[1, 2], [3]]") == .array([vector(1, 2), vector(3)]))
    #expect(try parse("[[], [3]]") == .array([vector(), vector(3)]))
    #expect(try parse("[1, [2]]") == .array([.number(1), vector(2)]))
    #expect(try parse("[[1], 2]") == .array([vector(1), .number(2)]))
    #expect(
      try parse("[[1], [[2]]]")
        == .array([vector(1), .numbers(.init(dimensions: [1, 1], values: [2]))]))
    #expect(
      try parse("[[[1], [2]], [[3], [4, 5]], [[6], [7]]]")
        == .array([
          .numbers(.init(dimensions: [2, 1], values: [1, 2])), .array([vector(3), vector(4, 5)]),
          .numbers(.init(dimensions: [2, 1], values: [6, 7])),
        ]))
    #expect(
      try parse("[[[1, 2]], [[3, 4], [5, 6]]]")
        == .array([
          .numbers(.init(dimensions: [1, 2], values: [1, 2])),
          .numbers(.init(dimensions: [2, 2], values: [3, 4, 5, 6])),
        ]))
  }

  @Test func mixed() throws {
    #expect(try parse("[true, 1]") == .array([.bool(true), .number(1)]))
    #expect(try parse("[1, null, 2]") == .array([.number(1), .null, .number(2)]))
    #expect(try parse("[[1], {}]") == .array([vector(1), .object([])]))
    #expect(try parse(#"["NaN", "a"]"#) == .array([.string("NaN"), .string("a")]))
    #expect(try parse(#"["a", "NaN"]"#) == .array([.string("a"), .string("NaN")]))
    #expect(try parse(#"[[1], "Infinity"]"#) == .array([vector(1), .string("Infinity")]))
    #expect(
      try parse(#"{"x": "NaN", "y": [1, {"z": [2, 3]}]}"#)
        == .object([
          .init(key: "x", value: .string("NaN")),
          .init(
            key: "y",
            value: .array([.number(1), .object([.init(key: "z", value: vector(2, 3))])])),
        ]))
  }
}
