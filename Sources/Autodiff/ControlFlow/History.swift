/// What a loop notes of each step for going back: the carries before it, and values that would be
/// dear to compute again.
///
/// Numbers stand in blocks of some steps, the same number of all steps of a block side by side: so
/// that the way back can work on many steps at once. Some blocks share a piece of memory, and nothing
/// is ever moved.
final class History: @unchecked Sendable {
  // Safe to share: it is only written before the bundle that holds it exists.

  /// The nodes of the step that are kept beside the carries.
  let residuals: [Int]
  private(set) var stepCount = 0
  private let budget: Budget
  private var reservedBytes = 0

  /// How many numbers a step keeps; 0 where it keeps tensors.
  private let width: Int
  private let arena = Arena()
  private var pieces: [UnsafeMutablePointer<Double>] = []
  private var blockCount = 0
  let blockLength: Int
  private let blocksOfPiece: Int

  private var tensors: [[Tensor]] = []

  /// For numbers.
  init(width: Int, length: Int?, budget: Budget) {
    residuals = []
    self.width = width
    self.budget = budget
    let length = length ?? .max
    blockLength = max(1, min(length, NumberSteps.blockLength))
    // No more than a history of known length needs.
    blocksOfPiece = min(16, (max(1, length) - 1) / blockLength + 1)
  }

  /// For tensors.
  init(residuals: [Int], budget: Budget) {
    self.residuals = residuals
    width = 0
    self.budget = budget
    blockLength = 1
    blocksOfPiece = 1
  }

  deinit {
    budget.release(bytes: reservedBytes)
  }

  private func reserve(_ bytes: Int) throws(TensorError) {
    try budget.reserve(bytes: bytes)
    reservedBytes += bytes
  }

  // MARK: Numbers

  var isOfNumbers: Bool { width > 0 }

  /// A new block; the steps that are noted in it are counted afterwards.
  func addBlock() throws(TensorError) {
    // What a piece has beyond its blocks nobody touches, so it costs nothing.
    try reserve(blockLength * width * MemoryLayout<Double>.stride)
    if blockCount == pieces.count * blocksOfPiece {
      pieces.append(arena.room(blocksOfPiece * blockLength * width))
    }
    blockCount += 1
  }

  func count(steps: Int) { stepCount += steps }

  /// Where a number of the steps of a block stands.
  func column(_ number: Int, of block: Int) -> UnsafeMutablePointer<Double> {
    let (piece, place) = block.quotientAndRemainder(dividingBy: blocksOfPiece)
    return pieces[piece] + (place * width + number) * blockLength
  }

  // MARK: Tensors

  func append(_ values: [Tensor]) throws(TensorError) {
    // Arrays are shared, not copied: what counts is what stays alive for this history alone.
    let elements = values.reduce(0) { $0 + ($1.uniformValue == nil ? $1.count : 0) }
    try reserve((elements + 8 * values.count) * MemoryLayout<Double>.stride)
    tensors.append(values)
    stepCount += 1
  }

  /// Where values stand behind the carries of a step.
  func columns(of nodes: [Int]) -> [Int] { nodes.map { residuals.firstIndex(of: $0) ?? 0 } }

  /// The values of a step, however they are kept.
  func values(of step: Int, in loop: Loop) -> [Tensor] {
    guard isOfNumbers else { return tensors[step] }
    let (block, offset) = step.quotientAndRemainder(dividingBy: blockLength)
    // Within a block the numbers stand in the order of the positions.
    let count = min(blockLength, stepCount - block * blockLength)
    let place = loop.isReversed ? count - 1 - offset : offset
    return loop.carries.map {
      Tensor(column($0, of: block)[place], type: loop.step.output($0).type)
    }
  }
}
