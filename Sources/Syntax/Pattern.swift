/// What a value is called: one name, or a pattern that takes the value apart.
struct Pattern {
  /// The names of a tuple's parts.
  struct Part {
    /// What the tuple is called.
    var of: String
    var names: [String]
    /// Where it stands, with its brackets.
    var range: SourceRange
  }

  /// What the whole value is called, the user's name or one that nobody writes.
  var name: String
  /// Which names the parts of a value have, outermost first.
  var parts: [Part] = []
  /// The names that the user wrote.
  var names: [String]
  var range: SourceRange

  /// The names of a pattern that is not nested, of one that is its outermost part.
  var outermost: [String] { parts.first?.names ?? [name] }
  /// What is left to take apart behind the outermost part.
  var inner: ArraySlice<Part> { parts.dropFirst() }
}

extension Pattern {
  /// Several patterns for one value, as in `a = b, c = e`.
  ///
  /// The value has the first name that stands alone; the others take what they need from it.
  init(chain patterns: [Pattern]) {
    let alone = patterns.firstIndex { $0.parts.isEmpty }
    let deepest = patterns.map(\.parts.count).max() ?? 0
    name = alone.map { patterns[$0].name } ?? SyntheticName.item(deepest - 1)
    names = patterns.flatMap(\.names)
    range = patterns[0].range.union(patterns[patterns.count - 1].range)
    for (index, pattern) in patterns.enumerated() where index != alone {
      if var outermost = pattern.parts.first {
        outermost.of = name
        parts.append(outermost)
        parts += pattern.inner
      } else {
        parts.append(Part(of: name, names: [pattern.name], range: pattern.range))
      }
    }
  }
}

extension Expression {
  /// The statements that take values apart whose names are known.
  mutating func unpack(_ parts: some Sequence<Pattern.Part>) -> [Index] {
    parts.map { part in
      append(.assignment(part.names, append(.name(part.of), part.range)), part.range)
    }
  }

  /// The statements that give the names of a pattern their values.
  ///
  /// If the value is wanted, the last statement has it.
  mutating func assign(
    _ value: Index, to pattern: Pattern, at range: SourceRange, isValueWanted: Bool
  ) -> [Index] {
    let readers = pattern.parts.count { $0.of == pattern.name }
    let needsName = isValueWanted && pattern.parts.last.map { $0.of != pattern.name } ?? false
    let isOnlyUnpacked = readers == 1 && !needsName && !pattern.names.contains(pattern.name)
    let targets = isOnlyUnpacked ? pattern.outermost : [pattern.name]
    var statements = [append(.assignment(targets, value), range, anchor: pattern.range)]
    statements += unpack(isOnlyUnpacked ? pattern.inner : pattern.parts[...])
    if needsName { statements.append(append(.name(pattern.name), pattern.range)) }
    return statements
  }
}

/// Names that desugaring needs, which nobody writes.
enum SyntheticName {
  static let state = "__state"
  static let rest = "__rest"

  static func item(_ number: Int) -> String { "__item" + (number == 0 ? "" : String(number)) }
}
