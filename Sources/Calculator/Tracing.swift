import Autodiff
import Syntax

// Recording a function on stand-ins, whose values are not known, and what to do where it wants them.

extension Interpreter {
  /// On a tape values decide: where a function cannot be recorded without them, it is followed step by
  /// step.
  func followingValues<Result>(
    _ recorded: () throws(Diagnostic) -> Result, orElse followed: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard recorder is Tape else { return try recorded() }
    return try tracing(recorded, orElse: followed)
  }

  /// What can be recorded once for all, or else step by step.
  func tracing<Result>(
    _ recorded: () throws(Diagnostic) -> Result, orElse followed: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) {
      return try recorded()
    } catch {
      guard error.kind == .data || error.code == "too-deep" else { throw error }
    }
    return try followed()
  }
}
