import CKernels

/// Does pieces of work that do not depend on each other, on as many processors as there are.
///
/// What the pieces are must not depend on the number of processors, so that the results do not.
func parallel(_ count: Int, _ body: (Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  withoutActuallyEscaping(body) { body in
    var task = body
    withUnsafeMutablePointer(to: &task) { context in
      sg_parallel(
        count,
        { tile, context in
          context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(tile)
        }, context)
    }
  }
}
