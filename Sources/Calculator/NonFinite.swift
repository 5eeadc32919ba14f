import Autodiff
import Syntax
import Tables

/// Finds the first sub-expression that made a NaN or an infinity.
struct NonFinite {
  private let interpreter: Interpreter
  private let recorder: GraphRecorder
  /// The steps of the loops that the search went into.
  private let steps: [Int]
  private var graph: Graph { recorder.graph }

  /// An element of the value of a node.
  private struct Element {
    let node: Int
    let position: Int
  }

  init(_ interpreter: Interpreter) {
    self.init(interpreter, interpreter.recorder, steps: [])
  }

  private init(_ interpreter: Interpreter, _ recorder: GraphRecorder, steps: [Int]) {
    self.interpreter = interpreter
    self.recorder = recorder
    self.steps = steps
  }

  /// One warning for the value if it is not finite, else one for the first gradient that is not, or the
  /// first of other results.
  func warnings(
    y: [Int], gradients: [Int], others: [Int] = [], _ values: NodeMap<Tensor>
  ) -> [Diagnostic] {
    let suspects = y + gradients + others
    for node in suspects {
      guard let value = values[node],
        let position = (0..<value.count).first(where: { !value[$0].isFinite })
      else { continue }
      var warning = found(
        from: Element(node: node, position: position), isGradient: !y.contains(node))
      if others.contains(node), warning.location == nil {
        warning.message = "the uncertainty of the result is \(Self.spelling(value[position]))"
      }
      return [warning]
    }
    return []
  }

  /// The warning for where it began; inside of loops and branches, if that is where.
  private func found(from start: Element, isGradient: Bool) -> Diagnostic {
    let origin = origin(of: start)
    if let body = (try? recorder.replayed(at: origin.element.node)) ?? nil {
      for output in body.outputs {
        guard let value = (try? body.recorder.value(of: output)) ?? nil,
          let position = (0..<value.count).first(where: { !value[$0].isFinite })
        else { continue }
        let inside = NonFinite(
          interpreter, body.recorder, steps: steps + (body.step.map { [$0] } ?? []))
        return inside.found(
          from: Element(node: output, position: position), isGradient: isGradient)
      }
    }
    return warning(origin, isGradient: isGradient)
  }

  private func value(_ element: Element) -> Double? {
    let tensor = try? recorder.value(of: element.node)
    return tensor.flatMap { element.position < $0.count ? $0[element.position] : nil }
  }

  // MARK: Walking back

  /// Follows what is not finite from operation to operand, as long as an operand is to blame.
  ///
  /// A zero that met an infinity on the way is kept: that is where xlogy would have helped.
  private func origin(of start: Element) -> (element: Element, metZero: Bool) {
    var element = start
    var metZero = false
    while let next = culprit(of: element) {
      if graph.primitives[element.node] === Primitive.multiply,
        graph.operands(of: element.node).contains(where: {
          value(Element(node: Int($0), position: element.position)) == 0
        }), graph.primitives[next.node] === Primitive.log
      {
        metZero = true
      }
      element = next
    }
    return (element, metZero)
  }

  /// The element of an operand that is not finite and reaches this one.
  private func culprit(of element: Element) -> Element? {
    let primitive = graph.primitives[element.node]
    var operands = graph.operands(of: element.node).map(Int.init)
    if primitive === Primitive.where {
      let condition = Element(node: operands[0], position: element.position)
      operands = [operands[value(condition) == 0 ? 2 : 1]]
    }
    if primitive === Primitive.tie { operands = [operands[0]] }
    if primitive.isElementwise {
      return operands.map { Element(node: $0, position: element.position) }
        .first { value($0)?.isFinite == false }
    }
    if operands.count == 1, let source = source(of: element, operands[0]) { return source }
    for operand in operands {
      guard let tensor = try? recorder.value(of: operand),
        let position = (0..<tensor.count).first(where: { !tensor[$0].isFinite })
      else { continue }
      return Element(node: operand, position: position)
    }
    return nil
  }

