import Glibc
import TestSupport
import Testing

/// The session driven by keys through a pseudo-terminal.
@Suite struct SessionAtTerminalTests {
  /// A session with a home of its own.
  private static func start(
    in home: String, term: String = "xterm", columns: Int = 80, _ arguments: [String] = []
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      arguments, environment: ["HOME": home, "TERM": term, "LC_ALL": "C.UTF-8"], columns: columns)
    try #require(terminal.wait(for: "> "), "\(terminal.shown)")
    return terminal
  }

  private static func leave(_ terminal: PseudoTerminal) throws {
    // Before the prompt the terminal itself would take the key.
    #expect(terminal.wait(for: "> "))
    terminal.type("\u{04}")
    let status = try #require(terminal.waitForEnd())
    #expect(status == 0)
  }

  private static let history = "/.local/state/swiftgrad/history"

  @Test func linesAreAnsweredAndNumbered() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("x = 2\r2x\r")
    #expect(terminal.wait(for: "_1\u{1B}[0m = 4"))
    terminal.type("_ + _1\r")
    #expect(terminal.wait(for: "_2\u{1B}[0m = 8"))
    try Self.leave(terminal)
  }

  @Test(arguments: ["xterm", "dumb", "vt100", "no-such-terminal"])
  func everyTerminalWillDo(term: String) throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path, term: term)
    terminal.type("6 * 7\r")
    #expect(terminal.wait(for: "= 42"))
    try Self.leave(terminal)
    if term == "dumb" { #expect(!terminal.shown.contains("\u{1B}")) }
  }

  @Test func historySurvivesAndIsPrivate() throws {
    let home = try Home()
    let first = try Self.start(in: home.path)
    first.type("111 + 222\r")
    #expect(first.wait(for: "333"))
    // Killed: what was entered is there all the same.
    first.send(SIGKILL)
    _ = first.waitForEnd()
    var status = stat()
    #expect(stat(home.path + Self.history, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(stat(home.path + "/.local/state/swiftgrad", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    let second = try Self.start(in: home.path)
    second.type("\u{1B}[A\r")
    #expect(second.wait(for: "= 333"))
    try Self.leave(second)
  }

  @Test func sessionsAtOnceKeepEachOthersHistory() throws {
    let home = try Home()
    let (first, second) = (try Self.start(in: home.path), try Self.start(in: home.path))
    for number in 0..<20 {
      first.type("1000 + \(number)\r")
      second.type("2000 + \(number)\r")
    }
    #expect(first.wait(for: "= 1019"))
    #expect(second.wait(for: "= 2019"))
    try Self.leave(first)
    try Self.leave(second)
    let text = String(
      decoding: try File.read(home.path + Self.history), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 40)
    let all = [1000, 2000].flatMap { base in (0..<20).map { "\(base) + \($0)" } }
    #expect(Set(lines) == Set(all))
  }

  @Test func aHomeThatCannotBeWrittenIsSaidOnce() throws {
    let home = try Home()
    let terminal = try Self.start(in: "/proc/no-home")
    terminal.type("1 + 1\r2 + 2\r3 + 3\r")
    #expect(terminal.wait(for: "= 6"))
    try Self.leave(terminal)
    let said = terminal.shown.components(of: "the history is not kept")
    #expect(said == 1, "\(terminal.shown)")
    _ = home
  }

  @Test func tabCompletesWithSignatures() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("lgam\t5)\r")
    #expect(terminal.wait(for: "= 3.178"))
    terminal.type("alpha_one = 1\ralpha_two(t) = 2t\ralpha_\t\t")
    #expect(terminal.wait(for: "alpha_one = 1"))
    #expect(terminal.wait(for: "alpha_two(t) = 2t"))
    terminal.type("o\t + 5\r")
    #expect(terminal.wait(for: "= 6"))
    terminal.type("betainc(\t")
    #expect(terminal.wait(for: "betainc(a, b, x)"))
    terminal.type("\u{15}sum([1, 2], ax\t0)\r")
    #expect(terminal.wait(for: "= 3"))
    terminal.type(":ty\t3 > 2\r")
    #expect(terminal.wait(for: "bool number"))
    try Self.leave(terminal)
  }

  @Test func fileNamesComplete() throws {
    let home = try Home()
    try File.write(Array("q = 12345\n".utf8), to: home.path + "/definitions.sg")
    let terminal = try Self.start(in: home.path)
    terminal.type(":load \(home.path)/defi\t\rq\r")
    #expect(terminal.wait(for: "= 12345"))
    try Self.leave(terminal)
  }

  @Test func bracketsContinueOnTheNextLine() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("sum([1,\r")
    #expect(terminal.wait(for: "... "))
    terminal.type("2,\r")
    #expect(terminal.wait(for: "... "))
    terminal.type("3])\r")
    #expect(terminal.wait(for: "= 6"))
    terminal.type("def f(t):\r")
    #expect(terminal.wait(for: "... "))
    terminal.type("    return 7t\r\rf(6)\r")
    #expect(terminal.wait(for: "= 42"))
    try Self.leave(terminal)
  }

  @Test func controlCGivesUpTheLine() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("1 + (2 +\r")
    #expect(terminal.wait(for: "... "))
    terminal.type("oops\u{03}")
    #expect(terminal.wait(for: "^C"))
    #expect(terminal.wait(for: "> "))
    terminal.type("20 + 3\r")
    #expect(terminal.wait(for: "= 23"))
    try Self.leave(terminal)
  }

  @Test func controlCInterruptsALongComputation() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type(":set max-steps 1e12\r")
    for program in [
      "fori_loop(0, 10**11, lambda i, x: sin(x), 1.)",
      "grad(lambda a: fori_loop(0, 10**11, lambda i, x: sin(a * x), 1.))(2.)",
      "while_loop(lambda x: x > 0, lambda x: x + 1, 1.)",
    ] {
      #expect(terminal.wait(for: "> "))
      terminal.type(program + "\r")
      #expect(terminal.wait(for: "\n"))
      usleep(300_000)
      terminal.type("\u{03}")
      #expect(terminal.wait(for: "interrupted"), "\(program)")
    }
    terminal.type("5 * 5\r")
    #expect(terminal.wait(for: "= 25"))
    try Self.leave(terminal)
  }

  @Test func aPasteIsReadAsItStands() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    // Bracketed paste: line ends do not enter anything, a tab does not complete.
    terminal.type("\u{1B}[200~p = 3\ndef f(t):\n\ts = t^2\n\n\treturn s\nf(p)\n\u{1B}[201~\r")
    #expect(terminal.wait(for: "= 9"))
    terminal.type("p\r")
    #expect(terminal.wait(for: "= 3"))
    try Self.leave(terminal)
  }

  @Test(arguments: [80, 200, 20])
  func everyWidthWillDo(columns: Int) throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path, columns: columns)
    let terms = (1...60).map(String.init).joined(separator: " + ")
    terminal.type(terms + "\r")
    #expect(terminal.wait(for: "= 1830"))
    terminal.resize(columns: 60, lines: 20)
    terminal.type("1 + 1\r")
    #expect(terminal.wait(for: "= 2"))
    try Self.leave(terminal)
  }

  @Test func theEditorObeysInputrc() throws {
    let home = try Home()
    try File.write(
      Array("$if swiftgrad\nset editing-mode vi\n$endif\n".utf8), to: home.path + "/.inputrc")
    let terminal = try Self.start(in: home.path)
    // In vi mode: escape, to the first column, replace a character.
    terminal.type("1 + 1\u{1B}0r7")
    usleep(700_000)
    terminal.type("\r")
    #expect(terminal.wait(for: "= 8"))
    try Self.leave(terminal)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func signalsEndItWithTheTerminalPutRight(signal: CInt) throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("half a li")
    #expect(terminal.wait(for: "half a li"))
    terminal.send(signal)
    #expect(terminal.waitForEnd() == 143)
    // Bracketed paste is switched off again.
    #expect(terminal.shown.contains("\u{1B}[?2004l"))
  }

  @Test(arguments: ["", "half a line", "fori_loop(0, 10**9, lambda i, x: sin(x), 1.)\r"])
  func aTerminalThatIsClosedEndsIt(typed: String) throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("1 + 1\r")
    #expect(terminal.wait(for: "= 2"))
    terminal.type(typed)
    usleep(200_000)
    terminal.hangUp()
    let status = try #require(terminal.waitForEnd())
    #expect(status == 128 + SIGHUP || status == 143)
    // What was entered is kept.
    let history = String(decoding: try File.read(home.path + Self.history), as: UTF8.self)
    #expect(history.hasPrefix("1 + 1\n"))
  }

  @Test func suspendedItGoesOnWhereItWas() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path)
    terminal.type("40 + ")
    #expect(terminal.wait(for: "40 + "))
    terminal.send(SIGTSTP)
    terminal.type("2\r")
    // On a busy machine it may stop only after the first call to go on.
    var goesOn = false
    for _ in 0..<40 where !goesOn {
      usleep(100_000)
      terminal.send(SIGCONT)
      goesOn = terminal.wait(for: "= 42", seconds: 0.5)
    }
    #expect(goesOn)
    try Self.leave(terminal)
  }

  @Test func nothingTypedReachesTheTerminalAsAnEscapeSequence() throws {
    let home = try Home()
    let terminal = try Self.start(in: home.path, term: "dumb")
    // Control-V takes the next key as it is.
    terminal.type("'\u{16}\u{1B}[31mred'\r")
    #expect(terminal.wait(for: "error"))
    terminal.type(":history\r:names\r1+1\r")
    #expect(terminal.wait(for: "= 2"))
    #expect(!terminal.shown.contains("\u{1B}"))
    try Self.leave(terminal)
  }
}

/// A home folder for one test.
private struct Home: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/session-home-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit {
    for file in ["/.local/state/swiftgrad/history", "/.inputrc", "/definitions.sg"] {
      unlink(path + file)
    }
    for folder in ["/.local/state/swiftgrad", "/.local/state", "/.local", ""] {
      rmdir(path + folder)
    }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = Substring(self)
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
