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
    bytes += "{\"y\": ".utf8
    write(answer.y)
    if let dydx = answer.dydx {
      bytes += ", \"dydx\": ".utf8
      write(dydx)
    }
    if let uncertainty = answer.uncertainty { write(uncertainty) }
    if let aux = answer.aux {
      bytes += ", \"aux\": ".utf8
      write(aux)
    }
    for (transformation, result) in answer.transformed {
      bytes += ", ".utf8
      JSONText.append(string: transformation.rawValue, to: &bytes)
      bytes += ": ".utf8
      write(result)
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

  private mutating func write(_ uncertainty: Uncertainty) {
    bytes += ", \"y_sigma\": ".utf8
    write(uncertainty.sigma)
    if let bias = uncertainty.bias {
      bytes += ", \"y_bias\": ".utf8
      write(.leaf(bias))
    }
    bytes += ", \"variance_share\": ".utf8
    write(.dictionary(uncertainty.shares.map { (key: $0.label, value: $0.share) }))
  }

  private mutating func write(_ structure: Structure<Tensor?>) {
    let nonFinite = nonFinite
    structure.appendJSON(to: &bytes) { tensor, bytes in
      if let tensor { nonFinite.append(tensor, to: &bytes) } else { bytes += "null".utf8 }
    }
  }
}
