import Glibc
import Rendering

/// How far a run is, on standard error: rows, their rate, the share of the input and the time left.
final class RowProgress {
  enum Policy: String, CaseIterable { case auto, always, never }

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isWanted: Bool
  private let start = RowProgress.now()
  private var lastShown: Double
  private var shownWidth = 0
  private let share: () -> Double?
  private let firstRows: Int

  /// Nobody wants to see it of a run that is over at once.
  private static let patience = 1.0
  private var pause: Double { isTerminal ? 0.2 : 1 }

  /// - Parameters:
  ///   - rows: how many were done before this run.
  ///   - share: what part of the input has been read, if that is known.
  init(_ policy: Policy, rows: Int, share: @escaping () -> Double?) {
    isWanted = policy == .always || policy == .auto && isTerminal
    firstRows = rows
    self.share = share
    lastShown = start
  }

  func show(rows: Int) {
    guard isWanted else { return }
    let now = Self.now()
    guard now - start >= Self.patience, now - lastShown >= pause else { return }
    lastShown = now
    write(text(rows: rows, seconds: now - start))
  }

  /// Takes the line away, so that messages stand alone.
  func clear() {
    guard isTerminal, shownWidth > 0 else { return }
    put("\r" + String(repeating: " ", count: shownWidth) + "\r")
    shownWidth = 0
  }

  private func text(rows: Int, seconds: Double) -> String {
    let rate = Double(rows - firstRows) / seconds
    var parts = ["\(Self.grouped(rows)) rows", "\(Self.grouped(Int(rate)))/s"]
    if let share = share(), share > 0, share <= 1 {
      parts.append("\(Int(share * 100)) %")
      let left = seconds * (1 - share) / share
      if left < 1e7 { parts.append("\(Self.clock(Int(left.rounded(.up)))) left") }
    }
    return parts.joined(separator: "  ")
  }

  private func write(_ text: String) {
    guard isTerminal else { return put(text + "\n") }
    let columns = max(20, (TerminalSize.current.columns ?? 80) - 1)
    let line = String(text.prefix(columns))
    put("\r" + line + String(repeating: " ", count: max(0, shownWidth - line.count)))
    shownWidth = line.count
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }

  /// `1,234,567`
  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for position in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(",", at: position)
    }
    return String(digits)
  }

  /// `1:05`, `2:00:00`
  private static func clock(_ seconds: Int) -> String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
