import Autodiff

extension ErrorPropagation {
  /// To second order, for a number y and arguments with normal distributions.
  ///
  /// With the Hessian H the variance is gᵀ Σ g + ½ tr(H Σ H Σ), and the mean is ½ tr(H Σ) above y at the
  /// means of the arguments. These are exact where y is a quadratic function: A. Mathai and S. Provost,
  /// "Quadratic Forms in Random Variables", 1992, section 3.2. The same terms stand in JCGM 100:2008,
  /// 5.1.2, note; its term with third derivatives, which vanishes there, is left out.
  ///
  /// What two arguments bring together is shared evenly by both.
  func secondOrder(of y: Variable, gradients: NodeMap<Variable>? = nil) -> Recorded {
    let gradients = self.gradients(of: y, gradients)
    guard let deviations = deviations(rows(gradients), rows: 1) else {
      let zero = y.filled(with: 0)
      return Recorded(
        sigma: .leaf(zero), shares: inputs.labels.map { _ in .leaf(zero) }, bias: zero)
    }
    let curvature = curvature(gradients)
    let half = recorder.constant(Tensor(0.5.squareRoot(), type: recorder.numberType))
    let inDirections =
      inputs.factor.map {
        Primitive.matmul(Primitive.matmul(Primitive.matrixTranspose($0), curvature), $0)
      } ?? curvature
    let size = inDirections.shape[0]
    let flat = inDirections.reshaped(to: [1, size * size])
    let sigma = Primitive.norm2(
      Primitive.concatenate.apply([deviations.loadings, flat * half], [.integer(1)]), along: 1)
    let bias = Primitive.sum(flat.reshaped(to: [size * size]).diagonal(of: size, axis: 0)) * 0.5

    let scale = sigma.divisor
    var shares = shares(deviations, scale)
    // The diagonal of S R S R, of which half the sum is what the curvature brings.
    let turned =
      (inputs.factor.map {
        Primitive.matmul(curvature, Primitive.matmul($0, Primitive.matrixTranspose($0)))
      } ?? curvature) / scale
    let brought =
      Primitive.sum(turned * Primitive.matrixTranspose(turned), along: 1) * 0.5
    var place = 0
    for part in inputs.parts {
      let count = part.sigma.shape.count
      let range = StridedRange(start: place, step: 1, count: count)
      let share = Primitive.sum(brought.sliced([range])).reshaped(to: [1])
      shares[part.argument] = shares[part.argument].map { $0 + share } ?? share
      place += count
    }
    return Recorded(
      sigma: .leaf(sigma.reshaped(to: .scalar)),
      shares: shares.map {
        .leaf(part(of: sigma, $0 ?? sigma.filled(with: 0)).reshaped(to: .scalar))
      },
      bias: bias)
  }

  /// D H D: the second derivatives by all elements of all parts, times both standard deviations.
  private func curvature(_ gradients: [Variable?]) -> Variable {
    let rows = zip(inputs.parts, gradients).map { part, gradient -> Variable in
      let count = part.sigma.shape.count
      let derivatives =
        gradient.map {
          recorder.jacobian(of: [$0.node], by: inputs.nodes, since: start, mode: .forward)[0]
        } ?? inputs.parts.map { _ in nil }
      let blocks = zip(inputs.parts, derivatives).map { other, derivative -> Variable in
        let shape: Shape = [count, other.sigma.shape.count]
        guard let derivative else { return zeros(shape) }
        return Primitive.multiplyNoNaN(
          Primitive.multiplyNoNaN(derivative, other.sigma).reshaped(to: shape),
          part.sigma.reshaped(to: [count, 1]))
      }
      return Primitive.concatenate.apply(blocks, [.integer(1)])
    }
    return Primitive.concatenate.apply(rows, [.integer(0)])
  }
}
