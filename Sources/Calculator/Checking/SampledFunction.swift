import Autodiff
import Syntax

/// A recorded function as a number, the sum of its parts with their weights, evaluated where one argument
/// is changed.
///
/// It is recorded as a graph, in which both branches of a condition are, and in double precision.
struct SampledFunction {
  private let program: Program?
  private let budget: Budget
  /// The value of each argument, and where in the program it goes.
  private let arguments: [(node: Int, value: Tensor)]
  private let inputs: [Int]
  private let constant: Double

  /// The number of points that are evaluated at once.
  private static let batch = Surroundings.pointCount

  /// - Parameter values: those of the arguments, in their order, where the function is looked at.
  init(_ request: Request, at values: [Tensor]) throws(Diagnostic) {
    var request = request
    request.elementType = .float64
    let calculation = try Self.recorded(&request)
    let (recorder, result) = (calculation.recorder, calculation.result)
    let total = try result.total(request, recorder)
    budget = recorder.budget
    var arguments: [(node: Int, value: Tensor)] = []
    for (argument, value) in zip(calculation.arguments, values) {
      arguments.append((argument.node, value.converted(to: .float64)))
    }
    self.arguments = arguments
    var inputs: [Int] = []
    for (node, _) in arguments where !inputs.contains(node) { inputs.append(node) }
    let size = Self.batch
    let batches = inputs.map { node in
      recorder.placeholder(
        shape: Shape([size] + recorder.graph.shapes[node].dimensions), type: .float64)
    }
    let batched = recorder.batched(
      [total.node], replacing: zip(inputs, batches).map { (node: $0, by: $1) }, size: size,
      since: result.start)[0]
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    self.inputs = inputs
    guard let batched else {
      program = nil
      constant = (try recorder.known(total))?[0] ?? .nan
      return
    }
    constant = .nan
    program = Program(
      recorder.graph.simplified(for: [batched.node]), inputs: batches.map(\.node))
  }

  /// As a graph, or else as the tape that only has the branches which were taken.
  private static func recorded(_ request: inout Request) throws(Diagnostic) -> RecordedCalculation {
    guard request.usesGradientTape else { return try RecordedCalculation(request) }
    request.usesGradientTape = false
    if let graph = try? RecordedCalculation(request) { return graph }
    request.usesGradientTape = true
    return try RecordedCalculation(request)
  }

  /// The function where one element of an argument has other values; NaN where it fails.
  func values(
    _ points: [Double], of argument: Int, element: Int
  ) throws(Diagnostic) -> [Double] {
    guard let program else { return points.map { _ in constant } }
    let changed = arguments[argument].node
    let tensors = inputs.map { node -> Tensor in
      let value = arguments.first { $0.node == node }?.value ?? Tensor(.nan)
      let count = value.count
      let shape = Shape([Self.batch] + value.shape.dimensions)
      return Tensor(shape: shape, type: .float64) { elements in
        for row in 0..<Self.batch {
          for column in 0..<count {
            let isChanged = node == changed && column == element
            (elements + row * count + column).initialize(
              to: isChanged ? points[row] : value[column])
          }
        }
      }
    }
    do throws(TensorError) {
      return try program.execute(tensors, budget: budget)[0].elements
    } catch {
      // A limit is one for all points; what else fails may do so at some of them only.
      let ends = ["timeout", "too-many-steps", "out-of-memory", "interrupted"]
      if ends.contains(error.code) { throw Diagnostic(error) }
      return points.map { _ in .nan }
    }
  }
}

extension RecordedResult {
  /// The number of which `dydx` is the gradient.
  func total(_ request: Request, _ recorder: GraphRecorder) throws(Diagnostic) -> Variable {
    let parts = try seeds(request, recorder).map { node, weight in
      Primitive.sum(Variable(recorder: recorder, node: node) * weight)
    }
    return parts.dropFirst().reduce(
      parts.first ?? recorder.constant(Tensor(0, type: recorder.numberType))
    ) { $0 + $1 }
  }
}
