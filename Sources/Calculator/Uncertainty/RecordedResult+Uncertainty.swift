import Autodiff
import Syntax

extension RecordedResult {
  /// Records how uncertain the result is; nil if no argument is said to be.
  func uncertainty(
    _ request: Request, _ lowering: Lowering, _ gradients: Gradients
  ) throws(Diagnostic) -> (labels: [String], recorded: ErrorPropagation.Recorded)? {
    guard request.hasUncertainties else { return nil }
    let recorder = lowering.interpreter.recorder
    let inputs = try UncertainInputs(request, self, lowering)
    let propagation = ErrorPropagation(recorder: recorder, start: start, inputs: inputs)
    // Gradients that are weighted, or of several results together, are not those of y.
    let isPlain = yNodes.count == 1 && request.outputGradients == nil
    let recorded: ErrorPropagation.Recorded
    if request.sigmaOrder == 2 {
      guard case .leaf(let leaf?) = y, leaf.rank == 0 else {
        throw Diagnostic(
          "not-a-scalar", "the second order is that of a function that returns a number",
          hint: "--sigma-order 1 takes arrays, too")
      }
      recorded = propagation.secondOrder(of: leaf, gradients: isPlain ? gradients.values : nil)
    } else {
      recorded = propagation.firstOrder(of: y, gradients: isPlain ? gradients.values : nil)
    }
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    return (inputs.labels, recorded)
  }
}

extension Uncertainty {
  init(_ labels: [String], _ recorded: ErrorPropagation.Recorded, _ values: NodeMap<Tensor>) {
    let value = { (variable: Variable?) -> Tensor? in variable.flatMap { values[$0.node] } }
    sigma = recorded.sigma.map(value)
    bias = value(recorded.bias)
    shares = zip(labels, recorded.shares).map { ($0, $1.map(value)) }
  }
}
