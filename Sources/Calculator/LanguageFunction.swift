/// A function of the language that is about lists and shapes, as help shows it.
public struct LanguageFunction: Sendable {
  public let signature: String
  public let summary: String
  public let example: String

  public static let all = Builtin.all.map {
    LanguageFunction(signature: $0.signature, summary: $0.summary, example: $0.example)
  }

  public static func named(_ name: String) -> LanguageFunction? {
    Builtin.named(name).map {
      LanguageFunction(signature: $0.signature, summary: $0.summary, example: $0.example)
    }
  }

  /// Every name, other names included.
  public static var names: [String] { Builtin.names }
}