  /// Where an operation that only moves elements took this one from: it is run on their positions.
  private func source(of element: Element, _ operand: Int) -> Element? {
    guard case .linear = graph.primitives[element.node].derivative,
      graph.primitives[element.node] !== Primitive.sum
    else { return nil }
    let shape = graph.shapes[operand]
    let positions = Tensor((0..<shape.count).map(Double.init), shape: shape)
    guard let moved = try? graph.evaluate(element.node, [positions]),
      let position = Int(exactly: moved[element.position])
    else { return nil }
    let source = Element(node: operand, position: position)
    return value(source)?.isFinite == false ? source : nil
  }

  // MARK: Telling

  private func warning(
    _ origin: (element: Element, metZero: Bool), isGradient: Bool
  ) -> Diagnostic {
    let (element, metZero) = origin
    let note = graph.note(of: element.node)
    let number = value(element).map(Self.spelling) ?? "not finite"
    var message: String
    var hint: String?
    let isGiven = graph.primitives[element.node].isLeaf
    let place = isGiven ? nil : interpreter.place(note.place)
    if let place {
      let text = place.code.expression.text(of: place.node).shortened
      message = (note.isDerivative ? "the derivative of " : "") + "\(text) is \(number)"
      let operands =
        recorder === interpreter.recorder
        ? interpreter.operands(of: place).compactMap { describe($0, beside: element) }
        : operandValues(of: element)
      if !operands.isEmpty { message += ", where " + operands.joined(separator: " and ") }
      if !steps.isEmpty {
        message += ", in step " + steps.map { "\($0)" }.joined(separator: ", step ")
        message += steps.count == 1 ? " of the loop" : " of the loops"
      }
      if metZero { hint = "xlogy(x, y) is x * log(y), and 0 where x is 0" }
    } else if isGiven {
      message = "\(number) is among the given values"
    } else {
      message = "the result is \(number)"
    }
    if isGradient, place == nil { message += ", and so is a gradient" }
    return Diagnostic(
      "not-finite", message,
      at: place.map { $0.code.location(of: $0.node) }, hint: hint, severity: .warning)
  }

  /// Inside of a loop names have a value in each step; what counts is that of this one.
  private func operandValues(of element: Element) -> [String] {
    let operands = graph.operands(of: element.node).filter { operand in
      graph.constant(of: Int(operand)) == nil
    }
    let values = operands.compactMap { operand -> String? in
      guard let tensor = (try? recorder.value(of: Int(operand))) ?? nil else { return nil }
      let isAligned = tensor.count == graph.shapes[element.node].count
      return isAligned || tensor.shape.isScalar
        ? Self.spelling(tensor[isAligned ? element.position : 0]) : nil
    }
    guard !values.isEmpty else { return [] }
    return [
      (values.count == 1 ? "the operand is " : "the operands are ")
        + values.joined(separator: " and ")
    ]
  }

  /// `x is 0`, for an operand of the sub-expression that is not a number itself.
  private func describe(_ operand: Interpreter.Operand, beside element: Element) -> String? {
    if case .number = operand.code.expression.nodes[operand.index] { return nil }
    guard let tensor = try? recorder.value(of: operand.node) else { return nil }
    let text = operand.code.expression.text(of: operand.index).shortened
    if tensor.shape.isScalar { return "\(text) is \(Self.spelling(tensor[0]))" }
    guard tensor.count == graph.shapes[element.node].count else { return nil }
    return "\(text) is \(Self.spelling(tensor[element.position])) at element \(element.position)"
  }

  private static func spelling(_ number: Double) -> String {
    NumberText.shortest(number)
  }
}

extension String {
  /// At most 40 characters, on one line and without control characters.
  fileprivate var shortened: String {
    let line = self.split(whereSeparator: \.isNewline).joined(separator: " ")
    return (line.count > 40 ? line.prefix(37) + "..." : line).withControlCharactersVisible
  }
}
