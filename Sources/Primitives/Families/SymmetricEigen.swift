import Tensors

// Eigenvalues and eigenvectors of symmetric matrices, of which the lower half is read; gradients are
// symmetric.
//
// With A V = V diag(w) and P = Vᵀ dA V: dw = diag(P) and dV = V (F ∘ P), Fᵢⱼ = 1 / (wⱼ - wᵢ)
// (Giles 2008). Where eigenvalues are equal, eigenvectors are determined only along a direction
// (T. Kato, "Perturbation Theory for Linear Operators", chapter 2): those that diagonalise dA within
// the space stay eigenvectors. Forward mode chooses these, so that a function that is symmetric in
// equal eigenvalues has the right second derivatives too.

extension Primitive {
  private static func packing(_ shape: Shape) -> Packing {
    let n = shape[shape.rank - 1]
    return Packing([n], [n, n])
  }

  /// The eigenvalues and eigenvectors; a second operand is the direction to choose them along, which
  /// is no operand in the sense of derivatives.
  static let eigenframe: Primitive = .init(
    operation: "eigenframe", parameters: [a, Parameter("direction", .variadicTensors)],
    .whole(
      shape: { shapes, _ in
        Shape(Array(shapes[0].dimensions.dropLast(2)) + [packing(shapes[0]).count])
      },
      value: { operands, _ throws(TensorError) in
        try operands[0].eigenframe(along: operands.count > 1 ? operands[1] : nil)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { tangent in
          tangent.arriving { tangent in
            let packing = packing(point.x.shape)
            let parts = packing.parts(of: point.y)
            let inner = turned(tangent.symmetrised, into: parts[1])
            let rotation = offDiagonal(quotient(inner, gaps(parts[0])))
            return packing.packed([inner.diagonals, parts[1].times(rotation)])
          }
        }
      },
      pullback: { point, operand, cotangent in
        guard operand == 0 else { return nil }
        let packing = packing(point.x.shape)
        let arriving = packing.arriving(at: cotangent)
        guard let ofVectors = arriving[1] else {
          return arriving[0].map { values in
            values.arriving(1) { spectral(point.x, $0, point.y) }
          }
        }
        return cotangent.arriving(1) { cotangent in
          let parts = packing.parts(of: point.y)
          let all = packing.parts(of: cotangent)
          let inner = parts[1].times(ofVectors.withoutStructuralZeros, transposed: true)
          // Equal eigenvalues are of no consequence only where the vectors are not asked for.
          let gaps = gaps(parts[0])
          let closed = equal(gaps, gaps.number(0))
          let asked = `where`(closed, inner, inner.skewed)
          let vectors = offDiagonal(quotient(asked, gaps))
          let scaled = parts[1] * all[0].asRow
          return (parts[1].times(vectors) + scaled).times(parts[1], otherTransposed: true)
            .symmetrised
        }
      }),
    batching: leadingAxis)

  /// Vᵀ X V
  private static func turned(_ x: Variable, into vectors: Variable) -> Variable {
    vectors.times(x, transposed: true).times(vectors)
  }

  private static func offDiagonal(_ x: Variable) -> Variable { x.masked { $0 != $1 } }

  /// wⱼ - wᵢ, exactly 0 where both count as equal.
  private static func gaps(_ values: Variable) -> Variable {
    let differences = values.asRow - values.asColumn
    let largest = largestOrZero(abs(values)).asColumn
    let n = values.shape[values.rank - 1]
    return `where`(
      lessEqual(abs(differences), largest * degeneracy(n)), values.number(0), differences)
  }

