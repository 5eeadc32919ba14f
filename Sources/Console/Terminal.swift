import Glibc
import Rendering
import Syntax

/// How the process ends.
enum ExitStatus: Int32 {
  case success = 0
  case checkFailed = 1
  case usage = 64
  case data = 65
  case unreadable = 66
  case defect = 70
  case outputFailed = 74
  case limit = 75
  case interrupted = 130
  case terminated = 143

  /// What each means to whoever called, for the manual.
  static let meanings: [(status: ExitStatus, meaning: String)] = [
    (.success, "Done; also if a result is NaN or infinite."),
    (.checkFailed, "Computed, but what was asked for did not hold, or some statements failed."),
    (.usage, "The command line is wrong."),
    (.data, "The expression or data is wrong."),
    (.unreadable, "An input cannot be read."),
    (.defect, "A defect of swiftgrad."),
    (.outputFailed, "The output cannot be written."),
    (.limit, "A limit was reached: time, memory, steps, depth."),
    (.interrupted, "Interrupted."),
    (.terminated, "Ended by a signal."),
  ]

  init(_ kind: Diagnostic.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .data: .data
      case .unreadable: .unreadable
      case .output: .outputFailed
      case .limit: .limit
      case .defect: .defect
      }
  }
}

/// Standard output and standard error, and how they are written to.
struct Terminal {
  /// Whether errors and warnings are lines of JSON.
  let reportsJSON: Bool
  let outputStyle: Style
  private let errorStyle: Style

  init(reportsJSON: Bool, colour: String?) {
    self.reportsJSON = reportsJSON
    let style = { (descriptor: Int32) -> Style in
      switch colour {
      case "always": return .coloured
      case "never": return .plain
      default:
        let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        return isatty(descriptor) == 1 && !isPlain && !isDumb ? .coloured : .plain
      }
    }
    outputStyle = style(STDOUT_FILENO)
    errorStyle = style(STDERR_FILENO)
  }

  /// Writes to standard output and makes sure that it arrived. A reader that has gone is no fault.
  func write(_ bytes: [UInt8]) throws(Diagnostic) {
    let writer = OutputWriter(descriptor: STDOUT_FILENO)
    _ = try writer.write(bytes)
    _ = try writer.finish()
  }

  /// Writes an error or warning to standard error, where nothing more can be done about a failure.
  func report(_ diagnostic: Diagnostic) {
    let report = DiagnosticReport(diagnostic, style: errorStyle)
    let writer = OutputWriter(descriptor: STDERR_FILENO)
    _ = try? writer.write(reportsJSON ? report.json : report.text)
    _ = try? writer.flush()
  }
}
