// Written by Tests/Oracle/accuracy.py.

extension Accuracy {
  public static let worstErrors: [String: WorstError] = [:]
}
