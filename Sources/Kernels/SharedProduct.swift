/// The product of a batch, of which each worker has some samples, with weights, of which each has some
/// rows: every worker multiplies all samples by its own rows.
///
/// So no weights go from the core that has just changed them to others, only samples and sums: for 784 ×
/// 128 weights and 32 pictures a fifth of the bytes that weights and gradients were.
public struct SharedProduct {
  private let exchange: Exchange
  /// What each worker has.
  private let shares: UnsafeMutablePointer<Share>
  private let capacity, columns, width: Int

  /// To share a product takes all samples to every worker, and memory for the sums of as many: it pays
  /// where these are less than the weights, and everyone has some of them.
  public static func pays(rows: Int, columns: Int, width: Int, workers: Int) -> Bool {
    workers > 1 && workers * rows <= min(width, largestBatch) && columns >= 64 * workers
  }

  private static let largestBatch = 512

  /// - Parameters:
  ///   - product: What finds this worker's columns.
  ///   - input: This worker's samples.
  ///   - capacity: How many they are at most.
  ///   - exchange: How this worker meets the others.
  ///   - arena: Memory that lasts as long as the product is used.
  public init(
    _ product: ColumnProduct, _ input: UnsafePointer<Float>, capacity: Int, exchange: Exchange,
    in arena: Arena
  ) {
    self.exchange = exchange
    self.capacity = capacity
    (columns, width) = (product.columns, product.width)
    shares = exchange.places(of: Share.self)
    shares[exchange.worker] = Share(
      product: product, input: input, sums: arena.allocate(exchange.workers * capacity * width))
  }

  /// Looks for columns of zeros, and waits until all have done so.
  ///
  /// - Returns: All have found enough for ``multiply(_:rows:into:)`` to pay; otherwise none may call it.
  public func find(rows: Int) -> Bool {
    let own = shares + exchange.worker
    own.pointee.rows = rows
    own.pointee.isSparse = own.pointee.product.find(in: own.pointee.input, rows: rows)
    exchange.meet()
    return (0..<exchange.workers).allSatisfy { shares[$0].isSparse }
  }

  /// `output = input · weights` for this worker's samples.
  public func multiply(
    _ weights: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let (worker, workers) = (exchange.worker, exchange.workers)
    let own = slice(0..<columns, part: worker, of: workers)
    for other in 0..<workers {
      let share = shares[other]
      share.product.multiply(
        share.input, rows: share.rows, columns: own, weights: weights, bias: nil, relu: false,
        into: shares[worker].sums + other * capacity * width)
    }
    exchange.meet()
    for other in 0..<workers {
      let sums = shares[other].sums + worker * capacity * width
      if other == 0 {
        output.update(from: sums, count: rows * width)
      } else {
        Elementwise.add(sums, to: output, count: rows * width)
      }
    }
  }

  private struct Share: BitwiseCopyable {
    let product: ColumnProduct
    let input: UnsafePointer<Float>
    /// Sums over this worker's rows of the weights: for each worker's samples, `[capacity, width]`.
    let sums: UnsafeMutablePointer<Float>
    var rows = 0
    var isSparse = false
  }
}
