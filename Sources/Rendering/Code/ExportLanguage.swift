/// What a derivative can be written in.
public enum ExportLanguage: String, Sendable, CaseIterable {
  case text, latex, c, python, swift, sql

  /// How its functions are spelt; nil for formulas, which have no steps.
  var dialect: CodeDialect? {
    switch self {
    case .text, .latex: nil
    case .c: .c
    case .python: .python
    case .swift: .swift
    case .sql: .sql
    }
  }
}
