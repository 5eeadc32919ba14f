/// Completions for fish.
enum FishCompletions {
  static var script: String {
    var lines = [
      "# \(CompletionModel.note)",
      "",
      "set -g __swiftgrad_functions \(CompletionModel.functions.joined(separator: " "))",
      "",
      """
      # Names of functions for the last word of an expression, files behind an @.
      function __swiftgrad_expression
          set -l token (commandline -ct)
          string match -q -- '-*' $token; and return
          set -l text (string replace -r '^[\\'"]' '' -- $token)
          if string match -q '*@*' -- $text
              set -l before (string replace -r '[^@]*$' '' -- $text)
              for path in (__fish_complete_path (string replace -r '.*@' '' -- $text))
                  echo $before$path
              end
              return
          end
          set -l parts (string match -r '^(.*[^A-Za-z0-9_]|)([A-Za-z][A-Za-z0-9_]*)$' -- $text)
          or return
          for name in (string match -- "$parts[3]*" $__swiftgrad_functions)
              echo $parts[2]$name"("
          end
      end
      """,
      "",
      "complete -c swiftgrad -f",
      "complete -c swiftgrad -n __fish_use_subcommand -l help -d 'Show the help.'",
      "complete -c swiftgrad -n __fish_use_subcommand -l version -d 'Show the version.'",
    ]
    for command in CompletionModel.commands {
      lines.append(
        "complete -c swiftgrad -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.summary))"
      )
    }
    for command in CompletionModel.commands {
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      lines.append("")
      for option in command.options {
        lines.append(
          "complete -c swiftgrad \(condition) \(flags(option)) -d \(quoted(option.summary))")
      }
      if let words = words(command) {
        lines.append("complete -c swiftgrad \(condition) -a '\(words)'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func flags(_ option: Option) -> String {
    var text = option.names.map {
      $0.hasPrefix("--") ? "-l \($0.dropFirst(2))" : "-s \($0.dropFirst())"
    }
    .joined(separator: " ")
    if !option.choices.isEmpty {
      text += " -x -a '\(option.choices.joined(separator: " "))'"
    } else if option.takesFile {
      text += " -r -F"
    } else if option.value != nil {
      text += " -x -a '(__swiftgrad_expression)'"
    }
    return text
  }

  private static func words(_ command: CommandDescription) -> String? {
    switch CompletionModel.words(behind: command) {
    case .expression: "(__swiftgrad_expression)"
    case .functions: "$__swiftgrad_functions"
    case .pages: CompletionModel.pages.joined(separator: " ") + " $__swiftgrad_functions"
    case .shells: CompletionsCommand.shells.map(\.name).joined(separator: " ")
    case .none: nil
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
