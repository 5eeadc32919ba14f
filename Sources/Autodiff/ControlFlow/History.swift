/// What a loop notes of each step for going back: the carries before it, and values that would be
/// dear to compute again.
///
/// Numbers stand in one flat array, which grows by pieces so that nothing is ever copied.
final class History: @unchecked Sendable {
  // Safe to share: it is only written before the bundle that holds it exists.

  /// The nodes of the step that are kept beside the carries.
  let residuals: [Int]
  private(set) var stepCount = 0
  private let width: Int
  private let budget: Budget
  private var pieces: [UnsafeMutablePointer<Double>] = []
  private let stepsPerPiece: Int
  private var reservedBytes = 0
  /// In place of the numbers, where carries or residuals are arrays.
  private var tensors: [[Tensor]] = []

  private static let largestPiece = 1 << 16

  /// - Parameter width: how many numbers a step keeps.
  init(residuals: [Int], width: Int, length: Int?, budget: Budget) {
    self.residuals = residuals
    self.width = width
    self.budget = budget
    stepsPerPiece = max(1, min(length ?? .max, Self.largestPiece / max(1, width)))
  }

  deinit {
    for piece in pieces { piece.deallocate() }
    budget.release(bytes: reservedBytes)
  }

  private func reserve(_ bytes: Int) throws(TensorError) {
    try budget.reserve(bytes: bytes)
    reservedBytes += bytes
  }

  /// The place for the numbers of the next step.
  func next() throws(TensorError) -> UnsafeMutablePointer<Double> {
    let (piece, offset) = stepCount.quotientAndRemainder(dividingBy: stepsPerPiece)
    if piece == pieces.count {
      let count = stepsPerPiece * max(1, width)
      try reserve(count * MemoryLayout<Double>.stride)
      pieces.append(.allocate(capacity: count))
    }
    stepCount += 1
    return pieces[piece] + offset * width
  }

  /// The numbers of a step.
  func numbers(of step: Int) -> UnsafeMutablePointer<Double> {
    let (piece, offset) = step.quotientAndRemainder(dividingBy: stepsPerPiece)
    return pieces[piece] + offset * width
  }

  func append(_ values: [Tensor]) throws(TensorError) {
    // Arrays are shared, not copied: what counts is what stays alive for this history alone.
    let elements = values.reduce(0) { $0 + ($1.uniformValue == nil ? $1.count : 0) }
    try reserve((elements + 8 * values.count) * MemoryLayout<Double>.stride)
    tensors.append(values)
    stepCount += 1
  }

  /// Where values stand behind the carries of a step.
  func columns(of nodes: [Int]) -> [Int] { nodes.map { residuals.firstIndex(of: $0) ?? 0 } }

  var isOfNumbers: Bool { tensors.isEmpty }

  /// The values of a step as tensors, however they are kept.
  func values(of step: Int, like body: Body) -> [Tensor] {
    guard isOfNumbers else { return tensors[step] }
    let numbers = numbers(of: step)
    return (0..<width).map { column in
      let carryCount = width - residuals.count
      let type =
        column < carryCount
        ? body.output(column).type : body.graph.types[residuals[column - carryCount]]
      return Tensor(numbers[column], type: type)
    }
  }
}
