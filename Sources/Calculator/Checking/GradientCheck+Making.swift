import Autodiff
import Syntax

extension GradientCheck {
  /// Computes the gradients of a calculation in every way there is.
  ///
  /// - Parameter tolerance: the relative difference from differences that is let pass; else 1e-6, and 1e-3 in
  ///   single precision.
  /// - Throws: what `Calculation.run` throws.
  public static func make(
    _ request: Request, tolerance: Double? = nil
  ) throws(Diagnostic) -> GradientCheck {
    let calculation = try RecordedCalculation(request)
    let (recorder, result) = (calculation.recorder, calculation.result)
    guard !calculation.arguments.isEmpty else {
      throw Diagnostic(
        "no-arguments", "there is no argument to differentiate by",
        hint: "give the arguments behind the expression: 2 3, or x=2 y=3")
    }
    let nodes = calculation.arguments.map(\.node)
    let gradients = try result.gradients(request, recorder)
    let wanted = nodes.map { gradients.values[$0] }
    var timings = Timings()
    let total = try result.total(request, recorder)
    let values = try calculation.interpreter.values(
      of: wanted.compactMap { $0?.node } + [total.node] + nodes, timings: &timings)
    let own = wanted.map { $0.flatMap { values[$0.node] } }
    let single = request.elementType == .float32
    let tolerance = tolerance ?? (single ? 1e-3 : 1e-6)
    let places = nodes.map { values[$0] ?? Tensor(.nan) }

    let function = try SampledFunction(request, at: places)
    let size = abs(values[total.node]?[0] ?? 0)
    var entries: [Entry] = []
    for (argument, (label, _)) in calculation.arguments.enumerated() {
      let place = places[argument]
      for element in Self.looked(at: place.count) {
        let gradient = own[argument]?[element]
        var findings = try Self.findings(function, argument, element, at: place[element])
        let verdict = Verdict(
          gradient: gradient ?? 0, &findings, tolerance: tolerance, size: size)
        entries.append(
          Entry(
            argument: label, index: place.shape.position(of: element), value: place[element],
            gradient: gradient, numerical: findings.numerical, left: findings.left,
            right: findings.right, verdict: verdict))
      }
    }
    let exact = single ? 1e-4 : 1e-9
    let comparisons = [
      Self.forwardComparison(request, own, exact),
      Self.comparison(request.usesGradientTape ? "graph" : "gradient tape", own, exact) {
        () throws(Diagnostic) in
        var other = request
        other.usesGradientTape.toggle()
        return try Self.backward(other)
      },
    ]
    return GradientCheck(
      tolerance: tolerance, entries: entries, numberCount: places.reduce(0) { $0 + $1.count },
      comparisons: comparisons, elementType: request.elementType)
  }

  private static func looked(at count: Int) -> [Int] {
    count <= largestCount
      ? Array(0..<count) : (0..<largestCount).map { $0 * (count - 1) / (largestCount - 1) }
  }

  // MARK: Differences

  private static func findings(
    _ function: SampledFunction, _ argument: Int, _ element: Int, at place: Double
  ) throws(Diagnostic) -> Surroundings.Findings {
    guard place.isFinite else { return Surroundings.Findings() }
    let size = Swift.max(abs(place), 1)
    var steps = [Double(sign: .plus, exponent: size.exponent - 3, significand: 1)]
    // Where the function is one of the size of a small argument, as log is.
    if place != 0, abs(place) < 1e-3 {
      steps.append(Double(sign: .plus, exponent: place.exponent - 3, significand: 1))
    }
    var best = Surroundings.Findings()
    for step in steps {
      let surroundings = Surroundings(place, largestStep: step)
      let found = surroundings.findings(
        try function.values(surroundings.points, of: argument, element: element))
      best.numerical = NumericalDerivative.joined(best.numerical, found.numerical)
      best.left = NumericalDerivative.joined(best.left, found.left)
      best.right = NumericalDerivative.joined(best.right, found.right)
      best.jumps = found.jumps
    }
    return best
  }

  // MARK: Other ways

  /// The gradients as `Calculation.run` computes them.
  private static func backward(_ request: Request) throws(Diagnostic) -> [Tensor?] {
    let calculation = try RecordedCalculation(request)
    let gradients = try calculation.result.gradients(request, calculation.recorder)
    return try calculation.values(of: calculation.arguments.map { gradients.values[$0.node] })
  }

