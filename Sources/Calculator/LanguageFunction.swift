/// A function of the language that is about values or functions rather than numbers, as help shows it.
public struct LanguageFunction: Sendable {
  public let name: String
  public let aliases: [String]
  public let signature: String
  public let summary: String
  public let example: String

  /// A group of them, as a list shows them.
  public struct Family: Sendable {
    public let name: String
    public let members: [LanguageFunction]
  }

  public static let families = [
    Family(name: "Lists and shapes", members: Builtin.lists.map(Self.init)),
    Family(name: "Several arrays", members: Builtin.arrays.map(Self.init)),
    Family(name: "Control flow", members: Builtin.controlFlow.map(Self.init)),
    Family(name: "Transformations", members: Builtin.transformations.map(Self.init)),
    Family(name: "Vector calculus", members: Builtin.vectorCalculus.map(Self.init)),
  ]

  public static let all = families.flatMap(\.members)

  private init(_ builtin: Builtin) {
    name = builtin.name
    aliases = builtin.aliases
    signature = builtin.signature
    summary = builtin.summary
    example = builtin.example
  }

  public static func named(_ name: String) -> LanguageFunction? {
    Builtin.named(name).map(Self.init)
  }

  /// Every name, other names included.
  public static var names: [String] { Builtin.names }

  /// The names of constants, the usual one of each.
  public static let constants = [
    "pi", "e", "tau", "inf", "nan", "euler_gamma", "true", "false", "None",
  ]
}
