/// A complex number, as far as integrals in the complex plane need it.
struct ComplexNumber {
  var real: Double
  var imaginary: Double

  @inline(__always)
  init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  @inline(__always)
  static func * (a: Self, b: Double) -> Self { Self(a.real * b, a.imaginary * b) }

  @inline(__always)
  static prefix func - (a: Self) -> Self { Self(-a.real, -a.imaginary) }

  func power(_ n: Int) -> Self {
    var product = Self(1)
    for _ in 0..<n { product = product * self }
    return product
  }

  var exponential: Self {
    let size = Math.exp(real)
    return Self(size * Math.cos(imaginary), size * Math.sin(imaginary))
  }

  /// `cosh(z) - 1` and `sinh(z) - z` without cancellation near 0.
  var hyperbolicRests: (cosh: Self, sinh: Self) {
    let square = self * self
    if square.real.magnitude + square.imaginary.magnitude < 1 {
      var (cosh, sinh) = (Self(1), Self(1))
      for k in stride(from: 16.0, through: 4, by: -2) {
        cosh = cosh * square * (1 / (k * (k - 1))) + Self(1)
        sinh = sinh * square * (1 / (k * (k + 1))) + Self(1)
      }
      return (cosh * square * 0.5, sinh * square * self * (1 / 6))
    }
    let (c, s) = (Math.cosh(real), Math.sinh(real))
    let (cosine, sine) = (Math.cos(imaginary), Math.sin(imaginary))
    return (Self(c * cosine - 1, s * sine), Self(s * cosine, c * sine) - self)
  }
}
