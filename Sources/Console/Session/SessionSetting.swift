import Calculator
import Rendering
import Syntax
import Tables
import Tensors

/// Something that `:set` sets: the one table from which its help and its completion are made.
struct SessionSetting: Sendable {
  let name: String
  /// The values it takes, or words for them.
  let values: [String]
  let summary: String
  let get: @Sendable (Repl) -> String
  /// False if the text is no value of it.
  let set: @Sendable (Repl, String) -> Bool

  /// The flag of `eval` that does the same.
  var flag: String { name == "tape" ? "--use-gradient-tape" : "--" + name }

  /// How it is changed, as hints say it.
  var instruction: String { ":set " + name + (values == Self.switchValues ? " on" : "") }

  private static let switchValues = ["on", "off"]

  private static func toggle(
    _ name: String, _ summary: String, _ path: ReferenceWritableKeyPath<Repl, Bool> & Sendable
  ) -> SessionSetting {
    SessionSetting(
      name: name, values: switchValues, summary: summary,
      get: { $0[keyPath: path] ? "on" : "off" },
      set: { repl, text in
        guard switchValues.contains(text) else { return false }
        repl[keyPath: path] = text == "on"
        return true
      })
  }

  static let all: [SessionSetting] = [
    toggle("json", "Results are lines of JSON.", \.showsJSON),
    toggle("time", "Every result says where its time went.", \.showsTime),
    toggle(
      "tape", "A tape is recorded while functions run, so that values decide control flow.",
      \.session.settings.usesGradientTape),
    SessionSetting(
      name: "dtype", values: ["float64", "float32"], summary: "The type of every number.",
      get: { $0.session.settings.elementType == .float32 ? "float32" : "float64" },
      set: { repl, text in
        guard ["float64", "float32"].contains(text) else { return false }
        repl.session.settings.elementType = text == "float32" ? .float32 : .float64
        return true
      }),
    SessionSetting(
      name: "unconnected-gradients", values: ["none", "zero"],
      summary: "What stands for the gradient by a name that the value does not depend on.",
      get: { $0.session.settings.zeroesUnconnected ? "zero" : "none" },
      set: { repl, text in
        guard ["none", "zero"].contains(text) else { return false }
        repl.session.settings.zeroesUnconnected = text == "zero"
        return true
      }),
    SessionSetting(
      name: "timeout", values: ["SECONDS", "none"], summary: "How long a calculation may take.",
      get: { $0.session.settings.limits.seconds.map { NumberText.shortest($0) } ?? "none" },
      set: { repl, text in
        if text == "none" {
          repl.session.settings.limits.seconds = nil
          return true
        }
        guard let seconds = ArgumentReader.seconds(text) else { return false }
        repl.session.settings.limits.seconds = seconds
        return true
      }),
    SessionSetting(
      name: "max-steps", values: ["N"], summary: "How many steps loops and calls may take in all.",
      get: { String($0.session.settings.limits.steps) },
      set: { repl, text in
        guard let steps = ArgumentReader.amount(text), steps >= 1 else { return false }
        repl.session.settings.limits.steps = steps
        return true
      }),
    SessionSetting(
      name: "max-memory", values: ["SIZE"],
      summary: "How much memory a calculation may use, as 500M or 2G.",
      get: { String($0.session.settings.limits.bytes) },
      set: { repl, text in
        guard let bytes = ArgumentReader.size(text) else { return false }
        repl.session.settings.limits.bytes = bytes
        return true
      }),
    SessionSetting(
      name: "threads", values: ["N"], summary: "How many threads work on large arrays.",
      get: { _ in String(ThreadCount.current) },
      set: { _, text in
        guard let count = ArgumentReader.amount(text), count > 0 else { return false }
        ThreadCount.current = count
        return true
      }),
  ]
}
