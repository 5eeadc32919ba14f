/// Writes comma-separated values (RFC 4180).
public enum CSVText {
  /// A field, in quotes where something in it would be taken for more than text.
  public static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == " " || $0.properties.generalCategory == .control
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
