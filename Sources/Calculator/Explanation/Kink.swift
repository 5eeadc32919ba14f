import Autodiff
import Syntax

/// Where a step stands at an edge, so that its derivative is a convention.
struct Kink {
  let groups: StepGroups
  let recorder: GraphRecorder
  let values: [Int: Tensor]

  /// Arrays of more elements are not looked through.
  private static let largestCount = 1000

  /// Whether the value or the derivative of a step jumps where its operands are, or is not finite there
  /// alone: the neighbouring numbers on both sides tell.
  func isAt(_ index: Int) -> Bool {
    let group = groups.groups[index]
    let graph = recorder.graph
    let primitive = graph.primitives[group.core]
    guard graph.shapes[group.core].count <= Self.largestCount else { return false }
    if primitive === Primitive.max || primitive === Primitive.min { return isTie(index) }
    guard primitive.isElementwise else { return false }
    let center = SingleStep(groups, index, recorder, values)
    return center.inputs.contains { input in
      guard input.variable.elementType != .bool else { return false }
      let sides = [
        neighbours(index, input.slot, \.nextDown), neighbours(index, input.slot, \.nextUp),
      ]
      return zip(look(center), zip(look(sides[0]), look(sides[1]))).contains { middle, outer in
        jumps(outer.0, middle, outer.1)
      }
    }
  }

  /// The value and the factors of a step.
  private func look(_ step: SingleStep) -> [Tensor] {
    let factors = step.factors().map { $0.flatMap(step.value) }
    return [step.value(of: step.result)].compactMap(\.self) + factors.compactMap(\.self)
  }

  private func neighbours(
    _ index: Int, _ slot: Int, _ next: (Double) -> Double
  ) -> SingleStep {
    SingleStep(groups, index, recorder, values) { place, value in
      guard place == slot else { return value }
      return Tensor(
        value.elements.map { number in
          guard value.elementType == .float32 else { return next(number) }
          // The neighbour in single precision is many of double precision away.
          let float = Float(number)
          return Double(next(number) > number ? float.nextUp : float.nextDown)
        }, shape: value.shape, type: value.elementType)
    }
  }

  private func jumps(_ left: Tensor, _ middle: Tensor, _ right: Tensor) -> Bool {
    guard left.count == right.count, left.count == middle.count else { return false }
    return (0..<left.count).contains { position in
      let (a, b, c) = (left[position], middle[position], right[position])
      if a.isFinite != c.isFinite || a.isFinite && b.isFinite != a.isFinite { return true }
      return abs(a - c) > 1e-3 * Swift.max(abs(a), abs(c)) && abs(a - c) > 1e-300
    }
  }

  /// Whether elements share the place of the largest or smallest.
  private func isTie(_ index: Int) -> Bool {
    let step = SingleStep(groups, index, recorder, values)
    return step.factors().contains { weights in
      weights.flatMap(step.value)?.elements.contains { $0 > 0 && $0 < 1 } ?? false
    }
  }
}

extension Interpreter {
  /// What happens at the edges of the function that is called at a place, or of the operation: its
  /// name, and the sentence.
  func convention(at place: Int32, _ primitive: Primitive) -> String? {
    let called = self.place(place).flatMap { place -> Primitive? in
      let expression = place.code.expression
      guard case .call(let callee, _) = expression.nodes[place.node] else { return nil }
      switch expression.nodes[callee] {
      case .name(let name), .attribute(_, let name): return Catalogue.function(named: name)
      default: return nil
      }
    }
    let function = called?.convention == nil ? primitive : called ?? primitive
    return function.convention.map { "\(function.name): \($0)" }
  }
}
