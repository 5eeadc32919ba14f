import Autodiff
import Testing

/// The Swift face: what a program that imports the library writes.
@Suite struct ValueAndGradientTests {
  @Test func numbers() throws {
    let (y, (dx, dz)) = try valueAndGradient(of: { x, z in x * log(z) }, at: 2.0, 3.0)
    #expect(y.scalarValue == 2.1972245773362196)
    #expect(dx == 1.0986122886681098)
    #expect(dz == 0.6666666666666666)
  }

  @Test func oneArgumentGivesItsGradientItself() throws {
    let slope = try gradient(of: { x in x * x }, at: 3.0)
    #expect(slope == 6)
  }

  @Test func whatIsNotUsedHasNoGradient() throws {
    let (_, (dx, dz)) = try valueAndGradient(of: { x, _ in x * x }, at: 3.0, 4.0)
    #expect(dx == 6)
    #expect(dz == nil)
  }

  @Test(arguments: [false, true])
  func structures(useGradientTape: Bool) throws {
    let weights = ["w": Tensor([1, 2], shape: [2]), "b": Tensor(3)]
    let (y, (dWeights, dScales)) = try valueAndGradient(
      of: { (p: [String: Variable], scales: [Variable]) in
        ["loss": (p["w"]! * scales[0]).sum() + p["b"]!, "other": scales[1] * 2]
      }, at: weights, [5.0, 7.0], useGradientTape: useGradientTape)
    #expect(y["loss"]?.scalarValue == 18)
    #expect(dWeights["w"]??.elements == [5, 5])
    #expect(dWeights["b"]??.elements == [1])
    #expect(dScales == [3, 2])
  }

  @Test func outputGradientsWeighTheParts() throws {
    let (_, slope) = try valueAndGradient(
      of: { x in [x * x, log(x)] }, at: 2.0,
      outputGradients: .list([.leaf(Tensor(3)), .leaf(Tensor(5))]))
    #expect(slope == 14.5)
  }

  @Test func outputGradientsOfAnotherShapeAreRefused() {
    #expect(throws: TensorError.self) {
      try valueAndGradient(
        of: { x in x * x }, at: 2.0, outputGradients: .leaf(Tensor([1, 2], shape: [2])))
    }
  }

  @Test func auxiliaryResultsAreNotDifferentiated() throws {
    let (y, slope, aux) = try valueAndGradient(
      ofFunctionWithAux: { x in (x * x, log(x)) }, at: 2.0)
    #expect(y.scalarValue == 4)
    #expect(slope == 4)
    #expect(aux.scalarValue == 0.6931471805599453)
  }

  @Test func mismatchedShapesThrow() {
    let error = #expect(throws: TensorError.self) {
      try valueAndGradient(
        of: { a, b in a * b }, at: Tensor([1, 2], shape: [2]), Tensor([1, 2, 3], shape: [3]))
    }
    #expect(error?.message.contains("(2,) and (3,)") == true)
  }

  @Test func callingRulesOfStructures() throws {
    let list = Structure<Tensor>.list([.leaf(Tensor(2)), .leaf(Tensor(3))])
    let product = { (args: [Structure<Variable>], _: [String: Structure<Variable>]) in
      Structure<Variable>.leaf(
        args.flatMap(\.leaves).reduce(args[0].leaves[0].number(1)) { $0 * $1 })
    }
    let unpacked = try valueAndGradient(of: product, args: [list])
    #expect(unpacked.gradient.leaves.map { $0?.scalarValue } == [3, 2])
    let whole = try valueAndGradient(of: product, args: [list], autoUnpackSingleArgument: false)
    #expect(whole.gradient.leaves.map { $0?.scalarValue } == [3, 2])
    let mixed = try valueAndGradient(
      of: { args, kwargs in .leaf(args[0].leaves[0] * kwargs["k"]!.leaves[0]) },
      args: [.leaf(Tensor(2))], kwargs: ["k": .leaf(Tensor(5))])
    guard case .dictionary(let members) = mixed.gradient else {
      Issue.record("args and kwargs come back as a dict")
      return
    }
    #expect(members.map(\.key) == ["args", "kwargs"])
    #expect(mixed.gradient.leaves.map { $0?.scalarValue } == [5, 2])
    #expect(throws: TensorError.self) {
      try valueAndGradient(of: { _, _ in .list([]) }, args: [])
    }
  }

  @Test func gradientsNestToAnyOrder() throws {
    // d/dx (x · d/dy (x + y)) = 1: the inner derivative is by y alone.
    let slope = try gradient(
      of: { x in x * (try gradient(of: { y in x + y }, at: x.number(1))) }, at: 3.0)
    #expect(slope == 1)
    // The fifth derivative of sin is cos.
    func derivative(_ order: Int, _ x: Variable) throws -> Variable {
      order == 0 ? sin(x) : try gradient(of: { try derivative(order - 1, $0) }, at: x)
    }
    let fifth = try gradient(of: { try derivative(4, $0) }, at: 0.5)
    #expect(fifth == 0.8775825618903728)
  }

  @Test func directionalDerivativesAgreeWithPullbacks() throws {
    let x = Tensor([0.5, 1.5, 2.5], shape: [3])
    let direction = Tensor([1, -2, 0.5], shape: [3])
    let weights = Tensor([3, 1, -1], shape: [3])
    let f = { (x: Variable) in sin(x) * x.sum() }
    let (value, tangent) = try jvp(of: f, at: x, along: direction)
    let (sameValue, pullback) = try vjp(of: f, at: x)
    #expect(value.elements == sameValue.elements)
    let pulled = try pullback(weights)
    let forward = zip(weights.elements, tangent.elements).map(*).reduce(0, +)
    let reverse = zip(pulled.elements, direction.elements).map(*).reduce(0, +)
    #expect(abs(forward - reverse) < 1e-14 * abs(forward))
  }
}
