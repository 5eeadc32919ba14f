/// What went wrong with shapes or values, in words that need no source text.
///
/// The mathematics wing knows no text, so the place in the user's source is added by whoever
/// recorded the operation.
public struct TensorError: Error, Hashable, Sendable {
  /// A stable identifier in kebab case, such as `shape-mismatch`.
  public var code: String
  public var message: String
  public var hint: String?
  /// Where it happened, as whoever recorded the operation numbers places.
  public var place: Int32?

  public init(_ code: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension TensorError {
  /// The same error with its place, unless it has one already.
  public func at(_ place: Int32) -> TensorError {
    var located = self
    if located.place == nil, place >= 0 { located.place = place }
    return located
  }

  /// Whether a limit was reached, rather than something wrong with shapes or values.
  public var isLimit: Bool {
    ["too-large", "too-many-steps", "out-of-memory", "timeout"].contains(code)
  }
}

extension TensorError: CustomStringConvertible {
  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
