import Calculator
import Syntax
import Tables

extension FunctionEntry {
  /// An array of functions as one line of JSON.
  public static func json(_ families: [Family]) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = Array("[".utf8)
    var isFirst = true
    for entry in families.flatMap(\.members) {
      if !isFirst { bytes += ", ".utf8 }
      isFirst = false
      try entry.appendJSON(to: &bytes)
    }
    return bytes + "]\n".utf8
  }

  /// One function as one line of JSON.
  public func json() throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    try appendJSON(to: &bytes)
    return bytes + "\n".utf8
  }

  private func appendJSON(to bytes: inout [UInt8]) throws(Diagnostic) {
    bytes += "{".utf8
    Self.append("name", name, to: &bytes)
    Self.append(", family", family, to: &bytes)
    Self.append(", signature", signature, to: &bytes)
    Self.append(", summary", summary, to: &bytes)
    bytes += ", \"aliases\": [".utf8
    for (index, alias) in aliases.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      JSONText.append(string: alias, to: &bytes)
    }
    bytes += "]".utf8
    if let primitive {
      if let results { Self.append(", returns", results, to: &bytes) }
      if !domain.isEmpty { Self.append(", domain", domain, to: &bytes) }
      append(derivative, to: &bytes)
      if let convention = primitive.convention {
        Self.append(", convention", convention, to: &bytes)
      }
      if let worst = Accuracy.worstErrors[name] {
        bytes += ", \"worst_error_ulp\": {\"value\": ".utf8
        JSONText.append(worst.value, to: &bytes)
        if let derivative = worst.derivative {
          bytes += ", \"derivative\": ".utf8
          JSONText.append(derivative, to: &bytes)
        }
        bytes += "}".utf8
      }
    }
    Self.append(", example", example, to: &bytes)
    bytes += ", \"result\": ".utf8
    let result = try JSONReport.line(try exampleResult()).dropLast()
    bytes += result
    bytes += "}".utf8
  }

  private func append(_ derivative: Derivation, to bytes: inout [UInt8]) {
    switch derivative {
    case .formulas(let formulas, _):
      bytes += ", \"derivative\": {".utf8
      for (index, formula) in formulas.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        JSONText.append(string: formula.operand, to: &bytes)
        bytes += ": ".utf8
        JSONText.append(string: formula.formula, to: &bytes)
      }
      bytes += "}".utf8
    case .sentence(let sentence): Self.append(", derivative", sentence, to: &bytes)
    case .none: break
    }
  }

  /// `"key": "value"`; a key may begin with the comma before it.
  private static func append(_ key: String, _ value: String, to bytes: inout [UInt8]) {
    let name = key.hasPrefix(", ") ? String(key.dropFirst(2)) : key
    if name.count < key.count { bytes += ", ".utf8 }
    JSONText.append(string: name, to: &bytes)
    bytes += ": ".utf8
    JSONText.append(string: value, to: &bytes)
  }
}
