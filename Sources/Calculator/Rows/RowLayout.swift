import Autodiff

/// What a row of results consists of: numbers and arrays under the keys that `eval --json` gives them.
public struct RowLayout: Sendable {
  /// A number or an array of every row.
  public struct Cell: Sendable, Equatable {
    /// Which of the columns of results holds it.
    public let column: Int
    /// Empty for a number.
    public let dimensions: [Int]
    public let elementType: ElementType

    /// How many numbers it has.
    public var count: Int { dimensions.reduce(1, *) }
  }

  /// Nil leaves are gradients that are not connected, or None.
  public let parts: [(key: String, value: Structure<Cell?>)]

  /// - Parameter parts: the results in the order of the columns that hold them.
  init<Leaf>(
    _ parts: [(key: String, value: Structure<Leaf?>)],
    _ form: (Leaf) -> (shape: Shape, type: ElementType)
  ) {
    var column = -1
    self.parts = parts.map { key, value in
      (
        key,
        value.map { leaf in
          leaf.map { leaf in
            column += 1
            let (shape, type) = form(leaf)
            return Cell(column: column, dimensions: shape.dimensions, elementType: type)
          }
        }
      )
    }
  }

  /// The cells in the order of their columns.
  public var cells: [Cell] { parts.flatMap(\.value.leaves).compactMap(\.self) }

  /// Every number of a row with a name such as `y`, `dydx.x` or `y[0][1]`; nil where there is none.
  public var numbers: [(name: String, place: Place?)] {
    parts.flatMap { key, value in value.numbers(named: key) }
  }

  /// Where in a row a number stands: in a cell, and at which position in it.
  public struct Place: Sendable, Equatable {
    public let cell: Cell
    public let position: Int
  }
}

extension RowLayout: Equatable {
  public static func == (a: RowLayout, b: RowLayout) -> Bool {
    a.parts.count == b.parts.count
      && zip(a.parts, b.parts).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }
}

extension Structure where Leaf == RowLayout.Cell? {
  fileprivate func numbers(named name: String) -> [(name: String, place: RowLayout.Place?)] {
    switch self {
    case .leaf(nil): return [(name, nil)]
    case .leaf(let cell?):
      return (0..<cell.count).map { position in
        var (subscripts, rest) = ("", position)
        for dimension in cell.dimensions.reversed() {
          subscripts = "[\(rest % dimension)]" + subscripts
          rest /= dimension
        }
        return (name + subscripts, RowLayout.Place(cell: cell, position: position))
      }
    case .list(let items):
      return items.enumerated().flatMap { $1.numbers(named: "\(name)[\($0)]") }
    case .dictionary(let members):
      return members.flatMap { $0.value.numbers(named: "\(name).\($0.key)") }
    }
  }
}
