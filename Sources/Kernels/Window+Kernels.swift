internal import CKernels

extension Window {
  /// As C knows it.
  var kernelsWindow: kernels_window {
    precondition(!isDilated, "Expected a window without holes.")
    return kernels_window(
      input_rows: rows.input, input_columns: columns.input, channels: channels,
      output_rows: rows.output, output_columns: columns.output, rows: rows.size,
      columns: columns.size, row_stride: rows.stride, column_stride: columns.stride,
      row_padding: rows.padding, column_padding: columns.padding)
  }
}
