import Syntax

/// Bytes that come one after the other.
protocol ByteReader: AnyObject {
  /// Waits for bytes and writes them to `room`; says how many there were, 0 at the end.
  ///
  /// - Throws: what cannot be read, and `interrupted` if a signal asks the process to end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int

  /// Whether there is something to read at once, or the end.
  var isReady: Bool { get }
}

extension ByteReader {
  /// So many bytes, or fewer at the end.
  func read(count: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    // What a file promises is not allocated before it is there.
    while bytes.count < count {
      let wanted = min(count - bytes.count, max(1 << 19, bytes.count))
      let (longer, isEnd) = try bytes.appending(wanted) { [self] room throws(Diagnostic) in
        try read(into: room)
      }
      bytes = longer
      if isEnd { break }
    }
    return bytes
  }

  /// Leaves out so many bytes, or all that are left.
  func skip(_ count: Int) throws(Diagnostic) {
    var left = count
    while left > 0 {
      let (skipped, isEnd) = try [UInt8]().appending(min(left, 1 << 16)) {
        [self] room throws(Diagnostic) in try read(into: room)
      }
      if isEnd { return }
      left -= skipped.count
    }
  }
}

extension [UInt8] {
  /// These bytes with what `body` writes behind them, and whether it wrote nothing.
  func appending(
    _ room: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int
  ) throws(Diagnostic) -> ([UInt8], Bool) {
    var failure: Diagnostic?
    var isEmpty = false
    let result = [UInt8](unsafeUninitializedCapacity: count + room) { target, count in
      _ = target.update(fromContentsOf: self)
      count = self.count
      do throws(Diagnostic) {
        let written = try body(
          UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(target)[count..<count + room]))
        isEmpty = written == 0
        count += written
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return (result, isEmpty)
  }
}
