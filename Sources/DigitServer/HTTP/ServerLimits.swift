/// How much of everything a server takes, so that no request can bring it down.
public struct ServerLimits: Sendable {
  /// Bytes of a request's JSON.
  public var jsonBytes = 4 << 20
  /// Bytes of a picture: a photograph of 12 megapixels has 3 to 6 million.
  public var pictureBytes = 8 << 20
  /// Bytes of all bodies that are being received, together.
  public var bodyBytesInFlight = 256 << 20
  /// Pictures in one request to predict.
  public var instances = 1024
  /// Pixels of a picture in a request to predict, by its header.
  public var instancePixels = 1 << 22
  /// Pixels of all pictures in a request to predict, together.
  public var instancesPixels = 1 << 23
  /// How deep JSON may be nested.
  public var jsonDepth = 8
  /// Bytes of a request's header fields, together and each.
  public var headerBytes = 16 << 10
  /// Header fields of a request.
  public var headerFields = 100
  /// Seconds until a request's header must be there, from its first byte on.
  public var headerSeconds = 5.0
  /// Seconds until its body must be there, from the end of its header on.
  public var bodySeconds = 10.0
  /// Seconds until a client must have taken some of an answer that waits for it.
  public var takingSeconds = 10.0
  /// Seconds until an idle connection is closed.
  public var idleSeconds = 30.0
  /// Connections at once; more wait until one is closed.
  public var connections = 256
  /// Requests that wait for a core, beyond those that have one; more are told to come back.
  public var waiting = 64
  /// Pages that watch a training, and streams of camera frames, each.
  public var watchers = 64
  /// Bytes of a model's file.
  public var modelBytes = 64 << 20
  /// Values in all variables of a model.
  public var modelParameters = 16 << 20
  /// Seconds that requests have to end when the server shuts down.
  public var shutdownSeconds = 10.0

  /// The limits that `digits serve` has.
  public init() {}

  /// Bytes of any body.
  var largestBody: Int { max(jsonBytes, pictureBytes) }
}
