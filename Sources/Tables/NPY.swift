/// The numbers of an `.npy` file, NumPy's format for one array.
public struct NPYArray: Sendable, Equatable {
  /// What the file stores, or shall store, for each number.
  public enum Element: Sendable {
    case float64
    /// Also what half precision is read as.
    case float32
    case boolean
    case integer
  }

  /// Empty for a single number; their product is `values.count`.
  public var dimensions: [Int]
  /// In row-major order: the last dimension varies fastest.
  public var values: [Double]
  public var element: Element

  public init(dimensions: [Int], values: [Double], element: Element = .float64) {
    self.dimensions = dimensions
    self.values = values
    self.element = element
  }
}

/// Reads and writes `.npy` files.
///
/// The format is that of NumPy's enhancement proposal 1 and its later versions 2 and 3: a magic
/// string, a version, the length of a header, the header as a Python dictionary, the raw numbers.
public enum NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array in a whole file of version 1, 2 or 3.
  ///
  /// Read are floating-point numbers of 2, 4 and 8 bytes, integers of 1 to 8 bytes and booleans,
  /// of either byte order and in row-major or column-major order. Nothing of the size that a
  /// header promises is allocated before the file has been found to have that size.
  ///
  /// - Throws: `npy-header` for what is no header, `npy-type` for elements that are no real
  ///   numbers, `npy-size` if header and file disagree about the size, `npy-value` for an integer
  ///   that no double equals and a boolean that is neither 0 nor 1.
  public static func read(_ bytes: [UInt8]) throws(TableError) -> NPYArray {
    let header = try NPYHeader(bytes)
    let type = try NPYElementType(header.description, at: header.descriptionOffset)
    let count = try elementCount(of: header, size: type.size)
    let data = header.dataOffset
    let found = bytes.count - data
    guard count.multipliedReportingOverflow(by: type.size) == (found, false) else {
      throw NPYFault.size(
        "the header promises \(header.dimensions) elements of \(type.size) bytes, "
          + "\(count * type.size) bytes in all, but \(found) follow it",
        at: min(bytes.count, data + count * type.size))
    }
    let values = try type.decode(bytes, from: data, count: count)
    return NPYArray(
      dimensions: header.dimensions,
      values: header.isColumnMajor ? rowMajor(values, dimensions: header.dimensions) : values,
      element: type.element)
  }

  /// The product of the dimensions; an error if the bytes of such an array cannot be counted.
  static func elementCount(of header: NPYHeader, size: Int) throws(TableError) -> Int {
    var count = 1
    var extent = size
    for dimension in header.dimensions {
      count = count &* dimension
      // A dimension of 0 makes the array empty, but must not hide that the others are absurd.
      let (product, overflow) = extent.multipliedReportingOverflow(by: max(1, dimension))
      guard !overflow else {
        throw NPYFault.size(
          "an array of the shape \(header.dimensions) is larger than any memory",
          at: header.shapeOffset)
      }
      extent = product
    }
    return count
  }

  /// Numbers whose first dimension varies fastest, reordered.
  private static func rowMajor(_ values: [Double], dimensions: [Int]) -> [Double] {
    guard dimensions.count > 1, !values.isEmpty else { return values }
    var strides: [Int] = []
    var stride = 1
    for dimension in dimensions {
      strides.append(stride)
      stride *= dimension
    }
    var index = [Int](repeating: 0, count: dimensions.count)
    var source = 0
    return [Double](unsafeUninitializedCapacity: values.count) { result, initializedCount in
      for target in 0..<values.count {
        result.initializeElement(at: target, to: values[source])
        var axis = dimensions.count - 1
        while axis >= 0 {
          index[axis] += 1
          source += strides[axis]
          if index[axis] < dimensions[axis] { break }
          source -= strides[axis] * dimensions[axis]
          index[axis] = 0
          axis -= 1
        }
      }
      initializedCount = values.count
    }
  }
}

/// The faults of an `.npy` file.
enum NPYFault {
  static func header(_ message: String, at offset: Int, length: Int = 1) -> TableError {
    TableError(code: "npy-header", message: message, offset: offset, length: length)
  }

  static func size(_ message: String, at offset: Int) -> TableError {
    TableError(code: "npy-size", message: message, offset: offset, length: 0)
  }

  static func value(_ message: String, at offset: Int, length: Int) -> TableError {
    TableError(code: "npy-value", message: message, offset: offset, length: length)
  }

  static func type(
    _ message: String, at offset: Int, length: Int, hint: String? = nil
  ) -> TableError {
    TableError(code: "npy-type", message: message, offset: offset, length: length, hint: hint)
  }
}