  /// The gradients by forward mode, one direction for each number.
  private static func forward(_ request: Request) throws(Diagnostic) -> [Tensor?] {
    let calculation = try RecordedCalculation(request)
    let (recorder, result) = (calculation.recorder, calculation.result)
    let total = try result.total(request, recorder)
    let found = recorder.jacobian(
      of: [total.node], by: calculation.arguments.map(\.node), since: result.start, mode: .forward)[
        0]
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    return try calculation.values(of: found)
  }

  /// The sum of the gradients along one direction, backward and forward, and how large its parts are.
  ///
  /// For large arrays a direction for each number would take too long. Any fault shows in nearly every
  /// direction.
  private static func alongOneDirection(
    _ request: Request, _ own: [Tensor?]
  ) throws(Diagnostic) -> (backward: Double, forward: Double, size: Double) {
    let calculation = try RecordedCalculation(request)
    let (recorder, result) = (calculation.recorder, calculation.result)
    let total = try result.total(request, recorder)
    var (backward, size) = (0.0, 0.0)
    var state: UInt64 = 1
    var tangents: [(node: Int, tangent: Variable)] = []
    for ((_, node), gradient) in zip(calculation.arguments, own) {
      let shape = recorder.graph.shapes[node]
      let direction = (0..<shape.count).map { element -> Double in
        // Numbers between -1 and 1 by a linear congruence, multiples of 1/128.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let number = Double(state >> 56) / 128 - 1
        if let gradient {
          backward += gradient[element] * number
          size += abs(gradient[element] * number)
        }
        return number
      }
      let tangent = Tensor(direction, shape: shape).converted(to: recorder.numberType)
      tangents.append((node, recorder.constant(tangent)))
    }
    let found = recorder.pushforward([total.node], along: tangents, since: result.start)
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    let forward = try calculation.values(of: found)[0]?[0] ?? 0
    return (backward, forward, size)
  }

  private static func forwardComparison(
    _ request: Request, _ own: [Tensor?], _ tolerance: Double
  ) -> Comparison {
    guard own.reduce(0, { $0 + ($1?.count ?? 0) }) > largestCount else {
      return comparison("forward mode", own, tolerance) { () throws(Diagnostic) in
        try forward(request)
      }
    }
    let name = "forward mode, in one direction"
    do throws(Diagnostic) {
      let (backward, forward, size) = try alongOneDirection(request, own)
      let difference =
        backward == forward || backward.isNaN && forward.isNaN
        ? 0 : abs(backward - forward) / size
      return Comparison(
        name: name, difference: difference.isNaN ? .infinity : difference, obstacle: nil,
        verdict: difference <= tolerance ? .passed : .failed)
    } catch {
      return Comparison(name: name, difference: nil, obstacle: error.message, verdict: .undecided)
    }
  }

  private static func comparison(
    _ name: String, _ own: [Tensor?], _ tolerance: Double,
    _ other: () throws(Diagnostic) -> [Tensor?]
  ) -> Comparison {
    let others: [Tensor?]
    do throws(Diagnostic) {
      others = try other()
    } catch {
      return Comparison(
        name: name, difference: nil, obstacle: error.message, verdict: .undecided)
    }
    var largest = 0.0
    for case let (mine?, theirs) in zip(own, others) {
      let size = mine.elements.reduce(0) { $1.isFinite ? Swift.max($0, abs($1)) : $0 }
      for element in 0..<mine.count {
        let (a, b) = (mine[element], theirs?[element] ?? 0)
        // What cancels is as exact as its parts.
        let isNothing = abs(a - b) <= 1e-14 * size
        largest = Swift.max(largest, isNothing ? 0 : relativeDifference(a, b))
      }
    }
    return Comparison(
      name: name, difference: largest, obstacle: nil,
      verdict: largest <= tolerance ? .passed : .failed)
  }
}

extension RecordedCalculation {
  fileprivate func values(of variables: [Variable?]) throws(Diagnostic) -> [Tensor?] {
    var timings = Timings()
    let values = try interpreter.values(
      of: variables.compactMap { $0?.node }, timings: &timings)
    return variables.map { $0.flatMap { values[$0.node] } }
  }
}

extension Shape {
  /// Along each axis the position of an element, which is counted in row-major order.
  fileprivate func position(of element: Int) -> [Int] {
    zip(strides, dimensions).map { stride, length in element / stride % length }
  }
}
