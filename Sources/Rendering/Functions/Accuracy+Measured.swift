// Written by docs/accuracy.py.

extension Accuracy {
  public static let worstErrors: [String: WorstError] = [:]
}
