import Synchronization

/// A group of operations as a step of a program: a program for some rows, which runs for band after
/// band, on all threads.
struct BandStep: Sendable {
  struct Input: Hashable, Sendable {
    let node: Int
    /// Whether a band reads the same rows of it; else all of it.
    let isByRow: Bool
  }

  let inputs: [Input]
  /// The nodes that others read.
  let outputs: [Int]
  let rowCount: Int
  /// The rows of a band.
  let height: Int
  let band: BandProgram
  /// That of the last band, where it has fewer rows.
  private let lastBand: BandProgram?
  private let shapes: [Shape]
  private let types: [ElementType]

  /// Elements of the largest array of a band: a few of this size stay in the second-level cache.
  private static let elementsOfBand = 1 << 14

  /// - Parameter isWanted: whether others than the group read a node.
  init(_ graph: Graph, _ group: BandGroups.Group, isWanted: (Int) -> Bool) {
    rowCount = group.rowCount
    height = max(
      1, min(Self.elementsOfBand / max(1, group.rowLength), rowCount / BandGroups.leastRows))
    outputs = group.members.filter(isWanted)
    shapes = outputs.map { graph.shapes[$0] }
    types = outputs.map { graph.types[$0] }
    band = BandProgram(graph, group, height: height, outputs: outputs)
    inputs = band.inputs
    let rest = rowCount % height
    lastBand =
      rest == 0 ? nil : BandProgram(graph, group, height: rest, outputs: outputs)
  }

  var bandCount: Int { (rowCount + height - 1) / height }

  /// The values of the outputs.
  ///
  /// - Parameter values: those of the inputs.
  /// - Throws: the error of the first of the bands that have one.
  func run(_ values: [Tensor], budget: Budget?) throws(TensorError) -> [Tensor] {
    let builders = zip(shapes, types).map { TensorBuilder(shape: $0, type: $1) }
    let failure = Mutex<(band: Int, error: TensorError)?>(nil)
    parallel(bandCount) { index in
      let rows = (index * height)..<min(rowCount, (index + 1) * height)
      let band = rows.count == height ? band : lastBand ?? band
      do throws(TensorError) {
        let targets = builders.map { $0.band(rows) }
        let results = try band.program.execute(
          zip(inputs, values).map { $0.isByRow ? $1.band(rows) : $1 }, into: targets, budget: budget
        )
        for (target, result) in zip(targets, results) { target.write(result) }
      } catch {
        failure.withLock { known in
          if known.map({ $0.band > index }) ?? true { known = (index, error) }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    return builders.map { $0.finished() }
  }
}
