import Calculator
import Syntax

// How uncertain arguments are: x=2±0.1, --sigma, --cov.

extension ArgumentReader {
  /// An argument with its standard deviation, if it has one.
  mutating func argument(
    _ text: String, named name: String?, _ label: String
  ) throws(Diagnostic) -> Request.Argument {
    guard let parts = try UncertainText(text, name: label) else {
      do throws(Diagnostic) {
        return Request.Argument(name: name, value: try given(text, label))
      } catch {
        var diagnostic = error
        if error.kind == .unreadable, error.hint == nil, text.contains("±") {
          diagnostic.hint = "behind the name of a file a blank stands before ±"
        }
        throw diagnostic
      }
    }
    guard takesUncertainties else {
      throw Diagnostic(
        "usage", "an uncertainty is what 'swiftgrad eval' takes, and this command does not",
        hint: parts.mark == "+-"
          ? "in parentheses it is an expression: (\(text.withControlCharactersVisible))"
          : "give the value alone", kind: .usage)
    }
    return Request.Argument(
      name: name, value: try given(parts.value, label),
      sigma: try given(parts.sigma, "the uncertainty of \(label)"))
  }

  /// What is captured is exact.
  func checkExact(_ text: String, _ name: String) throws(Diagnostic) {
    guard let parts = try UncertainText(text, name: "--let \(name)"), parts.mark != "+-" else {
      return
    }
    throw Diagnostic(
      "usage", "a captured value is exact, and '\(name)' has an uncertainty",
      hint: "give it as an argument, without --let", kind: .usage)
  }

  mutating func setUncertainties(
    of request: inout Request, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    for word in arguments.values("sigma") {
      guard let (name, value) = Self.binding(word) else {
        throw Diagnostic(
          "usage", "--sigma takes NAME=VALUE, not '\(word.withControlCharactersVisible)'",
          kind: .usage)
      }
      request.sigmas.append((name, try given(value, "--sigma \(name)")))
    }
    if let text = arguments.value("cov") { request.covariance = try given(text, "--cov") }
    if arguments.value("sigma-order") == "2" { request.sigmaOrder = 2 }
  }
}
