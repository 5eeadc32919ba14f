/// Completions for bash.
///
/// Bash takes `=`, `@` and quotes for the ends of words, so the word at the cursor is taken from the line
/// itself.
enum BashCompletions {
  static var script: String {
    let first = (CompletionModel.commands.map(\.name) + ["--help", "--version"])
      .joined(separator: " ")
    return """
      # \(CompletionModel.note)

      _swiftgrad_functions='\(CompletionModel.functions.joined(separator: " "))'

      # Names of functions for the last word of an expression; what stands before it stays.
      _swiftgrad_expression() {
        local text=${1#[\\'\\"]} close='' name
        [[ $1 == [\\'\\"]* ]] && close='('
        [[ $text =~ ^(.*[^A-Za-z0-9_])?([A-Za-z][A-Za-z0-9_]*)$ ]] || return
        local before=${BASH_REMATCH[1]} start=${BASH_REMATCH[2]}
        # Readline replaces only what stands behind the last of its word breaks.
        [[ $1 == [\\'\\"]* ]] || before=${before##*[$COMP_WORDBREAKS]}
        for name in $(compgen -W "$_swiftgrad_functions" -- "$start"); do
          COMPREPLY+=("$before$name$close")
        done
        compopt -o nospace
      }

      _swiftgrad_words() {
        mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
      }

      _swiftgrad_files() {
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$1")
      }

      _swiftgrad() {
        local line=${COMP_LINE:0:COMP_POINT} word command i
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          [[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }
        done
        # The word with all that bash would cut off: the rest behind the last blank outside of quotes.
        word=${COMP_WORDS[COMP_CWORD]}
        if [[ $word != [\\'\\"]* ]]; then word=${line##*[[:space:]]}; fi
        if [[ -z $command ]]; then
          _swiftgrad_words '\(first)' "$word"
          return
        fi
        local before=${COMP_WORDS[COMP_CWORD - 1]}
        [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
        case $command in
      \(CompletionModel.commands.map(branch).joined(separator: "\n"))
        esac
      }

      complete -F _swiftgrad swiftgrad

      """
  }

  private static func branch(_ command: CommandDescription) -> String {
    let flags = command.options.flatMap(\.names).joined(separator: " ")
    let values = command.options.compactMap(value)
    var lines = ["    \(command.name))"]
    if !values.isEmpty { lines += ["      case $before in"] + values + ["      esac"] }
    lines.append("      case $word in")
    lines.append("        -*) _swiftgrad_words '\(flags)' \"$word\" ;;")
    switch CompletionModel.words(behind: command) {
    case .expression:
      lines.append("        *@*) _swiftgrad_files \"${word##*@}\" ;;")
      lines.append("        *) _swiftgrad_expression \"$word\" ;;")
    case .functions: lines.append(words("$_swiftgrad_functions"))
    case .pages:
      lines.append(words("\(CompletionModel.pages.joined(separator: " ")) $_swiftgrad_functions"))
    case .shells:
      lines.append(words(CompletionsCommand.shells.map(\.name).joined(separator: " ")))
    case .none: break
    }
    lines.append("      esac ;;")
    return lines.joined(separator: "\n")
  }

  /// What completes the value of a flag; nil where nothing is known of it.
  private static func value(of option: Option) -> String? {
    let names = option.names.joined(separator: " | ")
    if option.takesFile { return "        \(names)) _swiftgrad_files \"${word##*=}\"; return ;;" }
    guard !option.choices.isEmpty else { return nil }
    let choices = option.choices.joined(separator: " ")
    return "        \(names)) _swiftgrad_words '\(choices)' \"${word##*=}\"; return ;;"
  }

  private static func words(_ list: String) -> String {
    "        *) _swiftgrad_words \"\(list)\" \"$word\" ;;"
  }
}
