/// Suggestions for misspelt words.
public enum Spelling {
  /// Up to three words that differ from a misspelt one by a letter or two, the nearest first.
  public static func similar(to word: String, among words: some Sequence<String>) -> [String] {
    // A word of one letter is like every other. Counting takes as long as the word.
    let length = word.count
    guard length > 1 else { return [] }
    let limit = tolerance(of: word)
    let ranked = Set(words).compactMap { candidate -> (distance: Int, word: String)? in
      guard abs(candidate.count - length) <= limit else { return nil }
      let distance = distance(from: word, to: candidate)
      return distance <= limit ? (distance, candidate) : nil
    }
    return ranked.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }.prefix(3).map(\.word)
  }

  /// How many letters may differ for a word still to be meant.
  public static func tolerance(of word: String) -> Int { word.count <= 4 ? 1 : 2 }

  /// The number of letters to insert, delete, replace or swap with the next (optimal string
  /// alignment distance).
  public static func distance(from word: String, to other: String) -> Int {
    let (a, b) = (Array(word), Array(other))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
