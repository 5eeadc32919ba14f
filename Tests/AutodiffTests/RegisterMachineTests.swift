import Autodiff
import TestSupport
import Testing

/// The register machine of loops, the vector kernels and single numbers: the same bits.
@Suite struct RegisterMachineTests {
  /// Numbers where functions have edges, and ordinary ones.
  static let numbers: [Double] = {
    let magnitudes = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude / 8, .leastNormalMagnitude, 1e-20, 0.1, 0.3,
      0.5, 1, 1.5,
      2, 2.5, 3, .pi, 10, 37.5, 170.6, 710, 67_108_863.5, 67_108_865.5, 1e9, 1e16, 1e300,
      .greatestFiniteMagnitude, .infinity,
    ]
    var random = SeededGenerator(seed: 17)
    let ordinary = (0..<24).map { _ in Double.random(in: -5...5, using: &random) }
    return magnitudes + magnitudes.map { -$0 } + [.nan] + ordinary
  }()

  /// Several operands: every number meets a dozen others.
  static func operands(_ count: Int) -> [Tensor] {
    guard count > 1 else { return [Tensor(numbers, shape: [numbers.count])] }
    var random = SeededGenerator(seed: 18)
    var columns = [[Double]](repeating: [], count: count)
    for number in numbers {
      for _ in 0..<12 {
        columns[0].append(number)
        for column in 1..<count {
          columns[column].append(numbers.randomElement(using: &random) ?? 0)
        }
      }
    }
    return columns.map { Tensor($0, shape: [$0.count]) }
  }

  /// Operations that no user calls by name.
  static let ofRules: [Primitive] = [
    .keepWhere, .keepUnless, .chainMultiply, .chainMultiplyEither, .alias, .power,
  ]

  static let elementwise = Catalogue.all.filter(\.isElementwise) + ofRules

  private func statics(_ primitive: Primitive) -> [[StaticValue]] {
    primitive.parameters.allSatisfy(\.kind.isOperand)
      ? [[]] : [-2, -1, 0, 1, 2, 3, 5].map { [.integer($0)] }
  }

  /// NaN has no sign and no payload that means anything.
  private func bits(_ tensor: Tensor) -> [UInt64] {
    tensor.elements.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }

  @Test("one number at a time", arguments: elementwise, [ElementType.float64, .float32])
  func machineIsKernel(_ primitive: Primitive, type: ElementType) throws {
    let inputs = Self.operands(primitive.parameters.count { $0.kind.isOperand })
    let count = inputs[0].count
    for statics in statics(primitive) {
      // Elements by index are read by the register machine, slices by vector loops.
      let function = { (columns: [Variable]) in
        let rows = Walk.loop.steps(count, from: [columns[0].number(0)], over: columns) {
          index, c, slices in
          let elements = columns.map { $0.element(index) }
          return (
            c, [primitive.apply(elements, statics), primitive.apply(slices, statics)]
          )
        }.rows
        return Primitive.stack.apply(
          [primitive.apply(columns, statics)] + rows, [.integer(0)])
      }
      let probe = try Probe(inputs, onTape: false, type: type, function)
      let all = try bits(probe.values([probe.result])[0])
      let kernel = all[..<count]
      for (name, part) in [
        ("the register machine", all[count..<(2 * count)]), ("vector loops", all[(2 * count)...]),
      ] {
        let differing = zip(kernel, part).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        #expect(
          differing.isEmpty,
          "\(primitive.name)\(statics) of \(name) at \(inputs.map { input in differing.prefix(3).map { input[$0] } })"
        )
      }
    }
  }

  /// What is computed in one instruction where a product has one reader.
  static let fused: [@Sendable (Variable, Variable, Variable) -> Variable] = [
    { x, y, z in x * y + z }, { x, y, z in z + x * y }, { x, y, z in x * y - z },
    { x, y, z in z - x * y }, { x, y, z in x * y + y * z }, { x, y, z in x * y - y * z },
    { x, y, _ in x * y + x * y }, { x, y, _ in x * y - x * y }, { x, y, z in x * x - z * z },
    { x, y, z in (x * y + z) * z - x }, { x, y, z in -(x * y) + z },
    { x, y, z in
      let product = x * y
      return (product + z) * product
    },
  ]

  @Test("products and sums", arguments: fused.indices, [ElementType.float64, .float32])
  func fusedIsSeparate(_ number: Int, type: ElementType) throws {
    let inputs = Self.operands(3)
    let count = inputs[0].count
    let probe = try Probe(inputs, onTape: false, type: type) { columns in
      let rows = Walk.loop.steps(count, from: [columns[0].number(0)]) { index, c, _ in
        let elements = columns.map { $0.element(index) }
        return (c, [Self.fused[number](elements[0], elements[1], elements[2])])
      }.rows
      return Primitive.stack.apply(
        [Self.fused[number](columns[0], columns[1], columns[2]), rows[0]], [.integer(0)])
    }
    let all = try bits(probe.values([probe.result])[0])
    #expect(Array(all[..<count]) == Array(all[count...]))
  }

  /// Steps that read the state again and again, and add up what takes long to compute.
  static let steps: [@Sendable (Variable, Variable) -> Variable] = [
    { c, x in sin(c * x) + c * exp(-c) }, { c, x in exp(-c) * x + cos(c) },
    { c, x in -sin(x * c) - c },
    { c, x in
      let sine = sin(c)
      return (sine + x * cos(c)) / (x + sine) + (sine + sine)
    },
    { c, x in
      let quotient = x / (c * c + 1)
      return sqrt(c * c + x * x) + (log(x * x) + quotient) * tanh(c) + quotient
    },
  ]

  @Test("steps", arguments: steps.indices, [ElementType.float64, .float32])
  func stepIsUnrolled(_ number: Int, type: ElementType) throws {
    let slices = Tensor(Array(Self.numbers.suffix(24)), shape: [24])
    let results = try [Walk.loop, .unrolled].map { walk in
      let probe = try Probe([slices, Tensor(-0.0)], onTape: false, type: type) { inputs in
        walk.steps(24, from: [inputs[1]], over: [inputs[0]]) { _, c, x in
          ([Self.steps[number](c[0], x[0])], [c[0]])
        }.rows[0]
      }
      return try bits(probe.values([probe.result])[0])
    }
    #expect(results[0] == results[1])
  }

  @Test("an index that is no integer or out of range is an error", arguments: [2, -3, 0.5, .nan])
  func indexFault(_ place: Double) throws {
    for type in [ElementType.float64, .float32] {
      let probe = try Probe(
        [.vector(1, 2), Tensor(place)], onTape: false, type: type
      ) { inputs in
        Walk.loop.steps(3, from: inputs[1]) { index, c in
          inputs[0].element(c - index * 0) + index * 0
        }
      }
      #expect(throws: TensorError.self) { try probe.values([probe.result]) }
    }
  }
}
