import Calculator
import Syntax
import Tables
import Tensors

/// The result of a calculation as one line of JSON.
public struct JSONReport {
  /// How a number is written that JSON has no number for.
  public enum NonFinite: String, Sendable, CaseIterable { case string, null, error }

  private let nonFinite: NonFinite
  private var bytes: [UInt8] = []

  /// The line, with its end.
  ///
  /// - Throws: with `error`, if a number is not finite.
  public static func line(
    _ answer: Answer, nonFinite: NonFinite = .string, showsTime: Bool = false
  ) throws(Diagnostic) -> [UInt8] {
    if nonFinite == .error, !answer.isFinite {
      throw Diagnostic(
        "not-finite", "the result is not finite, and --nonfinite error forbids that",
        at: answer.warnings.first?.location, hint: answer.warnings.first?.message)
    }
    var report = JSONReport(nonFinite: nonFinite)
    report.write(answer, showsTime: showsTime)
    return report.bytes
  }

  private init(nonFinite: NonFinite) {
    self.nonFinite = nonFinite
  }

  private mutating func write(_ answer: Answer, showsTime: Bool) {
    for (index, member) in answer.members.enumerated() {
      bytes += (index == 0 ? "{" : ", ").utf8
      JSONText.append(string: member.key, to: &bytes)
      bytes += ": ".utf8
      write(member.value)
    }
    if showsTime {
      bytes += ", \"time\": {".utf8
      for (index, phase) in answer.timings.phases.enumerated() {
        bytes += "\(index == 0 ? "" : ", ")\"\(phase.name)\": ".utf8
        JSONText.append(phase.seconds, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes += "}\n".utf8
  }

  private mutating func write(_ structure: Structure<Tensor?>) {
    let nonFinite = nonFinite
    structure.appendJSON(to: &bytes) { tensor, bytes in
      if let tensor { nonFinite.append(tensor, to: &bytes) } else { bytes += "null".utf8 }
    }
  }
}
