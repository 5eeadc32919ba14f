extension JSONText {
  /// Appends a value on one line, with a space after each comma and colon.
  ///
  /// What the reader gives for it is the same value, if its strings are no numbers in disguise.
  public static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    // What is left to write, last first: the depth of the value costs no stack.
    var rest: [Part] = [.value(value)]
    while let part = rest.popLast() {
      switch part {
      case .punctuation(let text): bytes.append(contentsOf: text.utf8)
      case .key(let key): append(string: key, to: &bytes)
      case .value(.null): bytes.append(contentsOf: "null".utf8)
      case .value(.bool(let flag)): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
      case .value(.number(let number)): append(number, to: &bytes)
      case .value(.string(let string)): append(string: string, to: &bytes)
      case .value(.numbers(let array)): append(array, to: &bytes)
      case .value(.array(let items)):
        bytes.append(Ascii.openBracket)
        rest.append(.punctuation("]"))
        for (index, item) in items.enumerated().reversed() {
          rest.append(.value(item))
          if index > 0 { rest.append(.punctuation(", ")) }
        }
      case .value(.object(let members)):
        bytes.append(Ascii.openBrace)
        rest.append(.punctuation("}"))
        for (index, member) in members.enumerated().reversed() {
          rest.append(.value(member.value))
          rest.append(.punctuation(": "))
          rest.append(.key(member.key))
          if index > 0 { rest.append(.punctuation(", ")) }
        }
      }
    }
  }

  private enum Part {
    case value(JSONValue)
    case key(String)
    case punctuation(String)
  }

  /// Appends numbers as arrays in arrays. Without dimensions it is the one number.
  public static func append(_ array: JSONValue.NumberArray, to bytes: inout [UInt8]) {
    // With a dimension of 0, what is nested in the dimensions before it is an empty array.
    let isEmpty = array.values.isEmpty
    let dimensions = array.dimensions.prefix { $0 != 0 }
    let count = isEmpty ? dimensions.reduce(1, *) : array.values.count
    for index in 0..<count {
      // An array begins before each multiple of its size, and ends where the next begins.
      let opening = arrays(aligned: index, dimensions)
      if index > 0 { bytes.append(contentsOf: ", ".utf8) }
      for _ in 0..<opening { bytes.append(Ascii.openBracket) }
      if isEmpty {
        bytes.append(contentsOf: "[]".utf8)
      } else {
        append(array.values[index], to: &bytes)
      }
      for _ in 0..<arrays(aligned: index + 1, dimensions) { bytes.append(Ascii.closeBracket) }
    }
  }

  /// How many of the nested arrays begin or end at an element.
  private static func arrays(aligned index: Int, _ dimensions: ArraySlice<Int>) -> Int {
    var rest = index
    var number = 0
    for dimension in dimensions.reversed() {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: dimension)
      if remainder != 0 { break }
      rest = quotient
      number += 1
    }
    return number
  }
}
