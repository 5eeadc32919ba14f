import CKernels

/// Does pieces of work that do not depend on each other, on as many processors as there are.
///
/// What the pieces are must not depend on the number of processors, so that the results do not.
/// Pieces that start further pieces do those one by one.
public func parallel(_ count: Int, _ body: (Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  withoutActuallyEscaping(body) { body in
    var piece = body
    withUnsafeMutablePointer(to: &piece) { context in
      sg_parallel(
        count,
        { index, context in
          context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(index)
        }, context)
    }
  }
}

/// Writes one number to many places.
func fill(_ target: UnsafeMutablePointer<Double>, with value: Double, count: Int) {
  let block = 1 << 16
  parallel((count + block - 1) / block) { index in
    let start = index * block
    (target + start).update(repeating: value, count: min(block, count - start))
  }
}

/// How many threads work on large arrays.
public enum ThreadCount {
  /// At first as many as there are processors for this process. The results are the same for any.
  public static var current: Int {
    get { Int(sg_thread_count()) }
    set { sg_set_thread_count(Int32(clamping: newValue)) }
  }
}
