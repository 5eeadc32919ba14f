import Glibc
import TestSupport
import Testing

/// How `map` ends before its input does, and goes on.
@Suite struct EndToEndMapEndingsTests {
  private static func rows(_ count: Int) -> [UInt8] {
    Array((0..<count).map { "{\"x\": \(Double($0) / 7)}\n" }.joined().utf8)
  }

  /// Killed in whatever way, a run goes on to the bytes of one that was not.
  @Test(arguments: ["TERM", "INT", "KILL"])
  func aRunThatWasEndedGoesOn(signal: String) throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("in.ndjson", Self.rows(150_000))
    let words = "map 'sin(x) * x' --input '\(input)' --output '\(folder.path)/out.ndjson'"
    let ended = try shell(
      """
      set -m
      mkfifo '\(folder.path)/slow'
      { head -n 60000 '\(input)'; exec sleep 30; } > '\(folder.path)/slow' & feeder=$!
      '\(Binary.path)' \(words.replacing("--input '\(input)'", with: "--input '\(folder.path)/slow'")) &
      p=$!
      for i in $(seq 200); do
        grep -q '"rows": [1-9]' '\(folder.path)/out.ndjson.part.json' 2> /dev/null && break
        sleep 0.05
      done
      sleep 0.2; kill -\(signal) $p; wait $p; echo "status $?"; kill $feeder
      ls '\(folder.path)'
      """)
    let status = ["TERM": 143, "INT": 130, "KILL": 137][signal] ?? 0
    #expect(ended.output.contains("status \(status)\n"), "\(ended.output)\(ended.errors)")
    #expect(!ended.output.split(separator: "\n").contains("out.ndjson"))
    if signal != "KILL" { #expect(ended.errors.contains("--resume")) }
    let wrong = try shell("'\(Binary.path)' \(words) --resume")
    #expect(wrong.status == 64 && wrong.errors.contains("another command"))
    let resumed = try shell(
      "cat '\(input)' > '\(folder.path)/slow' & "
        + "'\(Binary.path)' \(words.replacing("--input '\(input)'", with: "--input '\(folder.path)/slow'")) --resume; echo $?"
    )
    #expect(resumed.output == "0\n", "\(resumed.errors)")
    let alone = try Binary.run(["map", "sin(x) * x"], input: Self.rows(150_000))
    #expect(try File.read(folder.path + "/out.ndjson") == Array(alone.output.utf8))
    #expect(access(folder.path + "/out.ndjson.part.json", F_OK) != 0)
  }

  @Test func aFullDiskIsSaid() throws {
    let run = try Binary.run(["map", "x"], input: Self.rows(10_000), output: .file("/dev/full"))
    #expect(run.status == 74 && run.errors.contains("No space left"))
    let folder = try TemporaryFolder()
    let nowhere = try Binary.run(["map", "x", "--output", folder.path + "/no/out"], input: [])
    #expect(nowhere.status == 74)
  }

  @Test func twoRunsDoNotWriteOneFile() throws {
    let folder = try TemporaryFolder()
    let run = try shell(
      """
      { echo '{"x": 1}'; exec sleep 10; } | '\(Binary.path)' map x --output '\(folder.path)/out' & p=$!
      for i in $(seq 100); do [ -e '\(folder.path)/out.part' ] && break; sleep 0.05; done
      '\(Binary.path)' map x --output '\(folder.path)/out' < /dev/null; echo $?; kill $p
      """)
    #expect(run.output == "74\n" && run.errors.contains("another run"))
  }

  @Test func progressIsShownWhenItIsWanted() throws {
    let slow = "{ echo '{\"x\": 1}'; sleep 1.3; echo '{\"x\": 2}'; }"
    let always = try shell("\(slow) | '\(Binary.path)' map x --progress always")
    #expect(always.errors.contains("2 rows"))
    let auto = try shell("\(slow) | '\(Binary.path)' map x")
    #expect(auto.errors.isEmpty)
  }

  /// With a flag a row is written before the next is read, however many are there.
  @Test func unbufferedRows() throws {
    let input = "{\"x\": 1}\n{\"x\": 2}\n{\"x\": 3}"
    let run = try Binary.run(["map", "x", "--unbuffered"], input: Array(input.utf8))
    #expect(run.output.split(separator: "\n").count == 3 && run.status == 0)
  }
}
