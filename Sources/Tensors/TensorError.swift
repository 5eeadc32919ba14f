/// What went wrong with shapes or values, in words that need no source text.
///
/// The mathematics wing knows no text, so the place in the user's source is added by whoever
/// recorded the operation.
public struct TensorError: Error, Hashable, Sendable {
  /// A stable identifier in kebab case, such as `shape-mismatch`.
  public var code: String
  public var message: String
  public var hint: String?

  public init(_ code: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension TensorError: CustomStringConvertible {
  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
