/// The sum of a long array whose elements are made a block at a time and need not be kept.
///
/// It has the bits of ``Tensor/sum(over:keepingDimensions:)`` over all elements: blocks are whole
/// branches of its tree.
public enum PartialSums {
  /// A power of two times the length of a leaf.
  public static let blockLength = 4 * foldBlock

  /// The sum of one block.
  public static func block(_ start: UnsafePointer<Double>, _ count: Int) -> Double {
    Sum.run(start, count)
  }

  /// The sum of `count` elements from those of their blocks.
  public static func total(_ blocks: UnsafePointer<Double>, elements count: Int) -> Double {
    Sum.combine(blocks, of: blockLength, count)
  }
}
