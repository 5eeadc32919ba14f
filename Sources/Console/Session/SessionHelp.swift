import Calculator
import Rendering
import Syntax

/// What the session says about itself.
enum SessionHelp {
  /// The page of a command, setting, function or name; without a name, what there is.
  static func page(_ name: String, _ repl: Repl) throws(Diagnostic) -> String {
    if name.isEmpty { return overview }
    if name.first == ":" { return try page(SessionCommand.named(String(name.dropFirst()))) }
    if let definition = repl.session.definition(of: name) { return line(name, definition) }
    if let page = try? HelpCommand.page(name) { return page }
    if let command = SessionCommand.all.first(where: { $0.name == name }) { return page(command) }
    if let setting = SessionSetting.all.first(where: { $0.name == name }) {
      return ":set \(name) \(setting.values.joined(separator: "|"))\n\n\(setting.summary)\n"
    }
    return try HelpCommand.page(name)
  }

  private static func page(_ command: SessionCommand) -> String {
    "\(command.signature)\n\n\(command.summary)\n"
  }

  static var overview: String {
    let width = (SessionCommand.all.map(\.signature.count).max() ?? 0) + 2
    let commands = SessionCommand.all.map {
      "  " + $0.signature.rightPadded(to: width) + $0.summary + "\n"
    }
    return """
      x = 2; y = 3                   names
      f(x) = x * log(x)              functions; they see later definitions of what they use
      f(x) + y                       values; _ is the last, _1 the first
      grad x, y: x * log(y)          a value and its gradients by names
      value_and_gradient(f, 2)       gradients as in the language; also grad, hessian, ...

      Tab completes and shows signatures, Ctrl-C gives up, Ctrl-D leaves.


      """ + commands.joined()
  }

  /// `x = 2`, or what was written for a function.
  static func line(_ name: String, _ definition: Definition) -> String {
    switch definition {
    case .value(let datum):
      return DatumText(datum, label: name.withControlCharactersVisible).text
    case .function(let statement):
      let lines = statement.text.split(separator: "\n").map {
        String($0).withControlCharactersVisible
      }
      return (statement.definesName ? "" : "\(name) = ") + lines.joined(separator: "\n") + "\n"
    }
  }

  static func type(of result: Session.Outcome.Result?) -> String {
    switch result {
    case .value(let datum): type(of: datum)
    case .function(let text): "function " + text.withControlCharactersVisible
    case nil: "nothing"
    }
  }

  private static func type(of datum: Datum) -> String {
    switch datum {
    case .tensor(let tensor):
      tensor.rank == 0
        ? "\(tensor.elementType) number" : "\(tensor.elementType) array of shape \(tensor.shape)"
    case .text: "string"
    case .none: "None"
    case .list(let items):
      datum.shape.map { "list, as an array of shape \($0)" } ?? "list of \(parts(items.map(type)))"
    case .tuple(let items): "tuple of \(parts(items.map(type)))"
    case .dictionary(let members):
      "dict of \(parts(members.map { "\($0.key.withControlCharactersVisible): \(type(of: $0.value))" }))"
    }
  }

  private static func parts(_ types: [String]) -> String {
    if types.isEmpty { return "nothing" }
    if types.count > 1, Set(types).count == 1 { return "\(types.count) x (\(types[0]))" }
    let shown = types.prefix(8).joined(separator: ", ")
    return "(\(shown)\(types.count > 8 ? ", ..." : ""))"
  }
}
