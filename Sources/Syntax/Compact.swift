/// An integer kept in 32 bits, as a position in a text is: there are many of them.
///
/// One that does not fit becomes the nearest that does.
@propertyWrapper
public struct Compact: Hashable, Sendable {
  static let maximum = Int(Int32.max)

  private var stored: Int32

  public init(wrappedValue: Int) { stored = Int32(clamping: wrappedValue) }

  public var wrappedValue: Int {
    get { Int(stored) }
    set { stored = Int32(clamping: newValue) }
  }
}
