/// Completions for zsh.
enum ZshCompletions {
  static var script: String {
    """
    #compdef swiftgrad
    # \(CompletionModel.note)

    _swiftgrad_functions=(\(CompletionModel.functions.joined(separator: " ")))

    # Names of functions for the last word of an expression, files behind an @.
    _swiftgrad_expression() {
      [[ $words[CURRENT] == -* ]] && return 1
      if compset -P '*@'; then
        _files
        return
      fi
      compset -P '*[^A-Za-z0-9_]'
      [[ -n $PREFIX ]] && compadd -S '(' -a _swiftgrad_functions
    }

    _swiftgrad() {
      local -a commands=(
    \(CompletionModel.commands.map { "    \(quoted("\($0.name):\($0.summary)"))" }.joined(separator: "\n"))
      )
      if ((CURRENT == 2)); then
        _describe command commands
        compadd -- --help --version
        return
      fi
      local command=$words[2]
      shift words
      ((CURRENT--))
      case $command in
    \(CompletionModel.commands.map(branch).joined(separator: "\n"))
      esac
    }

    _swiftgrad "$@"

    """
  }

  private static func branch(_ command: CommandDescription) -> String {
    var lines = ["    \(command.name))", "      _arguments -s \\"]
    for option in command.options {
      for name in option.names {
        lines.append("        \(quoted(specification(option, name))) \\")
      }
    }
    switch CompletionModel.words(behind: command) {
    case .expression: lines.append("        '*:expression:_swiftgrad_expression'")
    case .functions:
      lines.append("        '*:function:compadd -a _swiftgrad_functions'")
    case .pages:
      let pages = CompletionModel.pages.joined(separator: " ")
      lines.append(
        "        '*:page:{compadd -a _swiftgrad_functions; compadd -- \(pages)}'")
    case .shells:
      lines.append(
        "        ':shell:(\(CompletionsCommand.shells.map(\.name).joined(separator: " ")))'")
    case .none: lines.append("        '*: :'")
    }
    lines.append("      ;;")
    return lines.joined(separator: "\n")
  }

  private static func specification(_ option: Option, _ name: String) -> String {
    let mayRepeat = ["let", "transform"].contains(option.key) ? "*" : ""
    let summary = option.summary.replacing("[", with: "\\[").replacing("]", with: "\\]")
      .replacing(":", with: "\\:")
    var text = "\(mayRepeat)\(name)"
    if option.value != nil { text += name.hasPrefix("--") ? "=" : "" }
    text += "[\(summary)]"
    guard let value = option.value else { return text }
    if !option.choices.isEmpty {
      return text + ":value:(\(option.choices.joined(separator: " ")))"
    }
    return text
      + (option.takesFile ? ":file:_files" : ":\(value.lowercased()):_swiftgrad_expression")
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
