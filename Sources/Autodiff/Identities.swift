/// What the simplifier may put in the place of an operation; `same` only if it has the type, too.
enum Replacement {
  case same(Int)
  case operation(Primitive, [Int], [StaticValue])
  /// The product of a node and a number.
  case scaled(Int, by: Double)
  /// What the same operation gives for these operands, negated.
  case negated([Int])
}

extension Graph {
  /// What an operation that is about to be appended comes down to by an algebraic identity.
  ///
  /// Each holds for every operand, infinities, NaN and signed zeros included.
  func simpler(
    _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Replacement? {
    guard let first = operands.first else { return nil }
    switch primitive {
    case .multiply:
      if isUniform(1, operands[1]) { return .same(first) }
      if isUniform(1, first) { return .same(operands[1]) }
      if isUniform(-1, operands[1]) { return .operation(.negative, [first], []) }
      if isUniform(-1, first) { return .operation(.negative, [operands[1]], []) }
      if let negated = negatedFactors(of: primitive, operands) { return negated }
    case .divide:
      if isUniform(1, operands[1]) { return .same(first) }
      if let divisor = constant(of: operands[1])?.uniformValue, divisor.isPowerOfTwo,
        (1 / divisor).isNormal
      {
        return .scaled(first, by: 1 / divisor)
      }
      if let negated = negatedFactors(of: primitive, operands) { return negated }
    case .add:
      if isUniform(-0.0, operands[1]) { return .same(first) }
      if isUniform(-0.0, first) { return .same(operands[1]) }
      if let negated = operand(of: operands[1], if: .negative) {
        return .operation(.subtract, [first, negated], [])
      }
      if let negated = operand(of: first, if: .negative) {
        return .operation(.subtract, [operands[1], negated], [])
      }
      if isUniform(0, operands[1]) {
        return assemblyOfNumbers(first, type) ?? placedNumbers(first, type)
          ?? scatteredNumbers(first, type)
      }
    case .subtract:
      if isUniform(0, operands[1]) { return .same(first) }
      if let negated = operand(of: operands[1], if: .negative) {
        return .operation(.add, [first, negated], [])
      }
    case .negative:
      if let negated = operand(of: first, if: .negative) { return .same(negated) }
    case .positive, .stopGradient, .alias, .tie:
      return .same(first)
    case .where:
      if let condition = constant(of: first)?.uniformValue {
        return .same(operands[condition != 0 ? 1 : 2])
      }
    case .keepWhere:
      if let condition = constant(of: operands[1])?.uniformValue, condition != 0 {
        return .same(first)
      }
    case .chainMultiply:
      if isUniform(1, operands[1]) || isUniform(-0.0, first) { return .same(first) }
    case .reshape:
      if shapes[first] == shape { return .same(first) }
      if let inner = operand(of: first, if: .reshape) {
        return .operation(.reshape, [inner], statics)
      }
    case .broadcast:
      if shapes[first] == shape { return .same(first) }
    case .permute:
      if let inner = operand(of: first, if: .permute),
        let outerAxes = statics[0].integers, let innerAxes = self.statics(of: first)[0].integers
      {
        let axes = outerAxes.map { innerAxes[$0] }
        if axes == Array(axes.indices) { return .same(inner) }
        return .operation(.permute, [inner], [.integers(axes)])
      }
    case .sum:
      if types[first] == type, shapes[first].count == shape.count, shape.count > 0 {
        return .operation(.reshape, [first], [.integers(shape.dimensions)])
      }
    default: break
    }
    return nil
  }

  /// Signs go behind a product or quotient, where a sum or difference may take them in.
  private func negatedFactors(of primitive: Primitive, _ operands: [Int]) -> Replacement? {
    let (first, last) = (operands[0], operands[1])
    let negated = (operand(of: first, if: .negative), operand(of: last, if: .negative))
    switch negated {
    case (nil, nil): return nil
    case (let first?, let last?): return .operation(primitive, [first, last], [])
    default: return .negated([negated.0 ?? first, negated.1 ?? last])
    }
  }

  /// An assembly to which 0 is added. It can as well be added up from 0 on: that makes a number of
  /// every structural zero, in the parts as well, so that these need no 0 added to them.
  private func assemblyOfNumbers(_ node: Int, _ type: ElementType) -> Replacement? {
    guard primitives[node] === Primitive.assemble, types[node] == type else {
      return nil
    }
    let parts = operands(of: node).lazy.map(Int.init).map { plusZero($0) ?? $0 }
    return .operation(
      .assemble, Array(parts), Array(statics(of: node).prefix(2)) + [.number(0)])
  }

  /// The same for a single part, which was made free of -0.0 before.
  private func placedNumbers(_ node: Int, _ type: ElementType) -> Replacement? {
    guard primitives[node] === Primitive.place, types[node] == type,
      statics(of: node).last == .structuralZero,
      let part = operands(of: node).first.map(Int.init), plusZero(part) != nil
    else { return nil }
    return .operation(.place, [part], Array(statics(of: node).prefix(2)) + [.number(0)])
  }

  /// The same for what is added up at places. One number at one place is left as it is: loops know it.
  private func scatteredNumbers(_ node: Int, _ type: ElementType) -> Replacement? {
    let (operands, statics) = (operands(of: node).map(Int.init), statics(of: node))
    guard primitives[node] === Primitive.scatterAdd, types[node] == type, statics.count == 2,
      shapes[operands[0]].rank > 0
    else { return nil }
    return .operation(.scatterAdd, operands, statics + [.number(0)])
  }

  /// The number to which `node` adds 0.
  private func plusZero(_ node: Int) -> Int? {
    let operands = operands(of: node)
    guard primitives[node] === Primitive.add, operands.count == 2,
      let number = operands.first.map(Int.init), let zero = operands.last,
      isUniform(0, Int(zero)), types[number] == types[node]
    else { return nil }
    return number
  }

  private func isUniform(_ value: Double, _ node: Int) -> Bool {
    constant(of: node)?.uniformValue?.bitPattern == value.bitPattern
      && types[node] != .bool
  }

  private func operand(of node: Int, if primitive: Primitive) -> Int? {
    primitives[node] === primitive ? self.operand(at: operandPlaces(of: node).lowerBound) : nil
  }
}

func ~= (pattern: Primitive, value: Primitive) -> Bool { pattern === value }

extension Double {
  fileprivate var isPowerOfTwo: Bool { isNormal && significand == 1 }
}
