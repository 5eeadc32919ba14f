/// Why a text or a file could not be read as a table of numbers, and where.
public struct TableError: Error, Sendable, Equatable {
  /// A stable name in kebab case, such as `json-trailing-comma` or `npy-size`.
  public var code: String
  /// One sentence for people, without a final stop.
  public var message: String
  /// The byte of the input at which the fault begins; `nil` if it has no single place.
  public var offset: Int?
  /// How many bytes from `offset` on belong to the fault.
  public var length: Int
  /// What to do about it, where that is clear.
  public var hint: String?

  public init(
    code: String, message: String, offset: Int? = nil, length: Int = 1, hint: String? = nil
  ) {
    self.code = code
    self.message = message
    self.offset = offset
    self.length = length
    self.hint = hint
  }
}
