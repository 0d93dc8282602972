import Foundation

/// Reads the whole of a regular file that is not larger than its reader allows.
func bytes(ofFile path: String, limit: ImageLimit) throws(ImageError) -> [UInt8] {
  // Without O_NONBLOCK, opening a pipe would wait until somebody writes into it.
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { throw .fileUnreadable(file: path, reason: systemError()) }
  defer { close(descriptor) }

  // Asked of the open file, not of the path, which may come to mean another one.
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw .fileUnreadable(file: path, reason: systemError())
  }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw .fileUnreadable(file: path, reason: "it is a directory")
  // A pipe might wait for ever, a device never end.
  default: throw .fileUnreadable(file: path, reason: "it is a pipe or a device")
  }
  let size = Int(status.st_size)
  try limit.check(bytes: size, of: path)

  var failure: String?
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    // What is appended meanwhile stays unread; what is cut off is noticed by the decoders.
    while count < size {
      let received = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
      if received < 0 && errno == EINTR { continue }
      if received < 0 { failure = systemError() }
      if received <= 0 { return }
      count += received
    }
  }
  if let failure { throw .fileUnreadable(file: path, reason: failure) }
  return bytes
}

private func systemError() -> String { String(cString: strerror(errno)) }
