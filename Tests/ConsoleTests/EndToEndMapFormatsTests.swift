import Tables
import TestSupport
import Testing

/// What `map` reads and writes: arrays in cells, NumPy's files, compressed input, sums of rows.
@Suite struct EndToEndMapFormatsTests {
  private static func map(_ words: String..., input: String) throws -> Binary.Run {
    try Binary.run(["map"] + words, input: Array(input.utf8))
  }

  private static let table: [Double] = [1, 2, 3, 4, 5, 6]
  private static let products =
    "y,dydx.a,dydx.b\n2,2,1\n12,4,3\n30,6,5\n"

  private static func npy(_ values: [Double], _ dimensions: [Int]) -> [UInt8] {
    NPY.write(NPYArray(dimensions: dimensions, values: values))
  }

  // MARK: Cells

  @Test func cellsMayBeArrays() throws {
    let input = """
      {"x": [1, 2], "w": 3}
      {"x": [[1, 2], [3, 4]], "w": 1}
      {"x": 5, "w": 2}
      {"x": [], "w": 2}
      """
    let run = try Self.map("sum(x * w)", input: input)
    #expect(
      run.output == """
        {"y": 9, "dydx": {"x": [3, 3], "w": 3}}
        {"y": 10, "dydx": {"x": [[1, 1], [1, 1]], "w": 10}}
        {"y": 10, "dydx": {"x": 2, "w": 5}}
        {"y": 0, "dydx": {"x": [], "w": 0}}

        """)
    #expect(run.status == 0)
  }

  /// Rows are what `eval` makes of them, also where no program serves them all.
  @Test func whatOnlyValuesDecideIsDecidedByRow() throws {
    let run = try Self.map(
      "sum(arange(n)) * x", input: "{\"n\": 3, \"x\": 2}\n{\"n\": 4, \"x\": 1}\n")
    #expect(
      run.output == """
        {"y": 6, "dydx": {"n": null, "x": 3}}
        {"y": 6, "dydx": {"n": null, "x": 6}}

        """)
    let tape = try Self.map(
      "x * 2 if x > 1 else x", "--use-gradient-tape", input: "{\"x\": 3}\n{\"x\": 0}\n")
    #expect(tape.output.contains("{\"y\": 6, \"dydx\": {\"x\": 2}}\n{\"y\": 0"))
    let object = try Self.map("d[\"a\"] * 2", input: "{\"d\": {\"a\": 3}}")
    #expect(object.output == "{\"y\": 6, \"dydx\": {\"d\": {\"a\": 2}}}\n")
  }

  @Test func whatIsWrongWithTheExpressionEndsItAtOnce() throws {
    let input = String(repeating: "{\"x\": 1}\n", count: 1000)
    let run = try Self.map("lgo(x)", input: input)
    #expect(run.status == 65 && run.output.isEmpty && run.errors.contains("did you mean 'log'?"))
    let later = try Self.map("x + array([1, 2])", input: "{\"x\": 1}\n{\"x\": [1, 2, 3]}\n")
    #expect(later.status == 1)
    #expect(later.output.contains("\"y\": [2, 3]") && later.output.contains("\"column\": "))
  }

  @Test func aFaultOfOneRowIsNotThatOfItsBatch() throws {
    let input = (0..<100).map { "{\"x\": \($0 == 41 ? 7 : $0 % 3)}\n" }.joined()
    let run = try Self.map("array([1, 2, 3])[x] * x", input: input)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 100)
    #expect(lines.filter { $0.contains("error") }.count == 1 && lines[41].contains("\"row\": 42"))
  }

  @Test func argumentsOfEval() throws {
    let hessian = try Self.map("x^3", "--transform", "hessian", input: "{\"x\": 2}")
    #expect(hessian.output.contains("\"hessian\": {\"x\": {\"x\": 12}}"))
    let aux = try Self.map("(x^2, x + 1)", "--has-aux", input: "{\"x\": 2}")
    #expect(aux.output == "{\"y\": 4, \"dydx\": {\"x\": 4}, \"aux\": 3}\n")
    let half = try Self.map("x / 3", "--dtype", "float32", input: "{\"x\": 1}")
    #expect(half.output.hasPrefix("{\"y\": 0.3333333432674408"))
    let refused = try Self.map("log(x)", "--nonfinite", "error", input: "{\"x\": 1}\n{\"x\": -1}\n")
    #expect(refused.status == 1 && refused.output.contains("\"row\": 2"))
    let failed = try Self.map("log(x)", "--fail-on-nonfinite", input: "{\"x\": -1}\n")
    #expect(failed.status == 1 && failed.output.hasPrefix("{\"y\": \"NaN\""))
  }

  @Test func theInputIsCarriedAlong() throws {
    let json = try Self.map("x * 2", "--keep", input: " {\"x\": 1, \"id\": \"a\"} \n{\"id\": 7}\n")
    let lines = json.output.split(separator: "\n")
    #expect(lines[0] == "{\"input\": {\"x\": 1, \"id\": \"a\"}, \"y\": 2, \"dydx\": {\"x\": 2}}")
    #expect(lines[1].hasPrefix("{\"input\": {\"id\": 7}, \"error\": {"))
    let csv = try Self.map(
      "x * 2", "--keep", "--from", "csv", input: "id,x\r\n\"a,\n1\",1\r\nb,oops\r\nc,3")
    #expect(csv.output == "id,x,y,dydx.x\n\"a,\n1\",1,2,2\nb,oops,,\nc,3,6,2\n")
  }

  /// A column binds its name, as an argument of `eval` does.
  @Test func columnsMayHaveTheNamesOfConstants() throws {
    let run = try Self.map("x * e + pi", input: "{\"x\": 2, \"e\": 3, \"pi\": 1}")
    #expect(run.output == "{\"y\": 7, \"dydx\": {\"x\": 3, \"e\": 2, \"pi\": 1}}\n")
    let constant = try Self.map("x * e", "--wrt", "x", input: "{\"x\": 1}")
    #expect(constant.output.hasPrefix("{\"y\": 2.718281828459045,"))
    let csv = try Self.map("e", "--from", "csv", input: "e\n5\n")
    #expect(csv.output == "y,dydx.e\n5,1\n")
  }

  /// To the bit what `eval` gives.
  @Test func rowsMayBeUncertain() throws {
    let csv = try Self.map(
      "x * log(y)", "--sigma", "y=0.2", "--from", "csv", "--to", "ndjson",
      input: "x,x_sigma,y\n2,0.1,3\n1,-1,2\n4,0.3,5\n")
    let alone = try ["2±0.1", "4±0.3"].enumerated().map { index, x in
      try eval("x * log(y)", "x=\(x)", "y=\([3, 5][index])±0.2", "--json").output
    }
    let lines = csv.output.split(separator: "\n").map { String($0) + "\n" }
    #expect(lines.count == 3 && [lines[0], lines[2]] == alone)
    #expect(lines[1].contains("\"row\": 2") && lines[1].contains("standard deviation"))
    let table = try Self.map(
      "a * x", "a=2±0.1", "--cov", "{\"x\": {\"x\": 0.04}}", "--to", "csv", input: "{\"x\": 3}")
    #expect(table.output.hasPrefix("y,dydx.a,dydx.x,y_sigma,variance_share.a,variance_share.x\n"))
    let second = try Self.map(
      "x^2", "--sigma", "x=0.5", "--sigma-order", "2", input: "{\"x\": 1}")
    #expect(second.output.contains("\"y_bias\": 0.25"))
  }

  @Test func numbersOfRealTools() throws {
    let input = "{\"x\": \"1.5\"}\n{\"x\": NaN}\n{\"x\": null}\n{\"x\": 9007199254740993}\n"
    let refused = try Self.map("2 * x", input: input)
    #expect(refused.status == 1 && refused.output.split(separator: "\"row\": ").count == 5)
    #expect(refused.errors.contains("4 of 4 rows") && refused.errors.contains("--accept strings"))
    let accepted = try Self.map(
      "2 * x", "--accept", "strings,nan,null,integers", input: input)
    #expect(accepted.status == 0)
    #expect(accepted.output.hasPrefix("{\"y\": 3, "))
    #expect(accepted.output.contains("{\"y\": 1.8014398509481984e16, "))
    #expect(try Self.map("x", "--accept", "dates", input: "").status == 64)
  }

  // MARK: Forms

  @Test func anArrayOfObjects() throws {
    let input = "\u{FEFF}[ {\"x\": 1,\n \"s\": \"],{\\\"\"},\n{\"x\": 2}\n]\n"
    let lines = try Self.map("x * 2", "--to", "ndjson", input: input)
    #expect(lines.output == "{\"y\": 2, \"dydx\": {\"x\": 2}}\n{\"y\": 4, \"dydx\": {\"x\": 2}}\n")
    let array = try Self.map("x * 2", input: input)
    guard case .array(let rows) = try JSONReader.parse(Array(array.output.utf8)) else {
      Issue.record("\(array.output)")
      return
    }
    #expect(rows.count == 2)
    #expect(try Self.map("x", input: "[]").output == "[]\n")
    let open = try Self.map("x", input: "[{\"x\": 1}, {\"x\": 2}")
    #expect(open.status == 65 && open.errors.contains("not closed"))
    #expect(open.output.contains("\"y\": 1"))
    let behind = try Self.map("x", input: "[{\"x\": 1}]\n[{\"x\": 1}]\n")
    #expect(behind.status == 65 && behind.errors.contains("--from ndjson"))
  }

  @Test func arraysOfNumPy() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("in.npy", Self.npy(Self.table, [3, 2]))
    let csv = try Binary.run(["map", "a * b", "--input", input, "--to", "csv"])
    #expect(csv.output == Self.products)
    let other = try Binary.run(
      ["map", "b * a", "--input", input, "--columns", "a,b", "--wrt", "a", "--to", "csv"])
    #expect(other.output == "y,dydx.a\n2,2\n12,4\n30,6\n")
    let vector = try Binary.run(["map", "sum(x^2)", "--input", input, "--to", "csv"])
    #expect(vector.output == "y,dydx.x[0],dydx.x[1]\n5,2,4\n25,6,8\n61,10,12\n")
    let output = folder.path + "/out.npy"
    let run = try Binary.run(["map", "a * b", "--input", input, "--output", output])
    #expect(run.status == 0)
    let array = try NPY.read(try File.read(output))
    #expect(array.dimensions == [3, 3] && array.values == [2, 2, 1, 12, 4, 3, 30, 6, 5])
    // From text the number of rows is known at the end only.
    let text = try folder.file("in.csv", Array("a,b\n1,2\nx,1\n5,6\n".utf8))
    _ = try Binary.run(["map", "a * b", "--input", text, "--output", output, "--on-error", "skip"])
    #expect(try NPY.read(try File.read(output)).values == [2, 2, 1, 30, 6, 5])
    let pipe = try Binary.run(["map", "a * b", "--input", text, "--to", "npy"])
    #expect(pipe.status == 64 && pipe.errors.contains("--output FILE"))
    let narrow = try Binary.run(["map", "a * b * c", "--input", input])
    #expect(narrow.status == 65 && narrow.errors.contains("2 columns"))
    let cut = try folder.file("cut.npy", Self.npy(Self.table, [3, 2]).dropLast(8))
    let ended = try Binary.run(["map", "a * b", "--input", cut, "--to", "csv"])
    #expect(ended.status == 66 && ended.errors.contains("ends in row 3"))
  }

  /// Made by Python, as whoever has such files made them.
  @Test func archivesAndCompressedInput() throws {
    let folder = try TemporaryFolder()
    let made = try shell(
      """
      cd '\(folder.path)' && printf 'a,b\\n1,2\\n3,4\\n5,6\\n' > rows.csv &&
      gzip -k rows.csv && head -c 30 rows.csv.gz > cut.csv.gz &&
      { gzip -c rows.csv; printf '7,8\\n' | gzip -c; } > twice.csv.gz && zstd -q rows.csv
      """)
    #expect(made.status == 0, "\(made.errors)")
    for name in ["rows.csv.gz", "rows.csv.zst"] {
      let run = try Binary.run(["map", "a * b", "--input", "\(folder.path)/\(name)"])
      #expect(run.output == Self.products, "\(name)")
    }
    let members = try Binary.run(["map", "a * b", "--input", "\(folder.path)/twice.csv.gz"])
    #expect(members.output == Self.products + "56,8,7\n")
    let cut = try Binary.run(["map", "a * b", "--input", "\(folder.path)/cut.csv.gz"])
    #expect(cut.status == 66 && cut.errors.contains("ends too early"))
    for name in ["stored", "deflated"] {
      let run = try Binary.run(
        [
          "map", "a * b + sum(v)", "--input",
          Project.path("Tests/ConsoleTests/Fixtures/\(name).npz"),
          "--wrt", "a,v", "--to", "csv",
        ])
      #expect(
        run.output
          == "y,dydx.a,dydx.v[0],dydx.v[1]\n5,2,1,1\n17,4,1,1\n39,6,1,1\n", "\(name): \(run.errors)"
      )
    }
  }

  // MARK: Sums

  @Test func sumsOverAllRows() throws {
    let input = (0..<3000).map { "{\"x\": \($0), \"t\": \(2 * $0 + 1)}\n" }.joined()
    let run = try Self.map("(w*x - t)^2", "w=2", "--wrt", "w", "--summary", input: input)
    // d/dw (2x - 2x - 1)² = -2x, and the sum of the x is 2999 * 1500.
    #expect(
      run.output == """
        {"rows": 3000, "y": {"sum": 3000, "mean": 1, "min": 1, "max": 1, "variance": 0}, \
        "dydx": {"w": {"sum": -8997000, "mean": -2999, "min": -5998, "max": -0.0, \
        "variance": 2999999.6666666665}}}

        """)
    let table = try Self.map("x", "--summary", "--to", "csv", input: "{\"x\": 1}\n{\"x\": 4}\n{}\n")
    #expect(
      table.output == """
        name,rows,sum,mean,min,max,variance
        y,2,5,2.5,1,4,2.25
        dydx.x,2,2,1,1,1,0

        """)
    #expect(table.status == 1)
  }

  /// Where a sum in double precision has lost everything.
  @Test func sumsAreExact() throws {
    let numbers = [1e16, 1, -1e16, 1e-3, 3]
    let input = numbers.map { "{\"x\": \($0)}\n" }.joined()
    let run = try Self.map("x", "--summary", "--wrt", "x", input: input)
    #expect(run.output.contains("\"y\": {\"sum\": 4.001, "), "\(run.output)")
    let shifted = (0..<100).map { "{\"x\": \(1e9 + Double($0))}\n" }.joined()
    #expect(try Self.map("x", "--summary", input: shifted).output.contains("\"variance\": 833.25}"))
  }
}