  /// V diag(u) Vᵀ: the gradient of a function of the eigenvalues whose gradient by them is u.
  static let spectral: Primitive = .init(
    operation: "spectral", parameters: [a, Parameter("u"), Parameter("frame")],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, _ in operands[2].spectralProduct(operands[1]) }),
    derivative: .custom(
      pushforward: { point, tangents in
        guard let tangent = tangents[0] else {
          return tangents[1].map { $0.arriving(1) { spectral(point[0], $0, point[2]) } }
        }
        let along = tangent.withoutStructuralZeros.symmetrised
        let frame = eigenframe(point[0], along)
        let parts = packing(point[0].shape).parts(of: frame)
        let inner = turned(along, into: parts[1])
        // The direction is diagonal within the space of equal eigenvalues.
        let gaps = gaps(parts[0])
        let closed = equal(gaps, gaps.number(0))
        let slopes = `where`(
          closed, gaps.number(0),
          (point[1].asRow - point[1].asColumn) / `where`(closed, gaps.number(1), gaps))
        let moved = parts[1].times(inner * slopes).times(parts[1], otherTransposed: true)
        return tangents[1].map {
          moved + $0.arriving(1) { spectral(point[0], $0, frame) }
        } ?? moved
      },
      pullback: { point, operand, cotangent in
        if operand == 2 { return nil }
        return cotangent.arriving { cotangent in
          let parts = packing(point[0].shape).parts(of: point[2])
          let inner = turned(cotangent.symmetrised, into: parts[1])
          if operand == 1 { return inner.diagonals }
          if point[1].uniformConstant != nil { return point[0].filled(with: 0) }
          let gaps = gaps(parts[0])
          let closed = equal(gaps, gaps.number(0))
          let slopes = point[1].asRow - point[1].asColumn
          let weighted = quotient(`where`(closed, inner, inner * slopes), gaps)
          return parts[1].times(offDiagonal(weighted)).times(parts[1], otherTransposed: true)
        }
      }),
    batching: leadingAxis)

  static let symmetricValues: Primitive = .init(
    operation: "symmetric_values", parameters: [a],
    .whole(
      shape: { shapes, _ in Shape(Array(shapes[0].dimensions.dropLast())) },
      value: { operands, _ throws(TensorError) in try operands[0].symmetricEigenvalues() }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { tangent in
          tangent.arriving { tangent in
            let along = tangent.symmetrised
            let vectors = packing(point.x.shape).parts(of: eigenframe(point.x, along))[1]
            return (vectors * along.times(vectors)).columnSums
          }
        }
      },
      pullback: { point, _, cotangent in
        cotangent.arriving(1) { cotangent in
          guard let value = cotangent.uniformConstant else {
            return spectral(point.x, cotangent, eigenframe(point.x))
          }
          return point.x.identity(point.x.rows, point.x.leading()) * value
        }
      }),
    batching: leadingAxis)

  private static let half = Parameter("UPLO", .text, default: .text("L"))
  private static let conventions =
    "only the lower half of a is read (the upper one with UPLO='U'); gradients are symmetric"

  private static func half(_ call: Call) throws(TensorError) -> Variable {
    let a = try matrix(call, 0)
    switch call.text(1) ?? "L" {
    case "L", "l": return a
    case "U", "u": return a.swapped
    case let other: throw TensorError("bad-argument", "UPLO is 'L' or 'U', not '\(other)'")
    }
  }

  public static let eigh: Primitive = .init(
    "eigh", aliases: ["self_adjoint_eig"],
    "The eigenvalues w of a symmetric matrix in ascending order, and eigenvectors, the columns of v.",
    parameters: [a, half],
    .tuple(["w", "v"]) { call throws(TensorError) in
      let a = try half(call)
      return packing(a.shape).parts(of: eigenframe(a))
    },
    convention: conventions
      + "; of eigenvectors of equal eigenvalues they are nan",
    example: "eigh([[2, 1], [1, 3]])[0]",
    rule: "dw = diag(v.T da v), dv = v (f * (v.T da v)), f[i, j] = 1 / (w[j] - w[i]) (Giles 2008)")

  public static let eigvalsh: Primitive = .init(
    "eigvalsh", aliases: ["self_adjoint_eigvals"],
    "The eigenvalues of a symmetric matrix in ascending order.", parameters: [a, half],
    .composition { call throws(TensorError) in symmetricValues(try half(call)) },
    convention: conventions + "; right for symmetric functions of equal eigenvalues",
    example: "eigvalsh([[2, 1], [1, 3]])",
    rule: "dw = diag(v.T da v)")
}

extension Variable {
  /// The sums of the columns of each matrix.
  fileprivate var columnSums: Variable {
    Primitive.sum.apply([self], [.integer(-2), .flag(false)])
  }
}
