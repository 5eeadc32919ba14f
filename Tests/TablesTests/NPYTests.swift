import Testing

@testable import Tables

@Suite struct NPYTests {
  private func fault(_ bytes: [UInt8]) -> TableError? {
    do throws(TableError) {
      _ = try NPY.read(bytes)
      return nil
    } catch {
      return error
    }
  }

  /// A file of version 1 with any header.
  private func file(header: String, data: Int = 0) -> [UInt8] {
    let length = header.utf8.count
    return NPY.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  @Test func agreesWithNumPy() throws {
    let elements: [String: NPYArray.Element] = [
      "float64": .float64, "float32": .float32, "boolean": .boolean, "integer": .integer,
    ]
    for row in try Fixture.table("arrays.tsv") {
      let name = row[0].text
      let bytes = try Fixture.read("\(name).npy")
      if row[1].text == "refused" {
        #expect(fault(bytes)?.code == row[2].text, "\(name)")
        continue
      }
      let array = try NPY.read(bytes)
      let expected = try row[3].text.split(separator: ",").map { try double($0) }
      #expect(array.element == elements[row[1].text], "\(name)")
      #expect(
        array.dimensions == row[2].text.split(separator: ",").compactMap { Int($0) }, "\(name)")
      #expect(array.values.count == expected.count)
      #expect(zip(array.values, expected).allSatisfy(isSame), "\(name)")
    }
  }

  @Test func writesWhatNumPyWrites() throws {
    for name in ["f8_special", "f8_scalar", "f8_empty", "f8_matrix", "f4", "bool", "i8"] {
      let bytes = try Fixture.read("\(name).npy")
      #expect(NPY.write(try NPY.read(bytes)) == bytes, "\(name)")
    }
  }

  @Test func writtenIsReadAgain() throws {
    var generator = SeededGenerator(printingSeedOf: "writtenIsReadAgain")
    for _ in 0..<200 {
      let rank = Int.random(in: 0...4, using: &generator)
      let dimensions = (0..<rank).map { _ in Int.random(in: 0...4, using: &generator) }
      let values = (0..<dimensions.reduce(1, *)).map { _ in generator.anyDouble() }
      let array = NPYArray(dimensions: dimensions, values: values)
      #expect(try NPY.read(NPY.write(array)) == array)
    }
  }

  @Test(
    arguments: [
      ([0.5, 1], .integer, .float64), ([-0.0], .integer, .float64), ([1e300], .integer, .float64),
      ([.nan], .integer, .float64), ([2, -3], .integer, .integer), ([0, 2], .boolean, .float64),
      ([0, 1], .boolean, .boolean), ([0.5], .float32, .float32),
    ] as [([Double], NPYArray.Element, NPYArray.Element)])
  func valuesThatDoNotFitAreStoredAsFloats(
    values: [Double], element: NPYArray.Element, stored: NPYArray.Element
  ) throws {
    let array = NPYArray(dimensions: [values.count], values: values, element: element)
    let back = try NPY.read(NPY.write(array))
    #expect(back.element == stored)
    #expect(zip(back.values, values).allSatisfy(isSame))
  }

  @Test(arguments: [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
    "{\"shape\":(2,),\"fortran_order\":True,\"descr\":\"<f8\"}   \n",
    " { 'descr' : '<f8' , 'fortran_order' : False , 'shape' : ( 2 , 1 ) } ",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }",
  ])
  func readsHeadersAsPythonWould(header: String) {
    #expect(fault(file(header: header, data: 16)) == nil)
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "{'descr': '<f8'}", "{'descr': '<f8', 'fortran_order': False}",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': 2}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2.0,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}",
    "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x",
    "{'descr': '<f8', 'fortran_order': False 'shape': (2,)}",
    "{'descr': '<f8, 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '\u{1B}', 'fortran_order': False, 'shape': (2,)}",
  ])
  func refusesHeaders(header: String) {
    #expect(fault(file(header: header, data: 16))?.code == "npy-header")
  }

  @Test(arguments: ["<f16", "<c16", "|O", "<U3", "f8", "=f8", "|f8", "", "<", "<f3", "<i16", "x"])
  func refusesTypes(type: String) throws {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (2,), }"
    let error = try #require(fault(file(header: header, data: 16)))
    #expect(error.code == "npy-type")
    #expect(error.offset == 20)
  }

  @Test(arguments: [
    ("(3,)", 16), ("(1,)", 16), ("()", 16), ("(0,)", 16), ("(2, 2)", 16),
    ("(9223372036854775807,)", 16), ("(99999999999999999999,)", 16),
    ("(4294967296, 4294967296)", 16), ("(4294967296, 4294967296, 0)", 0),
    ("(2305843009213693952,)", 0), ("(1000000000000,)", 16),
  ])
  func refusesSizes(shape: String, data: Int) {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }"
    #expect(fault(file(header: header, data: data))?.code == "npy-size")
  }

  @Test func refusesTooManyDimensions() {
    let shape = String(repeating: "1, ", count: 65)
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(shape)), }"
    #expect(fault(file(header: header, data: 8))?.code == "npy-header")
  }

  @Test func refusesOddBooleansAndIntegersByPlace() throws {
    let header = "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }"
    let bytes = file(header: header) + [1, 0, 7]
    #expect(fault(bytes)?.offset == bytes.count - 1)
    #expect(fault(bytes)?.message == "element 2 of the array, 7, is neither 0 nor 1")
    let inexact = fault(try Fixture.read("inexact_i8.npy"))
    #expect(
      inexact?.message == "element 1 of the array, 9007199254740993, is not exact as a float64")
  }

  @Test func prefixesAreErrors() throws {
    for name in ["f8_matrix", "f8_version2", "i2"] {
      let bytes = try Fixture.read("\(name).npy")
      for end in 0..<bytes.count {
        let error = try #require(fault(Array(bytes[..<end])))
        #expect((0...end).contains(try #require(error.offset)))
      }
      #expect(fault(bytes + [0])?.code == "npy-size")
    }
  }

  @Test func mutationsNeverCrash() throws {
    var generator = SeededGenerator(printingSeedOf: "mutationsNeverCrash")
    for name in ["f8_matrix", "f8_fortran", "f8_version2", "i8", "bool", "structured"] {
      let original = try Fixture.read("\(name).npy")
      for _ in 0..<500 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let index = Int.random(in: 0..<min(bytes.count, 140), using: &generator)
          let digits = Array("0123456789'(),<>fiubTL".utf8)
          bytes[index] =
            Bool.random(using: &generator)
            ? digits.randomElement(using: &generator) ?? 0
            : UInt8.random(in: 0...255, using: &generator)
        }
        if let array = try? NPY.read(bytes) {
          #expect(array.dimensions.reduce(1, *) == array.values.count)
        }
      }
    }
  }
}
