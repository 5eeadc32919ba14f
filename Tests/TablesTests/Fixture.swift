import Glibc
import Testing

/// Files beside the tests, read with the C library alone.
enum Fixture {
  static func read(_ name: String, source: String = #filePath) throws -> [UInt8] {
    let folder = source.prefix(upTo: source.lastIndex(of: "/") ?? source.startIndex)
    let file = try #require(fopen("\(folder)/Fixtures/\(name)", "rb"), "no fixture \(name)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// The lines of a file, split at tabs.
  static func table(_ name: String) throws -> [[[UInt8]]] {
    try read(name).split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(Array.init)
    }
  }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}

/// A double from its bits in hexadecimal.
func double(_ hexadecimal: some StringProtocol) throws -> Double {
  Double(bitPattern: try #require(UInt64(hexadecimal, radix: 16)))
}

/// Whether two numbers are the same double, with every NaN the same.
func isSame(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
}
