extension Tensor {
  /// The solution along `axis` of `s[i] = a[i] * s[i-1] + b[i]`, with `s[0] = b[0]`; from the other
  /// end if `reversed`. `a` has the shape of `b`, or one value.
  ///
  /// Nothing is fused: with `a = 1` this is the cumulative sum bit by bit.
  public static func linearRecurrence(
    coefficients a: Tensor, inputs b: Tensor, axis: Int, reversed: Bool
  ) -> Tensor {
    precondition(a.uniformValue != nil || a.shape == b.shape, "a coefficient for each input")
    let type = a.arithmeticType.joined(with: b.arithmeticType)
    let layout = AxisLayout(b.shape, axis: axis)
    if b.count == 0 { return Tensor(repeating: 0, shape: b.shape, type: type) }
    let recurrence = LinearRecurrence(layout: layout, isReversed: reversed)
    return b.withElements { inputs in
      Tensor(shape: b.shape, type: type) { result in
        if let coefficient = a.uniformValue {
          recurrence.solve(coefficient, inputs, to: result)
        } else {
          a.withElements { recurrence.solve($0, inputs, to: result) }
        }
        type.round(result, count: b.count)
      }
    }
  }
}

extension Tensor {
  /// The recurrence of the chain rule: as long as `s` is a structural zero, -0.0, nothing of it is
  /// passed on, whatever its coefficient is.
  public static func chainRecurrence(
    coefficients a: Tensor, inputs b: Tensor, axis: Int, reversed: Bool
  ) -> Tensor {
    let type = a.arithmeticType.joined(with: b.arithmeticType)
    if b.count == 0 { return Tensor(repeating: 0, shape: b.shape, type: type) }
    let (length, inner) = (b.shape[axis], b.shape.strides[axis])
    return Tensor(shape: b.shape, type: type) { result in
      for position in 0..<b.count {
        // Places along the axis are visited in the order of the recurrence.
        let (lead, rest) = position.quotientAndRemainder(dividingBy: length * inner)
        let step = rest / inner
        let place = reversed ? length - 1 - step : step
        let at = lead * length * inner + place * inner + rest % inner
        let previous = step == 0 ? -0.0 : result[reversed ? at + inner : at - inner]
        let isNothing = previous == 0 && previous.sign == .minus
        result[at] = type.rounding(isNothing ? b[at] : a[at] * previous + 0.0 + b[at])
      }
    }
  }
}

private struct LinearRecurrence {
  var layout: AxisLayout
  var isReversed: Bool

  func solve(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to s: UnsafeMutablePointer<Double>
  ) {
    let inner = layout.inner
    forEachStep { start, previous in
      if let previous {
        for i in 0..<inner { s[start + i] = a[start + i] * s[previous + i] + b[start + i] }
      } else {
        (s + start).update(from: b + start, count: inner)
      }
    } row: { start, step in
      var (position, state) = (start, b[start])
      s[position] = state
      for _ in 1..<layout.length {
        position += step
        state = a[position] * state + b[position]
        s[position] = state
      }
    }
  }

  func solve(_ a: Double, _ b: UnsafePointer<Double>, to s: UnsafeMutablePointer<Double>) {
    let inner = layout.inner
    forEachStep { start, previous in
      if let previous {
        for i in 0..<inner { s[start + i] = a * s[previous + i] + b[start + i] }
      } else {
        (s + start).update(from: b + start, count: inner)
      }
    } row: { start, step in
      var (position, state) = (start, b[start])
      s[position] = state
      if a == 1 {
        for _ in 1..<layout.length {
          position += step
          state += b[position]
          s[position] = state
        }
        return
      }
      for _ in 1..<layout.length {
        position += step
        state = a * state + b[position]
        s[position] = state
      }
    }
  }

  /// Calls `body` with where each slice across the axis and its predecessor begin, or `row` with
  /// where each sequence begins if the axis is the innermost one.
  @inline(__always)
  private func forEachStep(
    _ body: (_ start: Int, _ previous: Int?) -> Void, row: (_ start: Int, _ step: Int) -> Void
  ) {
    let (length, inner) = (layout.length, layout.inner)
    let step = isReversed ? -inner : inner
    for outer in 0..<layout.outer {
      var start = outer * length * inner + (isReversed ? (length - 1) * inner : 0)
      if inner == 1 {
        row(start, step)
        continue
      }
      body(start, nil)
      for _ in 1..<length {
        body(start + step, start)
        start += step
      }
    }
  }
}
