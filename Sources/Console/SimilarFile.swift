import Glibc
import Syntax

/// Finds what a path that leads nowhere may have meant.
enum SimilarFile {
  /// Names longer than this, and entries of a folder after so many, are not looked at.
  private static let longestName = 80
  private static let mostEntries = 10_000

  /// The path of the file in the same folder whose name is most like the last part of `path`.
  ///
  /// Like it is a name with another case or another extension, or one that takes at most two
  /// letters to change (one, if it is short). Hidden files are no answer to a visible name.
  static func path(like path: String) -> String? {
    let end = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, name) = (path[..<end], String(path[end...]))
    guard !name.isEmpty, name.utf8.count <= longestName else { return nil }
    let limit = Spelling.tolerance(of: name)
    var best: (distance: Int, name: String)?
    for candidate in entries(of: folder.isEmpty ? "." : String(folder)) {
      guard candidate.hasPrefix(".") == name.hasPrefix("."), candidate != name, candidate != ".",
        candidate != "..",
        let distance = distance(from: name, to: candidate, limit: limit)
      else { continue }
      // Of equals the first in order, because the order of a folder is accidental.
      if let found = best, (found.distance, found.name) < (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best.map { folder + $0.name }
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < mostEntries, let entry = readdir(stream) {
      // The name reaches over what Swift imports as the field, so it is read where it stands.
      let name = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
      names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names
  }

  private static func distance(from name: String, to candidate: String, limit: Int) -> Int? {
    guard candidate.utf8.count <= longestName else { return nil }
    let (a, b) = (name.lowercased(), candidate.lowercased())
    if a == b { return 0 }
    let stem = a.prefix(upTo: a.lastIndex(of: ".") ?? a.endIndex)
    if !stem.isEmpty, stem == b.prefix(upTo: b.lastIndex(of: ".") ?? b.endIndex) { return 1 }
    guard abs(a.count - b.count) <= limit else { return nil }
    let edits = Spelling.distance(from: a, to: b)
    return edits <= limit ? edits : nil
  }
}
