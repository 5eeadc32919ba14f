import Syntax

/// A JSON array as lines: each of its elements becomes one, whatever lines it was written in.
///
/// Nothing is checked but where elements end: what stands in them is read later, a line at a time.
final class JSONArrayLines: ByteReader {
  private enum State {
    case beforeArray, inElements, behindArray
  }

  private let source: any ByteReader
  private let name: String
  private var state = State.beforeArray
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  init(_ source: any ByteReader, name: String) {
    self.source = source
    self.name = name
  }

  var isReady: Bool { source.isReady }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    let count = try source.read(into: room)
    guard count > 0 else {
      if state == .inElements { throw fault("its array is not closed") }
      return 0
    }
    for index in 0..<count { room[index] = try line(room[index]) }
    return count
  }

  /// What a byte of the array becomes.
  private func line(_ byte: UInt8) throws(Diagnostic) -> UInt8 {
    let blank = UInt8(ascii: " ")
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return byte
    }
    switch byte {
    case blank, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): return blank
    default: break
    }
    switch state {
    case .beforeArray:
      // The byte order mark of UTF-8 may stand before it.
      if [0xEF, 0xBB, 0xBF].contains(byte) { return blank }
      guard byte == UInt8(ascii: "[") else {
        throw fault("it is no JSON array: it does not begin with [")
      }
      state = .inElements
      return blank
    case .behindArray:
      throw fault("something stands behind its array", hint: "--from ndjson reads a row a line")
    case .inElements: break
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "]") where depth == 0:
      state = .behindArray
      return UInt8(ascii: "\n")
    case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    case UInt8(ascii: ",") where depth == 0: return UInt8(ascii: "\n")
    default: break
    }
    return byte
  }

  private func fault(_ what: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("json-array", "\(name) cannot be read: \(what)", hint: hint)
  }
}
