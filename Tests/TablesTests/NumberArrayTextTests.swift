import Tables
import Testing

@Suite struct NumberArrayTextTests {
  private func text(_ dimensions: [Int], _ numbers: [Double]) -> String {
    var bytes = Array("before ".utf8)
    let writer = NumberWriter()
    JSONText.append(arrays: dimensions, to: &bytes) { writer.write(numbers[$0], at: $1) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("arrays in arrays, empty ones too")
  func nesting() {
    #expect(text([], [2.5]) == "before 2.5")
    #expect(text([3], [1, 2, 3]) == "before [1, 2, 3]")
    #expect(text([2, 1, 2], [1, 2, 3, 4]) == "before [[[1, 2]], [[3, 4]]]")
    #expect(text([0], []) == "before []")
    #expect(text([2, 0], []) == "before [[], []]")
    #expect(text([0, 2], []) == "before []")
  }

  @Test(
    "more text than is collected at a time",
    arguments: [[40_000], [200, 200], [20_000, 2], [2, 10_000, 2]])
  func large(_ dimensions: [Int]) {
    let numbers = (0..<40_000).map { Double($0) / -7 }
    let found = text(dimensions, numbers)
    let flat = found.dropFirst("before ".count).filter { $0 != "[" && $0 != "]" }
    #expect(flat == numbers.map(NumberText.shortest).joined(separator: ", "))
    #expect(found.count { $0 == "[" } == found.count { $0 == "]" })
    #expect(
      found.count { $0 == "[" }
        == dimensions.dropLast().reduce(into: [1]) { $0.append($0[$0.count - 1] * $1) }.reduce(0, +)
    )
  }
}
