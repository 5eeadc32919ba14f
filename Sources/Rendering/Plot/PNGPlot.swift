import Calculator

/// A plot as PNG.
public struct PNGPlot {
  private let scene: PlotScene
  private let width: Int

  /// So that lines and letters are sharp where pixels are small.
  private static let usualWidth = 1200

  /// - Parameters:
  ///   - width: in pixels; 1200 unless said otherwise.
  ///   - height: in pixels; as the panels need unless said otherwise.
  public init(_ data: PlotData, width: Int? = nil, height: Int? = nil) {
    self.width = max(width ?? Self.usualWidth, 100)
    scene = PlotScene(data, ratio: height.map { Double($0) / Double(width ?? Self.usualWidth) })
  }

  public var bytes: [UInt8] {
    let scale = Double(width) / PlotScene.width
    var raster = Raster(width: width, height: Int((scene.height * scale).rounded()))
    raster.draw(scene, scale: scale)
    return PNGFile.bytes(raster)
  }
}
