import Testing

@testable import Tables

@Suite struct JSONTextTests {
  private func text(_ number: Double) -> String {
    var bytes: [UInt8] = []
    JSONText.append(number, to: &bytes)
    return bytes.text
  }

  private func text(_ string: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(string: string, to: &bytes)
    return bytes.text
  }

  private func text(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    JSONText.append(value, to: &bytes)
    return bytes.text
  }

  @Test func numbers() {
    #expect(text(2) == "2")
    #expect(text(2.1972245773362196) == "2.1972245773362196")
    #expect(text(1e22) == "1e22")
    #expect(text(-0.0) == "-0.0")
    #expect(text(.nan) == "\"NaN\"")
    #expect(text(.infinity) == "\"Infinity\"")
    #expect(text(-.infinity) == "\"-Infinity\"")
  }

  @Test(arguments: [
    ("", #""""#), ("a b", #""a b""#), ("\"\\/", #""\"\\/""#),
    ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
    ("\0\u{1B}[31m", #""\u0000\u001B[31m""#), ("\u{7F}\u{85}\u{9B}", #""\u007F\u0085\u009B""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("\u{202E}\u{FEFF}", #""\u202E\uFEFF""#),
    ("\u{FFFF}\u{1FFFE}", #""\uFFFF\uD83F\uDFFE""#), ("\u{E0001}", #""\uDB40\uDC01""#),
    ("π𝜋é", #""π𝜋é""#),
  ])
  func strings(string: String, expected: String) throws {
    #expect(text(string) == expected)
    guard case .string(let back) = try JSONReader.parse(Array(expected.utf8)) else {
      Issue.record("no string")
      return
    }
    #expect(Array(back.utf8) == Array(string.utf8))
  }

  @Test(
    arguments: [
      ([0], []), ([3], [1, 2, 3]), ([2, 2], [1, 2, 3, 4]), ([2, 0], []), ([2, 0, 3], []),
      ([1, 1, 2], [1, .nan]), ([2, 1, 2], [1, 2, 3, 4]), ([], [7]),
    ] as [([Int], [Double])])
  func arrays(dimensions: [Int], values: [Double]) {
    let expected = [
      [0]: "[]", [3]: "[1, 2, 3]", [2, 2]: "[[1, 2], [3, 4]]", [2, 0]: "[[], []]",
      [2, 0, 3]: "[[], []]", [1, 1, 2]: #"[[[1, "NaN"]]]"#, [2, 1, 2]: "[[[1, 2]], [[3, 4]]]",
      []: "7",
    ]
    let array = JSONValue.NumberArray(dimensions: dimensions, values: values)
    #expect(text(.numbers(array)) == expected[dimensions])
  }

  @Test func objects() {
    let value: JSONValue = .object([
      .init(key: "y", value: .number(1)),
      .init(key: "dydx", value: .array([.null, .bool(true), .object([]), .array([])])),
    ])
    #expect(text(value) == #"{"y": 1, "dydx": [null, true, {}, []]}"#)
  }
}
