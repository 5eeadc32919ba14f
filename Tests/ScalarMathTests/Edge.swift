import Testing

/// A value beside what it has to be, for zeros with their signs, infinities and NaN.
struct Edge: Sendable {
  let name: String
  let value: Double
  let expected: Double

  init(_ name: String, _ value: Double, _ expected: Double) {
    self.name = name
    self.value = value
    self.expected = expected
  }
}

func expectSame(_ edge: Edge) {
  let isSame =
    edge.value.isNaN || edge.expected.isNaN
    ? edge.value.isNaN && edge.expected.isNaN
    : edge.value == edge.expected && edge.value.sign == edge.expected.sign
  #expect(isSame, "\(edge.name) is \(edge.value), not \(edge.expected)")
}
