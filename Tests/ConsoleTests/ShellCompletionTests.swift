import TestSupport
import Testing

/// What real shells offer with the scripts in `completions`.
@Suite struct ShellCompletionTests {
  /// A line up to the cursor, how bash splits it, and what is to be offered among other things.
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let bashWords: [String]
    let offered: [String]
    /// What must not be offered.
    var notOffered: [String] = []

    var testDescription: String { line }
  }

  static let cases = [
    Case(
      line: "swiftgrad e", bashWords: ["swiftgrad", "e"], offered: ["eval"], notOffered: ["repl"]),
    Case(
      line: "swiftgrad eval --out", bashWords: ["swiftgrad", "eval", "--out"],
      offered: ["--output-gradients"], notOffered: ["--json"]),
    Case(
      line: "swiftgrad eval --transform hes",
      bashWords: ["swiftgrad", "eval", "--transform", "hes"],
      offered: ["hessian"], notOffered: ["jacobian"]),
    Case(
      line: "swiftgrad eval 'x * lgam", bashWords: ["swiftgrad", "eval", "'x * lgam"],
      offered: ["x * lgamma("], notOffered: ["x * log("]),
    Case(
      line: "swiftgrad eval x x=@Packa",
      bashWords: ["swiftgrad", "eval", "x", "x", "=", "@", "Packa"],
      offered: ["Package.swift"], notOffered: ["README.md"]),
    Case(
      line: "swiftgrad eval --file Packa", bashWords: ["swiftgrad", "eval", "--file", "Packa"],
      offered: ["Package.swift"]),
    Case(
      line: "swiftgrad help langu", bashWords: ["swiftgrad", "help", "langu"], offered: ["language"]
    ),
    Case(
      line: "swiftgrad help lgam", bashWords: ["swiftgrad", "help", "lgam"], offered: ["lgamma"]),
    Case(
      line: "swiftgrad functions airy_a", bashWords: ["swiftgrad", "functions", "airy_a"],
      offered: ["airy_ai", "airy_aip"], notOffered: ["airy_bi"]),
    Case(
      line: "swiftgrad completions z", bashWords: ["swiftgrad", "completions", "z"],
      offered: ["zsh"], notOffered: ["bash"]),
  ]

  @Test(arguments: cases)
  func bash(_ sample: Case) throws {
    let quoted = { (text: String) in "'" + text.replacing("'", with: "'\\''") + "'" }
    let run = try shell(
      """
      source completions/swiftgrad.bash
      compopt() { :; }
      COMP_LINE=\(quoted(sample.line)); COMP_POINT=${#COMP_LINE}
      COMP_WORDS=(\(sample.bashWords.map(quoted).joined(separator: " ")))
      COMP_CWORD=\(sample.bashWords.count - 1)
      _swiftgrad
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    check(run.output.split(separator: "\n").map(String.init), sample, run)
  }

  @Test(arguments: cases)
  func fish(_ sample: Case) throws {
    let quoted = sample.line.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    let run = try shell(
      """
      fish --no-config -c "source completions/swiftgrad.fish; complete -C '\(quoted)'"
      """)
    // Each with its description behind a tab; a path with what stands before it.
    let offered = run.output.split(separator: "\n").map { line in
      String(line.prefix { $0 != "\t" }).replacing("x=@", with: "")
    }
    check(offered, sample, run)
  }

  /// In zsh completion needs a terminal: the words are typed and what they become is read.
  @Test(arguments: [
    ("swiftgrad ev\t", "swiftgrad eval "),
    ("swiftgrad eval --output-g\t", "swiftgrad eval --output-gradients"),
    ("swiftgrad eval --transform hes\t", "swiftgrad eval --transform hessian"),
    ("swiftgrad eval 'x * lgam\t", "swiftgrad eval 'x * lgamma("),
    ("swiftgrad eval x x=@Packa\t", "swiftgrad eval x x=@Package.swift"),
    ("swiftgrad eval --file Packa\t", "swiftgrad eval --file Package.swift"),
    ("swiftgrad help langu\t", "swiftgrad help language"),
    ("swiftgrad completions z\t", "swiftgrad completions zsh"),
  ])
  func zsh(typed: String, becomes: String) throws {
    let terminal = try PseudoTerminal(
      program: "/usr/bin/env", ["zsh", "-f", "-i"],
      environment: ["TERM": "dumb", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"], columns: 200)
    terminal.type(
      "cd '\(Project.root)'; fpath=($PWD/completions $fpath); autoload -Uz compinit; "
        + "compinit -u -D; PS1='ready> '; setopt no_beep; print -r -- done-\"setting-up\"\r"
    )
    try #require(terminal.wait(for: "done-setting-up", seconds: 60), "\(terminal.shown)")
    try #require(terminal.wait(for: "ready> "))
    terminal.type(typed)
    #expect(terminal.wait(for: becomes), "\(terminal.shown)")
  }

  private func check(_ offered: [String], _ sample: Case, _ run: Binary.Run) {
    for word in sample.offered { #expect(offered.contains(word), "\(run.output)\(run.errors)") }
    for word in sample.notOffered { #expect(!offered.contains(word), "\(run.output)") }
  }
}
