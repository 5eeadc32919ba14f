import Tensors

// The operations that move elements and compute nothing: each is the transpose of another.

extension Primitive {
  package static let reshape: Primitive = .init(
    operation: "reshape_to", parameters: [.x, Parameter("shape", .integers)],
    .whole(
      shape: { _, statics in Shape(statics[0].integers ?? []) }, result: .sameAsOperand,
      value: { operands, statics in
        operands[0].reshaped(to: Shape(statics[0].integers ?? []))
      }),
    derivative: .linear { point, _, cotangent in cotangent.reshaped(to: point.x.shape) },
    batching: { call in call.operands[0].reshaped(to: call.shape.batched(call.size)) },
    rowRule: RowCall.reshaping)

  package static let broadcast: Primitive = .init(
    operation: "broadcast", parameters: [.x, Parameter("shape", .integers)],
    .whole(
      shape: { _, statics in Shape(statics[0].integers ?? []) }, result: .sameAsOperand,
      value: { operands, statics in
        operands[0].broadcast(to: Shape(statics[0].integers ?? []))
      }),
    derivative: .linear { point, _, cotangent in
      let axes = point.x.shape.axesRepeated(in: point.y.shape)
      return sum.apply([cotangent], [.integers(axes), .flag(false)])
        .reshaped(to: point.x.shape)
    },
    batching: { call in
      let inner = call.shape(of: 0).dimensions
      let filler = [Int](repeating: 1, count: call.shape.rank - inner.count)
      return call.operands[0].reshaped(to: Shape([call.size] + filler + inner))
        .broadcast(to: call.shape.batched(call.size))
    },
    rowRule: RowCall.broadcasting)

  package static let permute: Primitive = .init(
    operation: "permute", parameters: [.x, Parameter("axes", .integers)],
    .whole(
      shape: { shapes, statics in
        Shape((statics[0].integers ?? []).map { shapes[0][$0] })
      },
      result: .sameAsOperand,
      value: { operands, statics in operands[0].permuted(statics[0].integers ?? []) }),
    derivative: .linear { point, _, cotangent in
      let axes = point.statics[0].integers ?? []
      return cotangent.permuted(axes.indices.map { axis in axes.firstIndex(of: axis) ?? axis })
    },
    batching: { call in
      call.operands[0].permuted([0] + (call.statics[0].integers ?? []).map { $0 + 1 })
    },
    rowRule: RowCall.permuting)

  package static let slice: Primitive = .init(
    operation: "slice", parameters: [.x, Parameter("ranges", .integers)],
    .whole(
      shape: { _, statics in Shape(statics[0].ranges.map(\.count)) }, result: .sameAsOperand,
      value: { operands, statics in operands[0].sliced(statics[0].ranges) }),
    derivative: .linear { point, _, cotangent in
      place.apply(
        [cotangent.withComputedZeros],
        [.integers(point.x.shape.dimensions), point.statics[0], .structuralZero])
    },
    batching: { call in
      call.operands[0].sliced([StridedRange(allOf: call.size)] + call.statics[0].ranges)
    },
    rowRule: RowCall.slicing)

  /// The elements at some places of an array that is otherwise filled with one number.
  package static let place: Primitive = .init(
    operation: "place",
    parameters: [
      .x, Parameter("shape", .integers), Parameter("ranges", .integers),
      Parameter("background", .number),
    ],
    .whole(
      shape: { _, statics in Shape(statics[0].integers ?? []) }, result: .sameAsOperand,
      value: { operands, statics in
        var background = -0.0
        if case .number(let number) = statics[2] { background = number }
        return operands[0].placed(
          in: Shape(statics[0].integers ?? []), at: statics[1].ranges, background: background)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map {
          place.apply(
            [$0.withComputedZeros], [point.statics[0], point.statics[1], .structuralZero])
        }
      },
      pullback: { point, _, cotangent in cotangent.sliced(point.statics[1].ranges) }),
    batching: { call in
      place.apply(
        call.operands,
        [
          .integers(call.shape.batched(call.size).dimensions),
          .ranges([StridedRange(allOf: call.size)] + call.statics[1].ranges), call.statics[2],
        ])
    },
    rowRule: RowCall.placing)

