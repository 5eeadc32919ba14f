import Tensors

// A = U S Vᵀ. With P = Uᵀ dA V: dS = diag(P), and the rotations of U and V follow from
// P + Pᵀ = (sⱼ - sᵢ) (X + Y) and P - Pᵀ = (sⱼ + sᵢ) (X - Y). See J. Townsend, "Differentiating the
// singular value decomposition" (2016), and Z.-Q. Wan and S.-X. Zhang, arXiv:1909.02659 (2019).

extension Primitive {
  private static func packing(_ shape: Shape) -> Packing {
    let (m, n) = (shape[shape.rank - 2], shape[shape.rank - 1])
    let k = Swift.min(m, n)
    return Packing([m, k], [k], [k, n])
  }

  static let singularFrame: Primitive = .init(
    operation: "singular_frame", parameters: [a],
    .whole(
      shape: { shapes, _ in
        Shape(Array(shapes[0].dimensions.dropLast(2)) + [packing(shapes[0]).count])
      },
      value: { operands, _ throws(TensorError) in try operands[0].singularFrame() }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { $0.arriving { singularPushforward(point, $0) } }
      },
      pullback: { point, _, cotangent in
        let parts = packing(point.x.shape).arriving(at: cotangent)
        if parts[0] == nil, parts[2] == nil, let values = parts[1] {
          return values.arriving(1) { values in
            let frame = packing(point.x.shape).parts(of: point.y)
            return (frame[0] * values.asRow).times(frame[2])
          }
        }
        return cotangent.arriving(1) { singularPullback(point, $0) }
      }),
    batching: leadingAxis)

  /// The gaps between singular values, their sums, and the values themselves along a row, each 0 where
  /// it counts as 0.
  private static func gaps(
    _ s: Variable
  ) -> (differences: Variable, sums: Variable, values: Variable) {
    let limit = largestOrZero(s).asColumn * degeneracy(s.shape[s.rank - 1])
    let cut = { (x: Variable) in `where`(lessEqual(abs(x), limit), x.number(0), x) }
    return (cut(s.asRow - s.asColumn), cut(s.asRow + s.asColumn), cut(s.asRow))
  }

  private static func offDiagonal(_ x: Variable) -> Variable { x.masked { $0 != $1 } }

  private static func singularPushforward(_ point: Point, _ tangent: Variable) -> Variable {
    let packing = packing(point.x.shape)
    let frame = packing.parts(of: point.y)
    let (u, s, vt) = (frame[0], frame[1], frame[2])
    let gaps = gaps(s)
    let image = tangent.times(vt, otherTransposed: true)
    let inner = u.times(image, transposed: true)
    let symmetric = offDiagonal(quotient(inner.symmetrised, gaps.differences))
    let skew = offDiagonal(quotient(inner.skewed, gaps.sums))
    var du = u.times(symmetric + skew)
    var dv = vt.times(symmetric - skew, transposed: true)
    if point.x.rows > point.x.columns {
      du = du + quotient(image - u.times(inner), gaps.values)
    } else if point.x.columns > point.x.rows {
      let back = tangent.times(u, transposed: true)
      let rest = back - vt.times(vt.times(back), transposed: true)
      dv = dv + quotient(rest, gaps.values)
    }
    return packing.packed([du, inner.diagonals, dv.swapped])
  }

  private static func singularPullback(_ point: Point, _ cotangent: Variable) -> Variable {
    let packing = packing(point.x.shape)
    let frame = packing.parts(of: point.y)
    let (u, s, vt) = (frame[0], frame[1], frame[2])
    let arriving = packing.parts(of: cotangent)
    let gaps = gaps(s)
    let ofU = u.times(arriving[0], transposed: true)
    let ofV = vt.times(arriving[2], otherTransposed: true)
    let both = ofU + ofV
    // Equal singular values are of no consequence only where the vectors are not asked for.
    let closed = equal(gaps.differences, s.number(0))
    let symmetric = offDiagonal(
      quotient(`where`(closed, both, both.skewed), gaps.differences))
    let skew = offDiagonal(quotient((ofU - ofV).skewed, gaps.sums))
    var result = (u.times(symmetric + skew) + u * arriving[1].asRow).times(vt)
    if point.x.rows > point.x.columns {
      result = result + quotient(arriving[0] - u.times(ofU), gaps.values).times(vt)
    } else if point.x.columns > point.x.rows {
      let rows = arriving[2].swapped
      let rest = quotient(rows - vt.times(ofV, transposed: true), gaps.values)
      result = result + u.times(rest, otherTransposed: true)
    }
    return result
  }

  static let singularValues: Primitive = .init(
    operation: "singular_values", parameters: [a],
    .whole(
      shape: { shapes, _ in
        let dimensions = shapes[0].dimensions
        return Shape(
          dimensions.dropLast(2) + [
            Swift.min(dimensions[dimensions.count - 2], dimensions[dimensions.count - 1])
          ])
      },
      value: { operands, _ throws(TensorError) in try operands[0].singularValues() }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { tangent in
          tangent.arriving { tangent in
            let frame = packing(point.x.shape).parts(of: singularFrame(point.x))
            let image = tangent.times(frame[2], otherTransposed: true)
            return sum.apply([frame[0] * image], [.integer(-2), .flag(false)])
          }
        }
      },
      pullback: { point, _, cotangent in
        cotangent.arriving(1) { cotangent in
          let frame = packing(point.x.shape).parts(of: singularFrame(point.x))
          return (frame[0] * cotangent.asRow).times(frame[2])
        }
      }),
    batching: leadingAxis)

  public static let svdvals: Primitive = .init(
    "svdvals", "The singular values of a matrix, the largest first.", parameters: [a],
    .composition { call throws(TensorError) in
      singularValues(try matrix(call, 0, isSquare: false))
    },
    convention: "right for symmetric functions of equal values; a value of 0 has one of its slopes",
    example: "svdvals([[2, 1], [1, 3]])",
    rule: "ds = diag(u.T da v)")

  public static let svd: Primitive = .init(
    "svd",
    "The orthonormal columns u, the singular values s, and the orthonormal rows vh, with "
      + "a = u @ diag(s) @ vh.",
    parameters: [
      a, Parameter("full_matrices", .flag, default: .flag(true)),
      Parameter("compute_uv", .flag, default: .flag(true)),
    ],
    .tuple(["u", "s", "vh"]) { call throws(TensorError) in
      let a = try matrix(call, 0, isSquare: false)
      guard call.flag(2) else { return [singularValues(a)] }
      guard a.rows == a.columns || !call.flag(1) else {
        throw TensorError(
          "bad-argument",
          "the full u and vh of a matrix of shape \(a.shape) have vectors without a derivative",
          hint: "full_matrices=False leaves them out")
      }
      return packing(a.shape).parts(of: singularFrame(a))
    },
    convention: "gradients of vectors of equal or vanishing singular values are nan",
    example: "svd([[2, 1], [1, 3]])[1]",
    rule: "ds = diag(u.T da v); du and dv as in Giles 2008 and Townsend 2016")

  // MARK: What follows from singular values

  /// Derivatives of constant rank after G. Golub and V. Pereyra, "The differentiation of
  /// pseudo-inverses and nonlinear least squares problems", SIAM J. Numer. Anal. 10 (1973).
  static let pseudoInverse: Primitive = .init(
    operation: "pseudo_inverse", parameters: [a, Parameter("cutoff", .number)],
    .whole(
      shape: { shapes, _ in
        let dimensions = shapes[0].dimensions
        return Shape(
          dimensions.dropLast(2) + [
            dimensions[dimensions.count - 1], dimensions[dimensions.count - 2],
          ])
      },
      value: { operands, statics throws(TensorError) in
        var cutoff = 0.0
        if case .number(let number) = statics[0] { cutoff = number }
        return try operands[0].pseudoInverse(cutoff: cutoff)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        let (a, y) = (point.x, point.y)
        return tangents[0].map { tangent in
          tangent.arriving { tangent in
            let left = y.times(y, otherTransposed: true).times(tangent, otherTransposed: true)
            let right = tangent.times(y.times(y, transposed: true), transposed: true)
            return (left - left.times(a).times(y)) + (right - y.times(a.times(right)))
              - y.times(tangent).times(y)
          }
        }
      },
      pullback: { point, _, cotangent in
        let (a, y) = (point.x, point.y)
        return cotangent.arriving { cotangent in
          let flipped = cotangent.swapped
          let left = flipped.times(y.times(y, otherTransposed: true))
          let right = y.times(y, transposed: true).times(flipped)
          return (left - a.times(y.times(left))) + (right - right.times(y).times(a))
            - y.times(cotangent, transposed: true).times(y, otherTransposed: true)
        }
      }),
    batching: leadingAxis)

  private static func cutoff(_ a: Variable, _ given: Double?) -> Double {
    given ?? Double.ulpOfOne * Double(Swift.max(a.rows, a.columns))
  }

  public static let pinv: Primitive = .init(
    "pinv", aliases: ["pseudoinverse"],
    "The pseudo-inverse of a matrix; singular values up to rcond times the largest count as 0.",
    parameters: [a, Parameter("rcond", .number, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0, isSquare: false)
      // The usual default: of what is smaller, rounding errors are the larger part.
      return pseudoInverse.apply([a], [.number(cutoff(a, call.number(1)))])
    },
    convention: "the derivative is that of matrices of the same rank",
    example: "pinv([[1, 2], [3, 4], [5, 6]])",
    rule: "that of a matrix of constant rank (Golub and Pereyra 1973)")

  static func rank(_ a: Variable, cutoff: Double) -> Variable {
    let s = singularValues(a)
    return count(of: s, above: largestOrZero(s) * cutoff)
  }

  /// How many singular values are larger than a limit; NaN for a matrix that has none.
  private static func count(of s: Variable, above limit: Variable) -> Variable {
    // NaN is not above anything, and would count as 0.
    let counted = `where`(isNaN(s), s, greater(s, limit))
    return sum.apply([stopGradient(counted)], [.integer(-1), .flag(false)])
  }

  /// The largest value along the last axis, which stays; 0 for those of a matrix without rows or columns.
  static func largestOrZero(_ values: Variable) -> Variable {
    if values.shape[values.rank - 1] == 0 {
      return sum.apply([values], [.integer(-1), .flag(true)])
    }
    return max.apply([values], [.integer(-1), .flag(true)])
  }

  public static let matrixRank: Primitive = .init(
    "matrix_rank", "The number of singular values above tol, or above rounding errors.",
    parameters: [a, Parameter("tol", .number, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0, isSquare: false)
      if let limit = call.number(1) {
        return count(of: singularValues(a), above: a.number(limit))
      }
      return rank(a, cutoff: cutoff(a, nil))
    },
    convention: "flat: the gradient is 0", example: "matrix_rank([[1, 2], [2, 4]])")
}
