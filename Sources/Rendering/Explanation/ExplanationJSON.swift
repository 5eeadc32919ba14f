import Calculator
import Syntax
import Tables
import Tensors

/// An explanation as one line of JSON: what `eval --json` gives, and the steps.
public struct ExplanationJSON: JSONWriter {
  private let explanation: Explanation
  private let terms: ExplanationTerms
  var bytes: [UInt8] = []

  /// The line, with its end.
  public static func line(_ explanation: Explanation) throws(Diagnostic) -> [UInt8] {
    var writer = ExplanationJSON(
      explanation: explanation,
      terms: ExplanationTerms(explanation: explanation, symbols: .ascii))
    let answer = try JSONReport.line(explanation.answer)
    // The object of the answer goes on.
    writer.bytes = Array(answer.dropLast(2))
    writer.bytes += ", \"steps\": [".utf8
    for index in explanation.steps.indices {
      if index > 0 { writer.bytes += ", ".utf8 }
      writer.write(index)
    }
    writer.bytes += "], \"outputs\": ".utf8
    writer.write(named: explanation.outputs.map { ($0.label, terms(of: $0.step)) })
    writer.bytes += ", \"arguments\": ".utf8
    writer.write(named: explanation.arguments.map { ($0.label, terms(of: $0.step)) })
    if !explanation.directions.isEmpty {
      writer.bytes += ", \"directions\": [".utf8
      writer.separate(explanation.directions) { writer, direction in
        if let label = direction.label {
          JSONText.append(string: label, to: &writer.bytes)
        } else {
          writer.bytes += "null".utf8
        }
      }
      writer.bytes += "]".utf8
    }
    return writer.bytes + "}\n".utf8
  }

  private static func terms(of step: Int) -> String { StepSymbols.ascii.value(step) }

  private mutating func write(_ index: Int) {
    let step = explanation.steps[index]
    bytes += "{\"name\": ".utf8
    JSONText.append(string: terms.symbols.value(index), to: &bytes)
    switch step.kind {
    case .argument(let label): member("argument", label)
    case .captured(let label): member("captured", label)
    case .constant: bytes += ", \"constant\": true".utf8
    case .operation(let name):
      member("operation", step.scope.isEmpty ? name : step.scope + "/" + name)
      member("formula", terms.definition(index))
      bytes += ", \"operands\": [".utf8
      separate(step.operands) { writer, operand in
        JSONText.append(string: writer.terms.symbols.value(operand), to: &writer.bytes)
      }
      bytes += "]".utf8
    }
    if let source = step.source { write(source) }
    if let value = step.value { member("value", value) }
    if !step.partials.isEmpty {
      bytes += ", \"partials\": [".utf8
      separate(step.partials) { writer, partial in writer.write(partial) }
      bytes += "]".utf8
    }
    if let seed = step.seed { member("seed", seed) }
    if !step.contributions.isEmpty {
      bytes += ", \"contributions\": [".utf8
      separate(step.contributions) { writer, contribution in
        writer.bytes += "{\"from\": \"\(writer.terms.symbols.value(contribution.step))\"".utf8
        writer.member("formula", writer.terms.product(contribution).formula)
        writer.member("value", contribution.value)
        if contribution.isNothing { writer.bytes += ", \"nothing_arrives\": true".utf8 }
        writer.bytes += "}".utf8
      }
      bytes += "]".utf8
    }
    if let adjoint = step.adjoint { member("adjoint", adjoint) }
    if !step.tangents.isEmpty {
      bytes += ", \"tangents\": [".utf8
      separate(step.tangents) { writer, tangent in
        if let tangent {
          JSONReport.NonFinite.string.append(tangent.value, to: &writer.bytes)
        } else {
          writer.bytes += "null".utf8
        }
      }
      bytes += "]".utf8
    }
    if let note = step.note { member("note", note) }
    bytes += "}".utf8
  }

  private mutating func write(_ partial: Explanation.Partial) {
    bytes += "{\"by\": \"\(terms.symbols.value(partial.operand))\"".utf8
    switch partial.rule {
    case .factor(let formula, let value):
      if let text = terms.symbols.text(formula) { member("formula", text) }
      member("value", value)
    case .map(let formula):
      if let text = terms.symbols.text(formula) { member("map", text) }
    case .words(let words): member("rule", words)
    }
    bytes += "}".utf8
  }

  private mutating func write(_ source: Explanation.Source) {
    let (text, range) = (source.location.source, source.location.range)
    let (line, column) = text.position(at: range.start)
    bytes += ", \"source\": {\"text\": ".utf8
    JSONText.append(string: source.location.text, to: &bytes)
    member("source", text.name)
    let length = source.location.text.unicodeScalars.count
    bytes += ", \"line\": \(line), \"column\": \(column), \"length\": \(length)".utf8
    if source.isDerivative { bytes += ", \"is_derivative\": true".utf8 }
    bytes += "}".utf8
  }

  private mutating func member(_ key: String, _ text: String) {
    bytes += ", \"\(key)\": ".utf8
    JSONText.append(string: text, to: &bytes)
  }

  private mutating func member(_ key: String, _ tensor: Tensor) {
    bytes += ", \"\(key)\": ".utf8
    JSONReport.NonFinite.string.append(tensor, to: &bytes)
  }

  private mutating func write(named members: [(label: String, value: String)]) {
    bytes += "{".utf8
    separate(members) { writer, member in
      JSONText.append(string: member.label, to: &writer.bytes)
      writer.bytes += ": \"\(member.value)\"".utf8
    }
    bytes += "}".utf8
  }
}
