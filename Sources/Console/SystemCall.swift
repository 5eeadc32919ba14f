import Glibc

/// What every call of the system needs around it.
enum SystemCall {
  /// Calls again for as long as a signal interrupts the call.
  static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }

  /// Waits until a descriptor that does not block is ready; `false` if that cannot be found out.
  static func wait(for descriptor: CInt, _ events: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
    return retrying { poll(&entry, 1, -1) } > 0
  }

  /// The system's own words for an error number.
  static func description(of code: CInt) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
