import Calculator
import Syntax
import Testing

@testable import Console

@Suite struct CompletionTests {
  private static func session() throws -> Session {
    var session = Session()
    _ = try session.evaluate(SourceText("height = 2; heat(t) = 3t; data = {'a': 1}"))
    return session
  }

  /// What is suggested at the end of a line, for the word that readline takes to be the last.
  private static func suggestion(_ line: String) throws -> Completion.Suggestion {
    let word = line.reversed().prefix { !Completion.wordBreaks.contains($0) }
    let range = (line.utf8.count - String(word).utf8.count)..<line.utf8.count
    return Completion(session: try session()).suggestion(line, range)
  }

  private static func words(_ line: String) throws -> [String] {
    guard case .words(let words) = try suggestion(line) else { return [] }
    return words
  }

  @Test func functionsAndNamesComplete() throws {
    #expect(try Self.words("2 * lgam") == ["lgamma("])
    #expect(try Self.words("heig") == ["height"])
    #expect(try Self.words("hea") == ["heat(", "heaviside("])
    #expect(try Self.words("np.lgam") == ["np.lgamma("])
    #expect(try Self.words("tf.math.lgam") == ["tf.math.lgamma("])
    #expect(try Self.words("euler") == ["euler_gamma"])
    #expect(try Self.words("nothing_begins_so") == [])
  }

  @Test func otherNamesCompleteWhereNothingElseDoes() throws {
    #expect(try Self.words("reduce_su") == ["reduce_sum("])
  }

  @Test func parametersComplete() throws {
    #expect(try Self.words("sum(height, keep") == ["keepdims="])
    #expect(try Self.words("heat(") == [])
    #expect(try Self.suggestion("1 + heat(") == .note("heat(t) = 3t"))
    #expect(try Self.suggestion("sum(cos(1), ") == .note("sum(x, axis=None, keepdims=False)"))
  }

  @Test func commandsAndTheirArgumentsComplete() throws {
    #expect(try Self.words(":ty") == ["type "])
    #expect(try Self.words(":und") == ["undo"])
    #expect(try Self.words(":set unc") == ["unconnected-gradients "])
    #expect(try Self.words(":set dtype fl") == ["float32", "float64"])
    #expect(try Self.words(":set timeout ") == ["none"])
    #expect(try Self.words(":type heig") == ["height"])
    #expect(try Self.words(":help lgam") == ["lgamma"])
    #expect(try Self.suggestion(":load some") == .files)
    #expect(try Self.suggestion(":let x=@da") == .files)
    #expect(try Self.words(":nonsense x") == [])
  }

  @Test func descriptionsSayWhatAWordIs() throws {
    let completion = Completion(session: try Self.session())
    #expect(completion.description("height", in: "he", width: 80) == "height = 2")
    #expect(completion.description("log(", in: "lo", width: 80).hasPrefix("log(x) "))
    #expect(completion.description("ln(", in: "ln", width: 80).hasPrefix("ln is log(x) "))
    #expect(completion.description("type ", in: ":ty", width: 80).hasPrefix(":type EXPR "))
    #expect(completion.description("log(", in: "lo", width: 10).count == 10)
  }
}
