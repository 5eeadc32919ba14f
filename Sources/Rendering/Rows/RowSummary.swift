import Calculator
import Tables

/// The statistics of many rows: one line of JSON, or a table with a line for each number.
public struct RowSummary {
  private let statistics: RowStatistics

  public init(_ statistics: RowStatistics) {
    self.statistics = statistics
  }

  /// `{"rows": 3, "y": {"sum": ..., "mean": ...}, "dydx": {"x": {"sum": ...}}}`
  public func json(nonFinite: JSONReport.NonFinite) -> [UInt8] {
    var bytes = Array("{\"rows\": \(statistics.count)".utf8)
    for part in statistics.layout?.parts ?? [] {
      bytes += ", ".utf8
      JSONText.append(string: part.key, to: &bytes)
      bytes += ": ".utf8
      part.value.appendJSON(to: &bytes) { cell, bytes in
        guard let cell else {
          bytes += "null".utf8
          return
        }
        for (index, (name, values)) in zip(RowStatistics.names, statistics.values(of: cell))
          .enumerated()
        {
          bytes += "\(index == 0 ? "{" : ", ")\"\(name)\": ".utf8
          nonFinite.append(dimensions: cell.dimensions, .float64, to: &bytes) { values[$0] }
        }
        bytes += "}".utf8
      }
    }
    return bytes + Array("}\n".utf8)
  }

  /// The columns `name`, `rows` and the statistics.
  public func table(separator: UInt8) -> [UInt8] {
    let header = ["name", "rows"] + RowStatistics.names
    var bytes = Array(header.joined(separator: String(UnicodeScalar(separator))).utf8)
    bytes.append(UInt8(ascii: "\n"))
    for (name, place) in statistics.layout?.numbers ?? [] {
      guard let place else { continue }
      bytes += CSVText.field(name).utf8
      bytes.append(separator)
      bytes += "\(statistics.count)".utf8
      for values in statistics.values(of: place.cell) {
        bytes.append(separator)
        NumberText.append(values[place.position], to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
