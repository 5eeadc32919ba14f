import Syntax

/// What a plot is to show, as text: `swiftgrad plot` makes it of flags, the sentence of words.
public struct PlotRequest: Sendable {
  /// A body, a function or the name of one each.
  public var curves: [SourceText] = []
  /// The orders of the derivatives that are shown beside the functions, ascending.
  public private(set) var orders: [Int] = []
  /// The ends of the axis, each an expression; nil for the usual ones.
  public var from: SourceText?
  public var to: SourceText?
  /// The values at the bottom and the top of the picture of the functions, where they are chosen.
  public var bottom: SourceText?
  public var top: SourceText?
  /// The name along the axis; nil where it is the only free one.
  public var variable: String?
  /// Further values that the curves see.
  public var constants: [(name: String, value: SourceText)] = []
  /// Whether `and` stands between curves, where it may have been meant as an operator.
  var joinsByAnd = false
  /// Where texts that were cut out of a longer one begin in it.
  private var origins: [(part: SourceText, whole: SourceText, offset: Int)] = []

  /// The highest derivative that is shown.
  public static let highestOrder = 2

  public init() {}

  public mutating func show(order: Int) {
    if !orders.contains(order) { orders = (orders + [order]).sorted() }
  }

  /// A piece of a text, as a text of its own whose errors will be shown in the whole.
  mutating func part(of whole: SourceText, _ range: SourceRange) -> SourceText {
    let part = SourceText(whole[range], name: whole.name)
    origins.append((part, whole, range.start))
    return part
  }

  /// The same error with its place in the text that the user wrote.
  func located(_ error: Diagnostic) -> Diagnostic {
    guard let location = error.location,
      let origin = origins.first(where: { $0.part === location.source })
    else { return error }
    var error = error
    error.location = SourceLocation(
      source: origin.whole,
      range: SourceRange(
        start: location.range.start + origin.offset, end: location.range.end + origin.offset))
    return error
  }
}
