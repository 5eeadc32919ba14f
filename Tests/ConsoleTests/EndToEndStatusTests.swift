import TestSupport
import Testing

/// The exit statuses, and what happens to output that nobody can take.
@Suite struct EndToEndStatusTests {
  @Test(arguments: [
    (["eval", "1"], 0), (["eval", "log(x)", "x=0", "--fail-on-nonfinite"], 1),
    ([], 64), (["evl"], 64), (["eval"], 64), (["eval", "x", "--dtype", "int8"], 64),
    (["eval", "x", "--name"], 64), (["eval", "x", "--let", "1"], 64),
    (["functions", "no_such_function"], 64),
    (["eval", "x +"], 65), (["eval", "lgo(1)"], 65), (["eval", "x", "x=[1,"], 65),
    (["eval", "x", "x=@/nowhere/x.json"], 66), (["eval", "x", "x=@/"], 66),
    (["eval", "-f", "/nowhere/f"], 66), (["eval", "x", "--args", "@/nowhere/x"], 66),
    (["eval", "f(x) = f(x); f(x)", "x=1", "--use-gradient-tape"], 75),
    (["eval", "sum(x * i for i in range(10**12))", "x=1"], 75),
  ])
  func endsWith(words: [String], status: Int) throws {
    let run = try Binary.run(words)
    #expect(run.status == Int32(status), "\(run.errors)")
    #expect(status < 64 || run.output == "" || words.isEmpty)
    #expect(status == 0 || run.errors != "" || words.isEmpty)
  }

  @Test(arguments: [
    ["eval", "1"], ["eval", "1", "--json"], ["eval", "zeros(100000)", "--json"], ["--help"],
    ["--version"], ["functions"], ["eval", "--help"],
  ])
  func noticesThatOutputFails(words: [String]) throws {
    let full = try Binary.run(words, output: .file("/dev/full"))
    #expect(full.status == 74)
    #expect(full.errors.contains("No space left on device"))
    let closed = try Binary.run(words, output: .closed)
    #expect(closed.status == 74)
    #expect(closed.errors.contains("standard output"))
  }

  @Test(arguments: [["--json"], []], [0, 10])
  func endsQuietlyWhenTheReaderLeaves(flags: [String], count: Int) throws {
    let run = try Binary.run(
      ["eval", "[zeros(100000) + x, 1]", "x=1"] + flags, output: .readerLeaving(after: count))
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.utf8.count == count)
  }

  @Test func standsAClosedStandardInput() throws {
    let unused = try Binary.run(["eval", "1"].map { Array($0.utf8) }, input: nil)
    #expect(unused.status == 0)
    let used = try Binary.run(["eval", "x", "x=@-"].map { Array($0.utf8) }, input: nil)
    #expect(used.status == 66)
  }
}
