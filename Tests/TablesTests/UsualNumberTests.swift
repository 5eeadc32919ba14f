import Glibc
import Testing

@testable import Tables

@Suite struct UsualNumberTests {
  private static let ends = ["", ",", "}", " ", "\n", "x", "\"", "\u{0}", "é"]

  /// The quick way gives what the thorough one gives, wherever the number stands in a text; or nothing.
  private static func check(_ text: String, end: String = ",") {
    let room = String(repeating: " ", count: UsualNumber.room)
    Array((text + end + room).utf8).withUnsafeBufferPointer { bytes in
      var cursor = ByteCursor(bytes)
      let quick = cursor.scanUsualNumber()
      guard let quick else {
        #expect(cursor.position == 0)
        return
      }
      let read = Array(bytes[..<cursor.position])
      // Too near to the end for the quick way.
      #expect(read.count < UsualNumber.room)
      #expect(NumberText.parse(read)?.bitPattern == quick.bitPattern, "\(text)\(end)")
      #expect(quick == strtod(read.text, nil), "\(text)\(end)")
      #expect(!Ascii.isDigit(bytes[cursor.position]))
    }
  }

  @Test func randomNumbers() {
    var generator = SeededGenerator(printingSeedOf: "randomNumbers")
    func digits(_ range: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: range, using: &generator)).map { _ in
          Character("\(Int.random(in: 0...9, using: &generator))")
        })
    }
    for _ in 0..<20_000 {
      var text = Bool.random(using: &generator) ? "-" : ""
      text += Bool.random(using: &generator) ? "0" : digits(1...21)
      if Int.random(in: 0..<4, using: &generator) > 0 {
        text += "." + String(repeating: "0", count: Int.random(in: 0...5, using: &generator))
        text += digits(0...20)
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        text += ["e", "E"].randomElement(using: &generator)!
        text += ["", "-", "+"].randomElement(using: &generator)! + digits(0...4)
      }
      Self.check(text, end: Self.ends.randomElement(using: &generator)!)
    }
  }

  @Test(arguments: ["0.1", "-2.5", "12345678.12345678", "0.00012345678901234567", "-0", "1e-7"])
  func whatIsUsual(text: String) {
    let bytes = Array((text + "," + String(repeating: " ", count: UsualNumber.room)).utf8)
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = ByteCursor(bytes)
      let expected = strtod(text, nil)
      #expect(cursor.scanUsualNumber()?.bitPattern == expected.bitPattern)
      #expect(cursor.position == text.utf8.count)
    }
  }

  @Test(arguments: [
    "", "-", "01", "00", "-01", ".5", "1.", "1.e5", "1e", "1e+", "+1", "nan", "e5", "-.5", "1e999",
  ])
  func whatIsNoNumber(text: String) {
    let bytes = Array((text + "," + String(repeating: " ", count: UsualNumber.room)).utf8)
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = ByteCursor(bytes)
      #expect(cursor.scanUsualNumber() == nil)
      #expect(cursor.position == 0)
    }
  }

  /// Each way to be next to the digits.
  @Test func digitsAreCountedByTheByte() {
    for byte in UInt8.min ... .max {
      for position in 0..<8 {
        var bytes = [UInt8](repeating: Ascii.nine, count: 8)
        bytes[position] = byte
        let count = bytes.withUnsafeBufferPointer {
          DigitWord.digitCount(DigitWord.load($0.baseAddress!))
        }
        #expect(count == (Ascii.isDigit(byte) ? 8 : position))
      }
    }
  }

  @Test func wordsOfDigits() {
    var generator = SeededGenerator(printingSeedOf: "wordsOfDigits")
    for index in 0..<20_000 {
      let number = UInt64(
        index < 10_000 ? 10_000 * index + 9_999 : Int.random(in: 0..<100_000_000, using: &generator)
      )
      let values = DigitWord.values(of: number)
      #expect(DigitWord.number(ofValues: values) == number)
      let text = (0..<8).map { values >> (8 * UInt64($0)) & 0xFF }
      #expect(text.reduce(0) { 10 * $0 + $1 } == number && text.allSatisfy { $0 < 10 })
    }
  }
}