  /// The sum of parts that each lie at places of their own: many `place` added up. A background of 0
  /// is added to all of it.
  package static let assemble: Primitive = .init(
    operation: "assemble",
    parameters: [
      Parameter("parts", .tensors), Parameter("shape", .integers), Parameter("ranges", .integers),
      Parameter("background", .number, default: .structuralZero),
    ],
    .whole(
      shape: { _, statics in Shape(statics[0].integers ?? []) },
      value: { operands, statics in
        let shape = Shape(statics[0].integers ?? [])
        let rank = shape.rank
        let ranges = statics[1].ranges
        let type = operands.reduce(ElementType.float64) { type, part in
          part.elementType == .float32 ? .float32 : type
        }
        return Tensor.assembled(
          operands, in: shape,
          at: operands.indices.map { Array(ranges[($0 * rank)..<(($0 + 1) * rank)]) },
          background: statics.last == .number(0) ? 0 : -0.0, type: type)
      }),
    derivative: .linear { point, operand, cotangent in
      let rank = point.y.rank
      return cotangent.sliced(
        Array(point.statics[1].ranges[(operand * rank)..<((operand + 1) * rank)]))
    },
    batching: { call in
      let rank = call.shape.rank
      let ranges = call.operands.indices.flatMap { operand in
        [StridedRange(allOf: call.size)]
          + call.statics[1].ranges[(operand * rank)..<((operand + 1) * rank)]
      }
      return assemble.apply(
        call.allBatched,
        [.integers(call.shape.batched(call.size).dimensions), .ranges(ranges)])
    })

  package static let concatenate: Primitive = .init(
    operation: "concatenate",
    parameters: [Parameter("arrays", .tensors), Parameter("axis", .integer)],
    .whole(
      shape: { shapes, statics throws(TensorError) in
        guard case .integer(let axis) = statics[0] else { return shapes[0] }
        var dimensions = shapes[0].dimensions
        dimensions[axis] = 0
        for shape in shapes {
          var expected = dimensions
          expected[axis] = shape.rank == expected.count ? shape[axis] : 0
          guard shape.dimensions == expected else {
            throw TensorError(
              "shape-mismatch",
              "the shapes \(shapes[0]) and \(shape) cannot be joined along axis \(axis)",
              hint: "all other lengths must be equal")
          }
          dimensions[axis] += shape[axis]
        }
        return Shape(dimensions)
      },
      result: .sameAsOperand,
      value: { operands, statics in
        guard case .integer(let axis) = statics[0] else { return operands[0] }
        return Tensor.concatenated(operands, axis: axis)
      }),
    derivative: .linear { point, operand, cotangent in
      guard case .integer(let axis) = point.statics[0] else { return nil }
      let start = point.start(of: operand, along: axis)
      return cotangent.sliced(
        cotangent.shape.range(of: axis, start: start, count: point[operand].shape[axis]))
    },
    batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)
}

extension StaticValue {
  /// The places along each axis that this stands for.
  package var stridedRanges: [StridedRange] { ranges }

  var ranges: [StridedRange] { if case .ranges(let ranges) = self { ranges } else { [] } }
}

extension Variable {
  /// The same elements in row-major order under another shape of the same count.
  public func reshaped(to shape: Shape) -> Variable {
    if shape == self.shape { return self }
    return Primitive.reshape.apply([self], [.integers(shape.dimensions)])
  }

  /// The elements repeated to a shape that this one broadcasts to.
  public func broadcast(to shape: Shape) -> Variable {
    if shape == self.shape { return self }
    if let constant, let value = constant.uniformValue {
      return self.constant(Tensor(repeating: value, shape: shape, type: constant.elementType))
    }
    return Primitive.broadcast.apply([self], [.integers(shape.dimensions)])
  }

  /// Axis i of the result is axis `axes[i]`.
  public func permuted(_ axes: [Int]) -> Variable {
    if axes == Array(0..<rank) { return self }
    return Primitive.permute.apply([self], [.integers(axes)])
  }

  /// The elements at regular places, one range for each axis.
  public func sliced(_ ranges: [StridedRange]) -> Variable {
    if ranges == shape.range(of: -1, start: 0, count: 0) { return self }
    return Primitive.slice.apply([self], [.ranges(ranges)])
  }
}
