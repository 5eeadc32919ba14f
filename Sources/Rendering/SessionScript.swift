import Calculator

/// The definitions of a session as statements of the language, which make them again.
public enum SessionScript {
  public static func text(_ session: Session) -> String {
    session.orderedDefinitions.map { name, definition in
      switch definition {
      case .value(let datum): "\(name) = \(DatumText.literal(datum))\n"
      case .function(let statement):
        (statement.definesName ? "" : "\(name) = ") + statement.text + "\n"
      }
    }.joined()
  }
}
