/*
 * Matrix products for one core with 512-bit vectors. Everything the trainer spends time on comes down to this.
 */
#ifndef MULTIPLY_H
#define MULTIPLY_H

/** Sixteen floats, read and written at any address. */
typedef float Lanes __attribute__((vector_size(64), aligned(4)));

enum { laneCount = 16, tileRows = 12 };

/** The left factor: element (row, k) lies at `at[row * rowStride + k * kStride]`, so it may be a transpose. */
typedef struct {
  const float *at;
  long rowStride, kStride;
} Factor;

/** One tile of `rows` by `vectors` * 16 results, held in registers. Both counts are constants after inlining. */
static inline __attribute__((always_inline)) void multiplyTile(const int rows, const int vectors, int depth,
    Factor left, const float *right, long rightStride, float *out, long outStride, int add) {
  Lanes sum[tileRows][2];
#pragma GCC unroll 12
  for (int row = 0; row < rows; row++)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; v++) sum[row][v] = add ? *(Lanes *)(out + row * outStride + v * laneCount) : (Lanes){0};
  const float *from = left.at;
  for (int k = 0; k < depth; k++, from += left.kStride, right += rightStride) {
    Lanes other[2];
#pragma GCC unroll 2
    for (int v = 0; v < vectors; v++) other[v] = *(const Lanes *)(right + v * laneCount);
#pragma GCC unroll 12
    for (int row = 0; row < rows; row++) {
      const float factor = from[row * left.rowStride];
#pragma GCC unroll 2
      for (int v = 0; v < vectors; v++) sum[row][v] += other[v] * factor;
    }
  }
#pragma GCC unroll 12
  for (int row = 0; row < rows; row++)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; v++) *(Lanes *)(out + row * outStride + v * laneCount) = sum[row][v];
}

static inline __attribute__((always_inline)) void multiplyColumns(const int vectors, int rows, int depth,
    Factor left, const float *right, long rightStride, float *out, long outStride, int add) {
  int row = 0;
  for (; row + tileRows <= rows; row += tileRows, left.at += tileRows * left.rowStride, out += tileRows * outStride)
    multiplyTile(tileRows, vectors, depth, left, right, rightStride, out, outStride, add);
  for (; row + 4 <= rows; row += 4, left.at += 4 * left.rowStride, out += 4 * outStride)
    multiplyTile(4, vectors, depth, left, right, rightStride, out, outStride, add);
  for (; row < rows; row++, left.at += left.rowStride, out += outStride)
    multiplyTile(1, vectors, depth, left, right, rightStride, out, outStride, add);
}

/**
 * out[rows][columns] = left[rows][depth] * right[depth][columns], or added to what stands there.
 * `columns` is a multiple of 16; the rows of `right` and `out` are `rightStride` and `outStride` floats apart.
 */
static void multiply(int rows, int columns, int depth, Factor left, const float *right, long rightStride, float *out,
    long outStride, int add) {
  int column = 0;
  // A strip of 32 columns of `right` stays in the first-level cache while all rows pass by.
  for (; column + 2 * laneCount <= columns; column += 2 * laneCount)
    multiplyColumns(2, rows, depth, left, right + column, rightStride, out + column, outStride, add);
  if (column < columns)
    multiplyColumns(1, rows, depth, left, right + column, rightStride, out + column, outStride, add);
}

static inline Factor rowsOf(const float *at, long stride) { return (Factor){at, stride, 1}; }

static inline Factor transposeOf(const float *at, long stride) { return (Factor){at, 1, stride}; }

/** out[columns][rows] = the transpose of in[rows][columns], whose rows are `inStride` floats apart. */
static void transpose(int rows, int columns, const float *in, long inStride, float *out, long outStride) {
  for (int rowBlock = 0; rowBlock < rows; rowBlock += laneCount)
    for (int column = 0; column < columns; column++)
      for (int row = rowBlock; row < rowBlock + laneCount && row < rows; row++)
        out[column * outStride + row] = in[row * inStride + column];
}

#endif
