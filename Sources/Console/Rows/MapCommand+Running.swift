import CKernels
import Calculator
import Glibc
import Rendering
import Syntax
import Tables

extension MapCommand {
  static func run(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) -> ExitStatus {
    sg_note_interrupts()
    sg_note_terminations()
    var reader = ArgumentReader(takesUncertainties: true)
    let request = try reader.request(arguments)
    let wrt = arguments.value("wrt").map(ArgumentReader.names)
    let expression = try RowExpression(request)
    let wishes = try Wishes(arguments)
    let table = try RowTable.open(
      RowTable.Wishes(
        path: wishes.input, form: wishes.from, columns: expression.columns,
        optional: expression.optionalColumns,
        names: arguments.value("columns").map(ArgumentReader.names),
        isOneByOne: arguments.has("unbuffered"), accepted: wishes.accepted,
        keepsText: wishes.keepsText))
    let calculation = try RowCalculation(expression, wrt: wrt, reading: table.columns)
    let state = try wishes.resumedState() ?? RowState(command: wishes.command)
    if state.rows > 0 { try table.pieces.skip(rows: state.rows, bytes: state.inputBytes) }
    let first = try table.pieces.next()
    let target = wishes.target(table.form)
    let format = try self.format(target, table, calculation, first, wishes)
    let output = try self.output(wishes, state)
    if state.outputBytes == 0, !wishes.isSummary {
      _ = try output.write(format.header[...])
    }
    let progress = RowProgress(wishes.progress, rows: state.rows, share: table.share)
    let run = RowRun(
      calculation, table, first: first, format: format, policy: wishes.policy,
      refusesNonFinite: wishes.nonFinite == .error, keepsText: wishes.keepsText,
      isSummary: wishes.isSummary, output: output, state: state, progress: progress)
    let result = run.run()
    do throws(Diagnostic) {
      try finish(result, output, format, target, wishes)
    } catch {
      if error.code == "interrupted" { return interrupted(result, output, wishes, terminal) }
      report(result, wishes, terminal)
      throw output.isResumable ? withHint(error, result, output) : error
    }
    report(result, wishes, terminal)
    let isRefused = arguments.has("fail-on-nonfinite") && result.state.nonFinite > 0
    return result.state.faulty > 0 || isRefused ? .checkFailed : .success
  }

  /// The form of the output, which for some has to know what all rows have.
  private static func format(
    _ target: RowTable.Form, _ table: RowTable, _ calculation: RowCalculation, _ first: [UInt8]?,
    _ wishes: Wishes
  ) throws(Diagnostic) -> any RowFormat {
    let layout = { () throws(Diagnostic) -> RowLayout in
      if let first {
        for block in table.rows.blocks(of: first) {
          if let layout = try calculation.layout(of: block) { return layout }
        }
      }
      return try calculation.layoutOfNumbers()
    }
    switch target {
    case .csv, .tsv:
      if wishes.isSummary { break }
      return try RowCSV(
        try layout(), separator: target.separator ?? 0,
        original: wishes.keepsText ? table.header : nil)
    case .npy:
      let count = wishes.policy == .skip ? nil : table.count
      guard count != nil || wishes.output != "-" else {
        throw Diagnostic(
          "usage",
          "the header of an .npy file says how many rows follow, which a pipe cannot wait for",
          hint: "--output FILE", kind: .usage)
      }
      return RowNPY(try layout(), rows: count)
    case .ndjson, .json, .npz: break
    }
    return RowJSON(
      wishes.policy == .null ? try? calculation.layoutOfNumbers() : nil,
      nonFinite: wishes.nonFinite, isArray: target == .json)
  }

  private static func output(
    _ wishes: Wishes, _ state: RowState
  ) throws(Diagnostic) -> RowOutput {
    wishes.output == "-" || wishes.isSummary
      ? RowOutput() : try RowOutput(path: wishes.output, at: state.outputBytes)
  }

  private static func finish(
    _ result: RowRun.Result, _ output: RowOutput, _ format: any RowFormat,
    _ target: RowTable.Form, _ wishes: Wishes
  ) throws(Diagnostic) {
    if let failure = result.failure { throw failure }
    if result.readerIsGone { return }
    guard wishes.isSummary else {
      _ = try output.write(format.footer[...])
      return try output.finish(
        header: (format as? RowNPY)?.header(rows: result.writtenRows(wishes.policy)))
    }
    let summary = RowSummary(result.statistics)
    let bytes =
      target.separator.map(summary.table) ?? summary.json(nonFinite: wishes.nonFinite)
    if wishes.output == "-" {
      _ = try output.write(bytes[...])
      try output.finish()
    } else {
      try OutputFile.write(bytes, path: wishes.output)
    }
  }

  // MARK: Messages

  private static func interrupted(
    _ result: RowRun.Result, _ output: RowOutput, _ wishes: Wishes, _ terminal: Terminal
  ) -> ExitStatus {
    terminal.report(
      withHint(
        Diagnostic("interrupted", "interrupted after \(result.state.rows) rows"), result, output))
    return sg_interrupting_signal() == SIGINT ? .interrupted : .terminated
  }

