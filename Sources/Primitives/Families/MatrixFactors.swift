import Tensors

extension Primitive {
  /// L with A = L Lᵀ. Derivatives after I. Murray, "Differentiation of the Cholesky decomposition",
  /// arXiv:1602.07527 (2016); symmetric, although only the lower half is read.
  static let choleskyFactor: Primitive = .init(
    operation: "cholesky_factor", parameters: [a],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, _ throws(TensorError) in try operands[0].choleskyFactored(operand: "a") }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { tangent in
          tangent.arriving { tangent in
            let half = triangularSolution(point.y, tangent.symmetrised, lower: true)
            let inner = triangularSolution(point.y, half.swapped, lower: true)
            return point.y.times(inner.lowerHalf)
          }
        }
      },
      pullback: { point, _, cotangent in
        cotangent.arriving { cotangent in
          let inner = point.y.times(cotangent.lowerTriangle, transposed: true).lowerHalf
          let half = triangularSolution(point.y, inner, lower: true, transposed: true)
          return triangularSolution(point.y, half.swapped, lower: true, transposed: true)
            .symmetrised
        }
      }),
    batching: leadingAxis)

  public static let cholesky: Primitive = .init(
    "cholesky",
    "The lower triangular L with a = L @ L.T of a positive definite matrix; with upper=True, L.T.",
    parameters: [a, Parameter("upper", .flag, default: .flag(false))],
    .composition { call throws(TensorError) in
      let factor = choleskyFactor(try matrix(call, 0))
      return call.flag(1) ? factor.swapped : factor
    },
    convention: "only the lower half of a is read; the gradient is symmetric",
    example: "cholesky([[2, 1], [1, 3]])",
    rule: "dl = l phi(inv(l) da inv(l).T), phi the lower half with half the diagonal (Giles 2008)")

  // MARK: QR

  private static func packing(_ shape: Shape) -> Packing {
    let (m, n) = (shape[shape.rank - 2], shape[shape.rank - 1])
    return Packing([m, n], [n, n])
  }

  /// Q and R of a matrix with at least as many rows as columns. Derivatives after S. Walter and
  /// L. Lehmann, "Algorithmic differentiation of linear algebra functions", Optim. Methods Softw. 25
  /// (2010), and M. Seeger et al., "Auto-differentiating linear algebra", arXiv:1710.08717 (2017).
  static let orthogonalFactors: Primitive = .init(
    operation: "orthogonal_factors", parameters: [a],
    .whole(
      shape: { shapes, _ in
        Shape(Array(shapes[0].dimensions.dropLast(2)) + [packing(shapes[0]).count])
      },
      value: { operands, _ in operands[0].orthogonalFactored() }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { tangent in
          tangent.arriving { tangent in
            let packing = packing(point.x.shape)
            let parts = packing.parts(of: point.y)
            let (q, r) = (parts[0], parts[1])
            let change = triangularSolution(r, tangent.swapped, lower: false, transposed: true)
              .swapped
            let inner = q.times(change, transposed: true)
            let below = inner.masked { $1 < $0 }
            let rotation = below - below.swapped
            return packing.packed([
              q.times(rotation - inner) + change, (inner - rotation).times(r),
            ])
          }
        }
      },
      pullback: { point, _, cotangent in
        let packing = packing(point.x.shape)
        return cotangent.arriving(1) { cotangent in
          let parts = packing.parts(of: point.y)
          let (q, r) = (parts[0], parts[1])
          let arriving = packing.parts(of: cotangent)
          let inner =
            r.times(arriving[1], otherTransposed: true)
            - arriving[0].times(q, transposed: true)
          let below = inner.masked { $1 < $0 }
          let whole = arriving[0] + q.times(inner.lowerTriangle + below.swapped)
          return triangularSolution(r, whole.swapped, lower: false).swapped
        }
      }),
    batching: leadingAxis)

  public static let qr: Primitive = .init(
    "qr",
    "The orthonormal columns q and the upper triangular r with a = q @ r; mode 'r' gives r alone.",
    parameters: [a, Parameter("mode", .text, default: .text("reduced"))],
    .tuple(["q", "r"]) { call throws(TensorError) in
      let a = try matrix(call, 0, isSquare: false)
      let mode = call.text(1) ?? "reduced"
      guard mode == "reduced" || mode == "r" || mode == "complete" && a.rows <= a.columns else {
        throw TensorError(
          "bad-argument",
          mode == "complete"
            ? "the further columns of a complete q have no derivative"
            : "there is no mode '\(mode)' of qr",
          hint: "the modes are 'reduced' and 'r'")
      }
      let size = Swift.min(a.rows, a.columns)
      let left = a.sliced(a.shape.range(of: a.rank - 1, start: 0, count: size))
      let parts = packing(left.shape).parts(of: orthogonalFactors(left))
      let q = parts[0]
      var r = parts[1]
      if a.columns > size {
        // What stands to the right of the square part is only turned.
        let right = a.sliced(
          a.shape.range(of: a.rank - 1, start: size, count: a.columns - size))
        r = concatenate.apply([r, q.times(right, transposed: true)], [.integer(a.rank - 1)])
      }
      return mode == "r" ? [r] : [q, r]
    },
    convention: "the gradient of a matrix of lower rank is not finite",
    example: "qr([[2, 1], [1, 3]])[1]",
    rule: "dq = q w + (1 - q q.T) da inv(r), dr = q.T da - w r, w antisymmetric (Giles 2008)")
}
