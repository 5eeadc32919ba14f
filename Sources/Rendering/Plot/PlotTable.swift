import Calculator
import Tables

/// The points of a plot for other programs.
public struct PlotTable {
  private let data: PlotData

  public init(_ data: PlotData) {
    self.data = data
  }

  private var columns: [(label: String, function: PlotData.Function, order: Int)] {
    data.functions.flatMap { function in
      data.orders.map { order in
        (
          PlotPanel.label(of: function, order: order, by: data.variable, isPlain: true), function,
          order
        )
      }
    }
  }

  /// A line of names, and a line for each point.
  public var csv: [UInt8] {
    let columns = columns
    var text = ([data.variable] + columns.map(\.label)).map(CSVText.field).joined(separator: ",")
    text += "\n"
    for (index, x) in data.grid.enumerated() {
      let numbers = [x] + columns.map { $0.function.values[$0.order][index] }
      text += numbers.map(NumberText.shortest).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  /// One line: the points, and of each curve its values and the intervals in which it breaks.
  public var json: [UInt8] {
    var bytes: [UInt8] = Array("{\"variable\": ".utf8)
    JSONText.append(string: data.variable, to: &bytes)
    bytes += ", \"from\": ".utf8
    JSONText.append(data.from, to: &bytes)
    bytes += ", \"to\": ".utf8
    JSONText.append(data.to, to: &bytes)
    bytes += ", \"x\": ".utf8
    Self.append(data.grid, to: &bytes)
    bytes += ", \"curves\": [".utf8
    for (index, column) in columns.enumerated() {
      bytes += "\(index == 0 ? "" : ", "){\"label\": ".utf8
      JSONText.append(string: column.label, to: &bytes)
      bytes += ", \"order\": \(column.order), \"y\": ".utf8
      Self.append(column.function.values[column.order], to: &bytes)
      bytes += ", \"breaks\": [".utf8
      for (index, gap) in column.function.breaks[column.order].enumerated() {
        bytes += "\(index == 0 ? "" : ", "){\"kind\": \"\(gap.kind)\", \"between\": ".utf8
        Self.append([gap.left, gap.right], to: &bytes)
        bytes.append(UInt8(ascii: "}"))
      }
      bytes += "]}".utf8
    }
    bytes += "]}\n".utf8
    return bytes
  }

  private static func append(_ numbers: [Double], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      JSONText.append(number, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
