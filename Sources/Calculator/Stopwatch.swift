#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures the time between its laps.
struct Stopwatch {
  private var last = Self.now()

  /// Seconds since the last lap, or since the watch was started.
  mutating func lap() -> Double {
    let now = Self.now()
    defer { last = now }
    return now - last
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
