import CKernels
import COpenBLAS

/// OpenBLAS, made ready before its first use.
enum BLAS {
  static let isReady: Bool = {
    sg_prepare_blas()
    // Each call works on one thread, and several threads call it at once.
    openblas_set_num_threads(1)
    // The serial build hands the same work space to callers at the same time: wrong numbers.
    if openblas_get_parallel() == 0 { ThreadCount.current = 1 }
    return true
  }()
}

/// The matrices along the last two axes of a tensor.
struct MatrixStack {
  let leading: [Int]
  let rows: Int
  let columns: Int

  init(_ shape: Shape) {
    precondition(shape.rank >= 2, "a stack of matrices")
    leading = Array(shape.dimensions.dropLast(2))
    rows = shape[shape.rank - 2]
    columns = shape[shape.rank - 1]
  }

  var count: Int { leading.reduce(1, *) }
  var size: Int { rows * columns }

  func shape(_ trailing: Int...) -> Shape { Shape(leading + trailing) }

  /// Which matrix of a batch, for messages: ` (number (1, 0) of the batch)`.
  func place(_ index: Int) -> String {
    guard !leading.isEmpty else { return "" }
    var rest = index
    var places: [Int] = []
    for length in leading.reversed() {
      places.insert(rest % length, at: 0)
      rest /= length
    }
    let text = places.count == 1 ? "\(places[0])" : Shape(places).description
    return " (number \(text) of the batch)"
  }
}

/// What a routine found in a matrix that it cannot work with.
struct MatrixFault {
  let index: Int
  let info: Int
}

extension Tensor {
  /// A result for each matrix of this stack.
  ///
  /// - Parameters:
  ///   - trailing: the shape of each result.
  ///   - body: computes one from its index and a copy of the matrix that it may overwrite; returns 0, or what is wrong.
  ///     A matrix with elements that are not finite is not handed on: its result is NaN.
  func mappingMatrices(
    to trailing: [Int],
    _ body: (_ index: Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Int
  ) -> (result: Tensor, fault: MatrixFault?) {
    precondition(BLAS.isReady)
    let stack = MatrixStack(shape)
    let target = Shape(stack.leading + trailing)
    let size = trailing.reduce(1, *)
    var fault: MatrixFault?
    let type = arithmeticType
    let result = withElements { source in
      Tensor(shape: target, type: type) { result in
        let copy = UnsafeMutablePointer<Double>.allocate(capacity: Swift.max(stack.size, 1))
        defer { copy.deallocate() }
        for index in 0..<stack.count {
          let matrix = UnsafeBufferPointer(start: source + index * stack.size, count: stack.size)
          let place = result + index * size
          guard matrix.allSatisfy(\.isFinite) else {
            place.update(repeating: .nan, count: size)
            continue
          }
          if let base = matrix.baseAddress { copy.update(from: base, count: stack.size) }
          let info = body(index, copy, place)
          if info != 0, fault == nil { fault = MatrixFault(index: index, info: info) }
        }
        type.round(result, count: target.count)
      }
    }
    return (result, fault)
  }

  /// Throws where a routine did not find what it iterates for.
  func requireConvergence(_ fault: MatrixFault?, of what: String) throws(TensorError) {
    guard let fault else { return }
    throw TensorError(
      "no-convergence",
      "the \(what) of a matrix\(MatrixStack(shape).place(fault.index)) were not found")
  }
}

/// Copies numbers, block by block on all processors; false if any of them is not finite.
func copyFinite(
  from source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int
) -> Bool {
  let block = 1 << 16
  let blocks = (count + block - 1) / block
  return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: blocks) { carries in
    let carries = carries
    parallel(blocks) { index in
      // One more than the exponent of an infinity or a NaN carries into the sign, that of no other.
      var carry: UInt64 = 0
      for i in (index * block)..<Swift.min(count, (index + 1) * block) {
        let number = source[i]
        target[i] = number
        carry |= (number.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
      }
      carries[index] = carry >> 63
    }
    return carries.allSatisfy { $0 == 0 }
  }
}

/// Work space as large as a routine of LAPACK asks for.
func withWorkspace(
  _ query: (UnsafeMutablePointer<Double>, inout Int32) -> Int,
  _ body: (UnsafeMutablePointer<Double>, inout Int32) -> Int
) -> Int {
  var wanted = 0.0
  var length: Int32 = -1
  let info = query(&wanted, &length)
  guard info == 0 else { return info }
  length = Int32(Swift.max(wanted, 1))
  let work = UnsafeMutablePointer<Double>.allocate(capacity: Int(length))
  defer { work.deallocate() }
  return body(work, &length)
}
