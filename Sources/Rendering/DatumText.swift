import Calculator
import Syntax
import Tables
import Tensors

/// A value of a session for people: in Python's notation on one line if it fits, else its parts one
/// by one.
public struct DatumText {
  private let datum: Datum
  /// What the value is called; nil where it stands alone.
  private let label: String?
  private let style: Style

  public init(_ datum: Datum, label: String? = nil, style: Style = .plain) {
    self.datum = datum
    self.label = label
    self.style = style
  }

  private static let lineLength = 78

  public var text: String {
    if let text = Self.inline(datum, fitting: Self.lineLength - (label?.count ?? 0) - 3) {
      return row(text)
    }
    if case .tensor(let tensor) = datum { return row(TensorText(tensor).text) }
    var rows: [(label: String, value: String)] = []
    TextReport.append(datum.structure, label ?? "", ifMissing: "None", to: &rows)
    return TextReport.aligned(rows, style)
  }

  private func row(_ value: String) -> String {
    label.map { TextReport.aligned([($0, value)], style) } ?? value + "\n"
  }

  /// On one line of some columns; nil if it takes more.
  static func inline(_ datum: Datum, fitting width: Int) -> String? {
    let text: String
    switch datum {
    case .tensor(let tensor):
      guard tensor.rank < 2, tensor.count <= width else { return nil }
      text = literal(datum)
    case .text, .none: text = literal(datum)
    case .list(let items), .tuple(let items):
      guard items.count <= width, items.allSatisfy({ inline($0, fitting: width) != nil }) else {
        return nil
      }
      text = literal(datum)
    case .dictionary(let members):
      guard members.count <= width,
        members.allSatisfy({ inline($0.value, fitting: width) != nil })
      else { return nil }
      text = literal(datum)
    }
    return text.displayWidth <= width ? text : nil
  }

  /// The whole value in the notation of the language: read again, it is the same value.
  public static func literal(_ datum: Datum) -> String {
    switch datum {
    case .tensor(let tensor):
      var position = 0
      return literal(tensor, axis: 0, &position)
    case .text(let text):
      let escaped = text.withControlCharactersVisible.replacing("\\", with: "\\\\")
      return "'" + escaped.replacing("'", with: "\\'") + "'"
    case .none: return "None"
    case .list(let items): return "[" + items.map(literal).joined(separator: ", ") + "]"
    case .tuple(let items):
      return "(" + items.map(literal).joined(separator: ", ") + (items.count == 1 ? ",)" : ")")
    case .dictionary(let members):
      return "{"
        + members.map { literal(.text($0.key)) + ": " + literal($0.value) }.joined(separator: ", ")
        + "}"
    }
  }

  private static func literal(_ tensor: Tensor, axis: Int, _ position: inout Int) -> String {
    guard axis < tensor.rank else {
      defer { position += 1 }
      let number = tensor[position]
      if tensor.elementType == .bool { return number != 0 ? "true" : "false" }
      return number.isNaN
        ? "nan"
        : number.isInfinite
          ? (number < 0 ? "-inf" : "inf")
          : TensorText(Tensor(number)).text
    }
    var parts: [String] = []
    for _ in 0..<tensor.shape[axis] {
      parts.append(literal(tensor, axis: axis + 1, &position))
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
