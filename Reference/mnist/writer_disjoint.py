"""Marks the training pictures of MNIST that make up the writer-disjoint validation set.

Input: a table (index, label, hsf, writer; tab-separated, with a heading) of MNIST's 60,000 training
pictures, taken from QMNIST's qmnist-train-labels-idx2-int (columns 0 to 2).
Output: an IDX file of 60,000 bytes, 1 for validation and 0 for training, gzipped without a date.

    python3 writer_disjoint.py train-writers.tsv.gz writer-disjoint-idx1-ubyte.gz
"""

import gzip
import struct
import sys

table, output = sys.argv[1:]
with gzip.open(table, "rt") as lines:
    next(lines)
    rows = [tuple(map(int, line.split("\t"))) for line in lines]
assert [row[0] for row in rows] == list(range(60000))

# The last writers of NIST's students (hsf 4) and of its Census staff (hsf 0), about half of the
# pictures each, as MNIST's test set has it.
mask = bytes(writer >= {4: 2307, 0: 245}.get(hsf, writer + 1) for _, _, hsf, writer in rows)

inside = {(hsf, writer) for (_, _, hsf, writer), bit in zip(rows, mask) if bit}
outside = {(hsf, writer) for (_, _, hsf, writer), bit in zip(rows, mask) if not bit}
assert not inside & outside
counts = [sum(bit for (_, label, _, _), bit in zip(rows, mask) if label == digit) for digit in range(10)]
assert counts == [952, 1110, 985, 1011, 983, 888, 961, 1042, 933, 969], counts

with open(output, "wb") as file:
    file.write(gzip.compress(struct.pack(">II", 0x801, len(mask)) + mask, 9, mtime=0))
