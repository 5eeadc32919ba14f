/// A JSON text as a value. Members keep the order of the text.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])
  /// A rectangular array of numbers of any rank from 1 up, kept flat.
  ///
  /// The strings `"NaN"`, `"Infinity"` and `"-Infinity"` are numbers in it; outside of such an
  /// array they stay strings. `[]` has the dimensions `[0]`, and `[[], []]` has `[2, 0]`.
  case numbers(NumberArray)

  /// A key of an object with its value.
  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Numbers in row-major order: the last dimension varies fastest.
  public struct NumberArray: Sendable, Equatable {
    /// At least one; their product is `values.count`.
    public var dimensions: [Int]
    public var values: [Double]

    public init(dimensions: [Int], values: [Double]) {
      self.dimensions = dimensions
      self.values = values
    }
  }
}
