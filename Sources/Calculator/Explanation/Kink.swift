import Autodiff
import Syntax

/// Where a step stands at an edge, so that its derivative is a convention.
struct Kink {
  let groups: StepGroups
  let recorder: GraphRecorder
  let values: NodeMap<Tensor>

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
    let middle = look(center)
    return center.inputs.contains { input in
      guard input.variable.elementType != .bool else { return false }
      let near = [-1, 1].map { look(neighbours(index, input.slot, $0)) }
      let far = [-Self.stride, Self.stride].map { look(neighbours(index, input.slot, $0)) }
      return middle.indices.contains { place in
        jumps(
          middle[place], near: (near[0][place], near[1][place]),
          far: (far[0][place], far[1][place]))
      }
    }
  }

  /// The value and the factors of a step.
  private func look(_ step: SingleStep) -> [Tensor] {
    let factors = step.factors().map { $0.flatMap(step.value) }
    return ([step.value(of: step.result)] + factors).map { $0 ?? Tensor(.nan) }
  }

  /// How many neighbouring numbers away the wider look goes.
  private static let stride = 1024.0

  /// The step with an operand moved by so many of its last digits.
  private func neighbours(_ index: Int, _ slot: Int, _ distance: Double) -> SingleStep {
    SingleStep(groups, index, recorder, values) { place, value in
      guard place == slot else { return value }
      return Tensor(
        value.elements.map { number in
          let digit = value.elementType == .float32 ? Double(Float(number).ulp) : number.ulp
          return number + distance * digit
        }, shape: value.shape, type: value.elementType)
    }
  }

  /// A jump is as large from near as from afar; what only passes through 0 grows with the distance.
  private func jumps(
    _ middle: Tensor, near: (Tensor, Tensor), far: (Tensor, Tensor)
  ) -> Bool {
    let all = [near.0, near.1, far.0, far.1]
    guard all.allSatisfy({ $0.count == middle.count }) else { return false }
    return (0..<middle.count).contains { position in
      let (a, b, c) = (near.0[position], middle[position], near.1[position])
      if a.isFinite != c.isFinite || a.isFinite && b.isFinite != a.isFinite { return true }
      let jump = abs(a - c)
      return jump > 1e-3 * Swift.max(abs(a), abs(c))
        && jump > 0.5 * abs(far.0[position] - far.1[position])
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
    // That a comparison jumps is what it is for.
    if case .elementwise(_, .bool) = function.definition { return nil }
    return function.convention.map { "\(function.name): \($0)" }
  }
}
