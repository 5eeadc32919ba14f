import Autodiff
import Syntax
import Tables

/// One calculation to be made: the parameters of `value_and_gradient`, as text and data.
public struct Request {
  /// A value as it was given.
  public enum Given {
    /// JSON, or an expression over captured names.
    case text(SourceText)
    case json(JSONValue)
    /// An array that is never unpacked.
    case array(Tensor)
    /// What a name of a session stands for.
    case definition(Definition)
    /// A number or an array of a shape that comes later: one for each row of a table.
    case cell(Shape)
  }

  public struct Argument {
    /// Nil for a positional one.
    public var name: String?
    public var value: Given
    /// Whether there is a gradient by it.
    public var isDifferentiated = true
    /// Its standard deviation, of its shape or broadcasting to it; nil where it is exact.
    public var sigma: Given?

    public init(name: String? = nil, value: Given, sigma: Given? = nil) {
      self.name = name
      self.value = value
      self.sigma = sigma
    }
  }

  /// What the calculation may use up.
  public typealias Limits = Budget.Limits

  public var expression: SourceText
  public var arguments: [Argument] = []
  /// Values that the expression sees and that are differentiated only where an argument names them.
  public var captured: [(name: String, value: Given)] = []
  /// The parameters of a body, where their order is not that of first appearance.
  public var parameters: [String]?
  public var outputGradients: JSONValue?
  public var usesGradientTape = false
  public var unpacksSingleArgument = true
  public var hasAux = false
  public var zeroesUnconnected = false
  /// The prefix of every operation that is recorded.
  public var name: String?
  public var elementType = ElementType.float64
  /// What else than the gradient is wanted.
  public var transformations: [Transformation] = []
  /// The directions of `jvp` and `hvp`, in the structure of the gradients.
  public var tangents: JSONValue?
  /// Standard deviations of arguments by their names.
  public var sigmas: [(name: String, value: Given)] = []
  /// How arguments vary together: dicts by their names, or a matrix in their order.
  public var covariance: Given?
  /// To which order uncertainties are propagated, 1 or 2.
  public var sigmaOrder = 1
  /// Whether matrices of derivatives come without the entries that are always 0.
  public var isSparse = false
  public var limits = Limits()
  /// Whether names are given values by statements rather than arguments: for the hints of errors.
  public var isInSession = false
  /// How often the compiled program runs; the time of a run is the median.
  public var repetitions = 1

  public init(_ expression: SourceText) {
    self.expression = expression
  }

  /// Whether it is asked how uncertain the result is.
  public var hasUncertainties: Bool {
    sigmaOrder != 1 || covariance != nil || !sigmas.isEmpty
      || arguments.contains { $0.sigma != nil }
  }
}
