import CRSVG

extension Figure {
  /// The figure as the bytes of a PNG file, rendered from its SVG by librsvg and cairo.
  ///
  /// ``Theme/automatic`` gives a light picture, for a PNG cannot ask its reader. Text is set in the
  /// fonts of this machine, so the bytes may differ between machines though the SVG never does.
  /// - Parameters:
  ///   - theme: The colours.
  ///   - scale: Pixels per SVG unit; 2 (the default) suits sharp screens.
  /// - Throws: `FigureError` if the scale is not positive, if a side would exceed 32,767 pixels or
  ///   the whole 64 million, or if a library reports an error.
  public func png(theme: Theme = .light, scale: Double = 2) throws(FigureError) -> [UInt8] {
    guard scale.isFinite, scale > 0 else { throw .invalidScale(scale) }
    let renderer = try Renderer(svg: svg(theme: theme))
    return try renderer.png(scale: scale)
  }
}

/// Owns librsvg's handle for one document.
private final class Renderer {
  private let handle: OpaquePointer

  init(svg: String) throws(FigureError) {
    let bytes = Array(svg.utf8)
    var error: UnsafeMutablePointer<GError>?
    guard let handle = rsvg_handle_new_from_data(bytes, bytes.count, &error) else {
      throw .unreadableSVG(reason: message(consuming: error))
    }
    self.handle = handle
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

  func png(scale: Double) throws(FigureError) -> [UInt8] {
    var (width, height) = (0.0, 0.0)
    _ = rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)
    let size = (width: (width * scale).rounded(.up), height: (height * scale).rounded(.up))
    let sides = 1.0...32_767
    guard sides.contains(size.width), sides.contains(size.height),
      size.width * size.height <= 64_000_000
    else { throw .invalidImageSize(width: size.width, height: size.height) }

    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(size.width), Int32(size.height))
    defer { cairo_surface_destroy(surface) }
    try check(cairo_surface_status(surface))

    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    try check(cairo_status(context))

    var viewport = RsvgRectangle(x: 0, y: 0, width: width * scale, height: height * scale)
    var error: UnsafeMutablePointer<GError>?
    guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
      throw .renderingFailed(reason: message(consuming: error))
    }
    try check(cairo_status(context))
    return try encoded(surface)
  }

  private func encoded(_ surface: OpaquePointer?) throws(FigureError) -> [UInt8] {
    var bytes: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &bytes) { bytes in
      cairo_surface_write_to_png_stream(
        surface,
        { bytes, chunk, count in
          guard let bytes, let chunk else { return CAIRO_STATUS_WRITE_ERROR }
          bytes.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: chunk, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, bytes)
    }
    try check(status)
    return bytes
  }
}

private func check(_ status: cairo_status_t) throws(FigureError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  let reason = cairo_status_to_string(status).map { String(cString: $0) }
  throw .renderingFailed(reason: reason ?? "status \(status.rawValue)")
}

private func message(consuming error: UnsafeMutablePointer<GError>?) -> String {
  guard let error else { return "no reason given" }
  defer { g_error_free(error) }
  return error.pointee.message.map { String(cString: $0) } ?? "code \(error.pointee.code)"
}
