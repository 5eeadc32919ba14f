/// A flag of a command: what users write, and what help says about it.
struct Option: Sendable {
  /// All spellings, the one that help shows first in the lead: `--help`, `-h`.
  let names: [String]
  /// What stands for its value in help; nil if it takes none.
  let value: String?
  let summary: String
  /// The only values it takes, if they are few.
  let choices: [String]

  init(_ names: String..., value: String? = nil, choices: [String] = [], help summary: String) {
    self.names = names
    let list = Self.list(choices, separator: "|")
    let isLong = list.count > 40
    self.value = value ?? (choices.isEmpty ? nil : isLong ? "NAME" : list)
    self.choices = choices
    self.summary = isLong ? "\(summary) One of \(Self.list(choices, separator: ", "))." : summary
  }

  /// The library's way of joining strings finds out at the start of each process what it joins, which
  /// takes longer than all of this.
  private static func list(_ words: [String], separator: String) -> String {
    var list = ""
    for word in words { list += list.isEmpty ? word : separator + word }
    return list
  }

  /// The names and what stands for the value, as help shows them.
  var spelling: String { names.joined(separator: ", ") + (value.map { " " + $0 } ?? "") }

  /// Whether its value is the name of a file.
  var takesFile: Bool { value == "FILE" }

  /// The name without its dashes, by which it is looked up.
  var key: String { String(names[0].drop { $0 == "-" }) }
}
