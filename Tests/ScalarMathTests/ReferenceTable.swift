#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The true values of one function, as `Reference/make_reference.py` wrote them.
struct ReferenceTable {
  struct Row {
    let arguments: [Double]
    /// The nearest double of the true value.
    let nearest: Double
    /// The true value minus `nearest`, in units of the last place.
    let rest: Double
    let condition: Double

    /// The distance of a result from the true value in ulps, over the condition number if that is
    /// above 1.
    func error(of result: Double) -> Double {
      if nearest.isInfinite { return result == nearest ? 0 : .infinity }
      if !result.isFinite { return .infinity }
      let ulps = (result - nearest) / nearest.ulp
      return (ulps - rest).magnitude / condition
    }
  }

  let rows: [Row]

  /// Reads `NAME.tsv`; without rows when there is no such table or a line is not of its form.
  init(_ name: String, arguments count: Int) {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let text = Self.contents(of: "/\(folder)/Reference/\(name).tsv")
    var rows: [Row] = []
    for line in text.split(separator: "\n") {
      let numbers = line.split(separator: "\t").map { Double($0) ?? .nan }
      guard numbers.count >= count + 2, !numbers.contains(where: \.isNaN) else {
        self.rows = []
        return
      }
      rows.append(
        Row(
          arguments: Array(numbers[..<count]), nearest: numbers[count], rest: numbers[count + 1],
          condition: numbers.count > count + 2 ? numbers[count + 2] : 1))
    }
    self.rows = rows
  }

  private static func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
