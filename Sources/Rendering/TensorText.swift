import Tables
import Tensors

/// A tensor laid out in rows and columns; a large one is cut to its corners.
struct TensorText {
  private let tensor: Tensor
  /// A larger tensor is shown by its ends along each axis.
  private static let largestCount = 1000
  private static let shownAtEnds = 3

  init(_ tensor: Tensor) {
    self.tensor = tensor
  }

  var text: String {
    if tensor.rank == 0 { return spelling(tensor[0]) }
    let isCut = tensor.count > Self.largestCount
    let shown = tensor.shape.dimensions.map { length -> [Int?] in
      guard isCut, length > 2 * Self.shownAtEnds else { return Array(0..<length) }
      return Array(0..<Self.shownAtEnds) + [nil] + Array((length - Self.shownAtEnds)..<length)
    }
    var cells: [String] = []
    collect(shown, axis: 0, offset: 0, into: &cells)
    let width = cells.map(\.count).max() ?? 0
    var next = cells[...]
    let body = lines(shown, axis: 0, width: width, from: &next)
    return isCut ? body + "\nshape \(tensor.shape)" : body
  }

  private func spelling(_ number: Double) -> String {
    Self.spelling(number, tensor.elementType)
  }

  /// The shortest decimal that reads back to the same number of a type.
  static func spelling(_ number: Double, _ type: ElementType) -> String {
    switch type {
    case .bool: number != 0 ? "true" : "false"
    case .float64: NumberText.shortest(number)
    case .float32: shortestFloat(Float(number))
    }
  }

  /// The shortest decimal that reads back to the same single-precision number.
  private static func shortestFloat(_ number: Float) -> String {
    guard let decimal = Double(number.description), number.isFinite else {
      return NumberText.shortest(Double(number))
    }
    return NumberText.shortest(decimal)
  }

  private func collect(_ shown: [[Int?]], axis: Int, offset: Int, into cells: inout [String]) {
    guard axis < shown.count else {
      cells.append(spelling(tensor[offset]))
      return
    }
    let stride = tensor.shape.strides[axis]
    for index in shown[axis] {
      if let index {
        collect(shown, axis: axis + 1, offset: offset + index * stride, into: &cells)
      }
    }
  }

  private func lines(
    _ shown: [[Int?]], axis: Int, width: Int, from cells: inout ArraySlice<String>
  ) -> String {
    let isInnermost = axis == shown.count - 1
    let parts = shown[axis].map { index -> String in
      guard index != nil else { return "..." }
      guard isInnermost else {
        return lines(shown, axis: axis + 1, width: width, from: &cells)
      }
      let cell = cells.popFirst() ?? ""
      return String(repeating: " ", count: width - cell.count) + cell
    }
    if isInnermost { return "[" + Self.wrapped(parts).joined(separator: "\n ") + "]" }
    let blank = String(repeating: "\n", count: max(1, shown.count - axis - 1))
    let indented = parts.map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n ")
    }
    return "[" + indented.joined(separator: "," + blank + " ") + "]"
  }

  /// Cells on lines of at most about 75 columns.
  private static func wrapped(_ cells: [String]) -> [String] {
    var lines = [""]
    for (index, cell) in cells.enumerated() {
      let text = cell + (index < cells.count - 1 ? "," : "")
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = text
      } else if lines[lines.count - 1].count + text.count + 1 > 75 {
        lines.append(text)
      } else {
        lines[lines.count - 1] += " " + text
      }
    }
    return lines
  }
}
