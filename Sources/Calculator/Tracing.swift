import Autodiff
import Syntax

// Recording a function on stand-ins, whose values are not known, and what to do where it wants them.

extension Interpreter {
  /// On a tape values decide: where a function cannot be recorded without them, it is followed step by
  /// step.
  func followingValues<Result>(
    _ recorded: () throws(Diagnostic) -> Result, orElse followed: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard recorder.followsValues else { return try recorded() }
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

extension Interpreter {
  /// The names in a sub-expression whose values are not known while it is recorded.
  func tracedNames(in code: Code, _ node: Expression.Index, _ scope: Scope) -> [String] {
    code.freeNames(of: node).filter { name in
      (scope.value(of: name)?.tensors ?? []).contains { variable in
        ((try? recorder.known(variable)) ?? nil) == nil
      }
    }
  }
}

extension Diagnostic {
  /// The same error with the names that it is about, if it is one about values that are not known.
  func naming(_ names: [String], followsValues: Bool) -> Diagnostic {
    guard ["unknown-value", "unknown-condition"].contains(code), let name = names.first,
      !message.contains("is traced")
    else { return self }
    var diagnostic = self
    diagnostic.message +=
      ", and '\(name.visible)' is traced: it stands for a value that comes later"
    if !followsValues {
      diagnostic.hint =
        "where, cond and fori_loop take traced values; --use-gradient-tape lets values decide"
    }
    return diagnostic
  }
}
