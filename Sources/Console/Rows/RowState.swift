import Tables

/// How far a run over rows is: what it needs to go on, and what it will have to say at its end.
struct RowState: Sendable, Equatable {
  /// What was asked for; another command cannot go on with it.
  var command: String
  var rows = 0
  var inputBytes = 0
  var outputBytes = 0
  var faulty = 0
  var nonFinite = 0
  var firstFault: Fault?
  var firstNonFinite: Int?

  struct Fault: Sendable, Equatable {
    var row: Int
    var message: String
    var hint: String?
  }

  init(command: String) {
    self.command = command
  }

  /// As it stands in a file.
  var bytes: [UInt8] {
    let number = { (key: String, value: Int) in
      JSONValue.Member(key: key, value: .number(Double(value)))
    }
    var members = [
      JSONValue.Member(key: "command", value: .string(command)), number("rows", rows),
      number("input_bytes", inputBytes), number("output_bytes", outputBytes),
      number("faulty", faulty), number("nonfinite", nonFinite),
    ]
    if let firstFault {
      members.append(number("first_faulty", firstFault.row))
      members.append(.init(key: "message", value: .string(firstFault.message)))
      if let hint = firstFault.hint { members.append(.init(key: "hint", value: .string(hint))) }
    }
    if let firstNonFinite { members.append(number("first_nonfinite", firstNonFinite)) }
    var bytes: [UInt8] = []
    JSONText.append(.object(members), to: &bytes)
    return bytes + Array("\n".utf8)
  }

  /// Nil if it is none.
  init?(_ bytes: [UInt8]) {
    guard case .object(let members)? = try? JSONReader.parse(bytes) else { return nil }
    let value = { (key: String) in members.first { $0.key == key }?.value }
    let number = { (key: String) -> Int? in
      if case .number(let number)? = value(key) { Int(exactly: number) } else { nil }
    }
    let text = { (key: String) -> String? in
      if case .string(let text)? = value(key) { text } else { nil }
    }
    guard let command = text("command"), let rows = number("rows"),
      let inputBytes = number("input_bytes"), let outputBytes = number("output_bytes"),
      let faulty = number("faulty"), let nonFinite = number("nonfinite")
    else { return nil }
    self.command = command
    (self.rows, self.inputBytes, self.outputBytes) = (rows, inputBytes, outputBytes)
    (self.faulty, self.nonFinite) = (faulty, nonFinite)
    if let row = number("first_faulty"), let message = text("message") {
      firstFault = Fault(row: row, message: message, hint: text("hint"))
    }
    firstNonFinite = number("first_nonfinite")
  }
}
