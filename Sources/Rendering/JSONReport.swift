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

  /// Appends a tensor as a nested array; what is not finite is a string.
  static func append(_ tensor: Tensor, to bytes: inout [UInt8]) {
    var report = JSONReport(nonFinite: .string)
    var position = 0
    report.write(tensor, axis: 0, &position)
    bytes += report.bytes
  }

  private mutating func write(_ answer: Answer, showsTime: Bool) {
    bytes += "{\"y\": ".utf8
    write(answer.y)
    if let dydx = answer.dydx {
      bytes += ", \"dydx\": ".utf8
      write(dydx)
    }
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

  private mutating func write(_ structure: Structure<Tensor?>) {
    switch structure {
    case .leaf(nil): bytes += "null".utf8
    case .leaf(let tensor?):
      var position = 0
      write(tensor, axis: 0, &position)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        write(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        JSONText.append(string: member.key, to: &bytes)
        bytes += ": ".utf8
        write(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func write(_ tensor: Tensor, axis: Int, _ position: inout Int) {
    guard axis < tensor.rank else {
      write(tensor[position], tensor.elementType)
      position += 1
      return
    }
    bytes.append(UInt8(ascii: "["))
    for index in 0..<tensor.shape[axis] {
      if index > 0 { bytes += ", ".utf8 }
      write(tensor, axis: axis + 1, &position)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ number: Double, _ type: ElementType) {
    switch type {
    case .bool: bytes += (number != 0 ? "true" : "false").utf8
    case .float64, .float32:
      if number.isFinite || nonFinite != .null {
        JSONText.append(number, to: &bytes)
      } else {
        bytes += "null".utf8
      }
    }
  }
}