  /// An error with what became of the output.
  private static func withHint(
    _ diagnostic: Diagnostic, _ result: RowRun.Result, _ output: RowOutput
  ) -> Diagnostic {
    var diagnostic = diagnostic
    guard output.isResumable else { return diagnostic }
    if result.state.rows == 0 {
      output.discard()
    } else if diagnostic.hint == nil {
      diagnostic.hint = "the same command with --resume goes on from there"
    }
    return diagnostic
  }

  private static func report(_ result: RowRun.Result, _ wishes: Wishes, _ terminal: Terminal) {
    guard !wishes.isQuiet else { return }
    let state = result.state
    if let fault = state.firstFault {
      let what =
        "\(state.faulty) of \(state.rows) row\(state.rows == 1 ? "" : "s") could not be computed"
      terminal.report(
        Diagnostic(
          "faulty-rows", "\(what), the first of them row \(fault.row): \(fault.message)",
          hint: fault.hint, severity: .warning))
    }
    if let row = state.firstNonFinite {
      terminal.report(
        Diagnostic(
          "nonfinite-rows",
          "\(state.nonFinite) of \(state.rows) rows gave NaN or infinities, the first of them row \(row)",
          severity: .warning))
    }
  }
}

extension RowRun.Result {
  /// How many rows there are in the output.
  fileprivate func writtenRows(_ policy: RowRun.FaultPolicy) -> Int {
    policy == .skip ? state.rows - state.faulty : state.rows
  }
}

/// What the command line says of the run.
private struct Wishes {
  let input: String
  let output: String
  let from: RowTable.Form?
  let to: RowTable.Form?
  let policy: RowRun.FaultPolicy
  let nonFinite: JSONReport.NonFinite
  let accepted: DirtyCells
  let keepsText: Bool
  let isSummary: Bool
  let resumes: Bool
  let isQuiet: Bool
  let progress: RowProgress.Policy
  /// What tells this run from others.
  let command: String

  init(_ arguments: ParsedArguments) throws(Diagnostic) {
    input = arguments.value("input") ?? "-"
    output = arguments.value("output") ?? "-"
    from = arguments.value("from").flatMap(RowTable.Form.init(rawValue:))
    to = arguments.value("to").flatMap(RowTable.Form.init(rawValue:))
    policy = arguments.value("on-error").flatMap(RowRun.FaultPolicy.init(rawValue:)) ?? .report
    nonFinite =
      arguments.value("nonfinite").flatMap(JSONReport.NonFinite.init(rawValue:)) ?? .string
    accepted = try Self.accepted(arguments.value("accept"))
    keepsText = arguments.has("keep")
    isSummary = arguments.has("summary")
    resumes = arguments.has("resume")
    isQuiet = arguments.has("quiet")
    progress =
      isQuiet
      ? .never
      : arguments.value("progress").flatMap(RowProgress.Policy.init(rawValue:)) ?? .auto
    let passing = ["resume", "quiet", "progress", "threads", "color"]
    command =
      (arguments.given.filter { !passing.contains($0.key) }.map { "--\($0.key)=\($0.value)" }
      + arguments.positional).joined(separator: " ")
    try check()
  }

  private static func accepted(_ text: String?) throws(Diagnostic) -> DirtyCells {
    var accepted: DirtyCells = []
    for name in text.map(ArgumentReader.names) ?? [] {
      guard let cells = DirtyCells.names.first(where: { $0.name == name })?.cells else {
        throw Diagnostic(
          "usage", "--accept does not know '\(name.withControlCharactersVisible)'",
          hint: "it takes \(DirtyCells.names.map(\.name).joined(separator: ", "))", kind: .usage)
      }
      accepted.formUnion(cells)
    }
    return accepted
  }

  private func check() throws(Diagnostic) {
    let refuse = { (message: String, hint: String?) in
      Diagnostic("usage", message, hint: hint, kind: .usage)
    }
    if resumes, output == "-" || isSummary {
      throw refuse("--resume goes on with a file of rows", "--output FILE names it")
    }
    if keepsText, isSummary { throw refuse("--summary has no rows that --keep could add to", nil) }
    if let to, !RowTable.Form.outputs.contains(to) {
      throw refuse("rows are not written as \(to.rawValue)", "--to npy")
    }
  }

  /// The form of the output for that of the input.
  func target(_ form: RowTable.Form) -> RowTable.Form {
    let wanted = to ?? RowTable.Form(path: output) ?? form
    return wanted == .npz ? .npy : wanted
  }

  /// How far an earlier run of the same command is.
  func resumedState() throws(Diagnostic) -> RowState? {
    guard resumes, let state = RowOutput.state(path: output) else { return nil }
    guard state.command == command else {
      throw Diagnostic(
        "usage", "\(output.quotedPath) was begun by another command",
        hint: "it was: map \(state.command.withControlCharactersVisible)", kind: .usage)
    }
    return state
  }
}
