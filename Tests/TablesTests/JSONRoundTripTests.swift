import Testing

@testable import Tables

/// What is written is read again, and no damage to a text does worse than an error.
@Suite struct JSONRoundTripTests {
  private func text(_ value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONText.append(value, to: &bytes)
    return bytes
  }

  private func randomString(_ generator: inout SeededGenerator) -> String {
    var string = ""
    for _ in 0..<Int.random(in: 0..<6, using: &generator) {
      let limit = [0x80, 0x3000, 0x11_0000].randomElement(using: &generator) ?? 0x80
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<UInt32(limit), using: &generator)) {
        string.unicodeScalars.append(scalar)
      }
    }
    return string
  }

  private func randomNumbers(_ generator: inout SeededGenerator) -> JSONValue {
    let rank = Int.random(in: 1...4, using: &generator)
    var dimensions = (0..<rank).map { _ in Int.random(in: 1...3, using: &generator) }
    if Int.random(in: 0..<5, using: &generator) == 0 { dimensions[rank - 1] = 0 }
    let values = (0..<dimensions.reduce(1, *)).map { _ in
      let kind = Int.random(in: 0..<10, using: &generator)
      return kind == 0 ? .infinity : kind < 5 ? generator.anyDouble() : generator.plainDouble()
    }
    return .numbers(.init(dimensions: dimensions, values: values))
  }

  /// A value that the reader gives for its own text.
  private func randomValue(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(generator.anyDouble())
    case 3: return .string(randomString(&generator))
    case 4: return randomNumbers(&generator)
    case 5, 6:
      // Starting with a truth value, it is no array of numbers whatever follows.
      let count = Int.random(in: 0..<4, using: &generator)
      return .array(
        [.bool(true)] + (0..<count).map { _ in randomValue(&generator, depth: depth - 1) })
    default:
      var members: [JSONValue.Member] = []
      for index in 0..<Int.random(in: 0..<12, using: &generator) {
        let key = "\(index)" + randomString(&generator)
        if members.contains(where: { $0.key == key }) { continue }
        members.append(.init(key: key, value: randomValue(&generator, depth: depth - 1)))
      }
      return .object(members)
    }
  }

  @Test func randomTreesComeBack() throws {
    var generator = SeededGenerator(printingSeedOf: "randomTreesComeBack")
    for _ in 0..<1_000 {
      let value = randomValue(&generator, depth: 5)
      let bytes = text(value)
      let back = try JSONReader.parse(bytes)
      #expect(back == value, "\(bytes.text)")
      #expect(spelling(of: back) == spelling(of: value), "\(bytes.text)")
    }
  }

  @Test func truncationsAreErrors() throws {
    var generator = SeededGenerator(printingSeedOf: "truncationsAreErrors")
    for _ in 0..<30 {
      let value = JSONValue.array([.bool(true), randomValue(&generator, depth: 4)])
      let bytes = text(value)
      for end in 0..<bytes.count {
        #expect(throws: TableError.self) { try JSONReader.parse(bytes[..<end]) }
      }
    }
  }

  @Test func mutationsNeverCrash() {
    var generator = SeededGenerator(printingSeedOf: "mutationsNeverCrash")
    let pieces = [
      "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "d834", "-", ".", "e", "0", "9", " ", "\0",
      "\u{FF}", "NaN", "\"NaN\"", "[]", "1e400", "[[1]]", "null", "\u{FEFF}",
    ].map { Array($0.utf8) }
    for _ in 0..<300 {
      let original = text(randomValue(&generator, depth: 4))
      for _ in 0..<20 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let start = Int.random(in: 0...bytes.count, using: &generator)
          let end = Int.random(in: start...min(bytes.count, start + 3), using: &generator)
          let random = [UInt8.random(in: 0...255, using: &generator)]
          bytes.replaceSubrange(
            start..<end,
            with: pieces.randomElement(using: &generator).map {
              Bool.random(using: &generator) ? $0 : random
            } ?? random)
        }
        do throws(TableError) {
          let value = try JSONReader.parse(bytes)
          // What was read can be written and read again.
          #expect((try? JSONReader.parse(text(value))).map(spelling) == spelling(of: value))
        } catch {
          #expect(error.offset.map { (0...bytes.count).contains($0) } == true)
          #expect((error.offset ?? 0) + error.length <= bytes.count)
        }
      }
    }
  }
}
