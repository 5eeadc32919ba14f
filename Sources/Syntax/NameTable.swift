/// Numbers names in the order in which they come.
///
/// A few are compared one by one: that takes less time than a hash, and less than what a process
/// spends on its first dictionary.
public struct NameTable: Sendable {
  public private(set) var names: [String] = []
  /// Where each name is, once there are more than a few.
  private var places: [String: Int] = [:]

  private static let few = 12

  public init() {}

  public init(_ names: [String]) {
    for name in names { _ = add(name) }
  }

  public var count: Int { names.count }

  public func contains(_ name: String) -> Bool { place(of: name) != nil }

  /// The number of a name; nil if it is not among them.
  public func place(of name: String) -> Int? {
    if names.count > Self.few { return places[name] }
    for place in names.indices where names[place] == name { return place }
    return nil
  }

  /// The number of a name, which is added if it is not among them.
  public mutating func add(_ name: String) -> Int {
    if let place = place(of: name) { return place }
    names.append(name)
    if names.count == Self.few + 1 {
      for place in names.indices { places[names[place]] = place }
    } else if names.count > Self.few {
      places[name] = names.count - 1
    }
    return names.count - 1
  }
}
