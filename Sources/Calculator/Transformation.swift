import Autodiff
import Syntax

/// What can be had of a function beside its value and gradient; the name is the key of the result.
public enum Transformation: String, Sendable, CaseIterable {
  case jacobian, hessian, jvp, vjp, hvp, laplacian, divergence, curl
  case batchJacobian = "batch_jacobian"
  case diagonalJacobian = "diag_jacobian"

  /// Whether it goes along given tangents.
  public var needsTangents: Bool { self == .jvp || self == .hvp }
  /// Whether its result is a matrix that can be given as triplets.
  public var isMatrix: Bool { self == .jacobian || self == .hessian }
}

extension RecordedResult {
  /// Records what was asked for beside the gradient.
  func transformed(
    _ request: Request, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [(transformation: Transformation, result: Structure<Variable?>)] {
    guard !request.transformations.isEmpty else { return [] }
    guard let calling else {
      throw Diagnostic(
        "no-arguments", "there is no argument to differentiate by",
        hint: "give the arguments behind the expression: 2 3, or x=2 y=3")
    }
    var results: [(transformation: Transformation, result: Structure<Variable?>)] = []
    for transformation in request.transformations {
      let matrices = Matrices(
        recorder: recorder, start: start, targets: calling.targets, isSparse: request.isSparse)
      let result: Structure<Variable?>
      switch transformation {
      case .jacobian: result = matrices.jacobian(of: y)
      case .hessian: result = matrices.hessian(of: try scalar(transformation))
      case .vjp:
        let cotangents = recorder.pullback(
          try seeds(request, recorder), to: matrices.nodes, since: start)
        result = matrices.inStructure(cotangents)
      case .jvp:
        let pushed = recorder.pushforward(
          yNodes, along: try directions(request, calling, recorder), since: start)
        var next = pushed.makeIterator()
        result = y.map { leaf in leaf == nil ? nil : next.next() ?? nil }
      case .hvp:
        let leaf = try scalar(transformation)
        let first = recorder.pullback(
          [(leaf.node, leaf.filled(with: 1))], to: matrices.nodes, since: start)
        let pushed = recorder.pushforward(
          first.compactMap { $0?.node }, along: try directions(request, calling, recorder),
          since: start)
        var next = pushed.makeIterator()
        result = matrices.inStructure(
          first.map { part in part.map { (next.next() ?? nil) ?? $0.filled(with: 0) } })
      case .laplacian:
        let leaf = try scalar(transformation)
        result = .leaf(matrices.laplacian(of: leaf))
      case .divergence: result = .leaf(try matrices.square(y, "divergence").trace)
      case .curl: result = .leaf(try matrices.square(y, "curl").curl)
      case .batchJacobian: result = try matrices.batchJacobian(of: try array(transformation))
      case .diagonalJacobian: result = try matrices.diagonal(of: try array(transformation))
      }
      results.append((transformation, result))
    }
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    return results
  }

  private func directions(
    _ request: Request, _ calling: Calling, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [(node: Int, tangent: Variable)] {
    guard let tangents = request.tangents else {
      throw Diagnostic(
        "usage", "jvp and hvp go along tangents, and none are given",
        hint: "--tangents '{\"x\": 1}', or in a list for positional arguments", kind: .usage)
    }
    let targets = calling.targets
    let given = try MatchedNumbers.tangents.match(tangents, to: targets, recorder)
    return zip(targets.leaves.compactMap(\.self), given).map { (node: $0.node, tangent: $1) }
  }

  private func array(_ transformation: Transformation) throws(Diagnostic) -> Variable {
    guard case .leaf(let leaf?) = y else {
      throw Diagnostic(
        "wrong-type", "\(transformation.rawValue) takes a function that returns one array")
    }
    return leaf
  }

  private func scalar(_ transformation: Transformation) throws(Diagnostic) -> Variable {
    guard case .leaf(let leaf?) = y, leaf.rank == 0 else {
      throw Diagnostic(
        "not-a-scalar", "\(transformation.rawValue) takes a function that returns a number",
        hint: "sum(...) of it is one")
    }
    return leaf
  }
}
