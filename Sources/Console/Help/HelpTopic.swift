/// Something that help explains and that is no command.
struct HelpTopic: Sendable {
  /// A part of a page, which each form of it lays out in its own way.
  enum Block: Sendable {
    case heading(String)
    case paragraph(String)
    /// Words and what they mean.
    case terms([(term: String, meaning: String)])
    /// A command that can be run as it stands.
    case example(command: String, explanation: String)
  }

  let name: String
  /// The section of the manual that its page belongs to.
  let section: Int
  let summary: String
  let blocks: [Block]

  static let all = [language, json, numbers]
}
