import Tables
import Tensors

/// A tensor on one line: numbers in full, arrays in short.
struct ShortTensor {
  let tensor: Tensor
  /// The number of significant digits; nil for all.
  var digits: Int?

  private static let widest = 40
  private static let digitsInArrays = 5
  private static let shownAtStart = 3

  init(_ tensor: Tensor, digits: Int? = nil) {
    self.tensor = tensor
    self.digits = digits
  }

  /// `[1, 2, 3]`; `[0.84147, 0.9093, ..., 0.28366] (1000,)`.
  var text: String {
    guard tensor.rank > 0 else { return spelling(0, digits) }
    if tensor.count <= 16 {
      let whole = body(digits: digits, isCut: false)
      if whole.count <= Self.widest { return whole }
    }
    let isCut = tensor.count > 8
    let text = body(digits: digits ?? Self.digitsInArrays, isCut: isCut)
    return isCut || tensor.rank > 1 ? text + " \(tensor.shape)" : text
  }

  /// Whether digits were left out.
  var isRounded: Bool {
    guard let digits else { return false }
    return (0..<min(tensor.count, 16)).contains {
      tensor[$0].isFinite && Self.rounded(tensor[$0], digits) != tensor[$0]
    }
  }

  private func body(digits: Int?, isCut: Bool) -> String {
    body(0, 0, digits, isCut)
  }

  private func body(_ axis: Int, _ offset: Int, _ digits: Int?, _ isCut: Bool) -> String {
    guard axis < tensor.rank else { return spelling(offset, digits) }
    let length = tensor.shape[axis]
    let stride = tensor.shape.strides[axis]
    let shown = axis == tensor.rank - 1 ? Self.shownAtStart : 1
    var parts: [String] = []
    for index in 0..<length {
      if isCut, length > shown + 2, index == shown { parts.append("...") }
      if isCut, length > shown + 2, index >= shown, index < length - 1 { continue }
      parts.append(body(axis + 1, offset + index * stride, digits, isCut))
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private func spelling(_ position: Int, _ digits: Int?) -> String {
    let number = tensor[position]
    guard let digits, number.isFinite, tensor.elementType != .bool else {
      return TensorText.spelling(number, tensor.elementType)
    }
    return TensorText.spelling(Self.rounded(number, digits), .float64)
  }

  /// The nearest number of so many decimal digits.
  static func rounded(_ number: Double, _ digits: Int) -> Double {
    let text = NumberText.shortest(number.magnitude)
    var mantissa = text.prefix { $0 != "e" }
    let exponent = Int(text.dropFirst(mantissa.count + 1)) ?? 0
    let decimals =
      mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 }
      ?? 0
    mantissa.removeAll { $0 == "." }
    let significant = mantissa.drop { $0 == "0" }
    guard significant.count > digits, var kept = Int(significant.prefix(digits)) else {
      return number
    }
    if let next = significant.dropFirst(digits).first, next >= "5" { kept += 1 }
    let scale = exponent - decimals + significant.count - digits
    let value = Double("\(kept)e\(scale)") ?? number
    return number.sign == .minus ? -value : value
  }
}
