/*
 * Causal attention of one sequence, forward and backward, a block of queries at a time. Probabilities are never
 * kept: the backward pass makes them again from the logarithm of each row's sum, which is faster than memory.
 */
#ifndef ATTENTION_H
#define ATTENTION_H

#include <math.h>
#include <string.h>
#include "multiply.h"

/** Queries worked on together; with 1,700 keys a block's scores and their gradients fit the second-level cache. */
enum { queryBlock = 48 };

typedef struct {
  int heads, headSize;
  /** Multiple of 16. */
  int length;
} AttentionShape;

/** Room for one sequence of up to `longest` tokens. */
typedef struct {
  float *keysTransposed, *valuesTransposed; /* [headSize][longest] */
  float *scores, *scoreGradients;           /* [queryBlock][longest] */
} AttentionRoom;

/** The columns that a block of queries may see, and how many rows it has. */
static inline int blockRows(int first, int length) { return length - first < queryBlock ? length - first : queryBlock; }

/** scores[row][key] = query . key / sqrt(headSize) for keys up to the block's last query. */
static void blockScores(AttentionShape shape, AttentionRoom *room, const float *queries, long stride, int first) {
  const int rows = blockRows(first, shape.length), keys = first + rows;
  multiply(rows, keys, shape.headSize, rowsOf(queries + first * stride, stride), room->keysTransposed, shape.length,
      room->scores, shape.length, 0);
  const float scale = 1 / sqrtf(shape.headSize);
  for (int row = 0; row < rows; row++) {
    float *score = room->scores + (long)row * shape.length;
    for (int key = 0; key < keys; key++) score[key] *= scale;
    for (int key = first + row + 1; key < keys; key++) score[key] = -1e30f;
  }
}

/**
 * `qkv` holds queries, keys and values side by side, each of `heads` * `headSize`. Writes the mixed values to
 * `out` and, for the backward pass, the logarithm of each softmax's sum to `logSums`[heads][length].
 */
static void attend(AttentionShape shape, AttentionRoom *room, const float *qkv, float *out, float *logSums) {
  const int length = shape.length, size = shape.headSize, width = shape.heads * size;
  const long stride = 3L * width;
  for (int head = 0; head < shape.heads; head++) {
    const float *queries = qkv + head * size, *keys = queries + width, *values = keys + width;
    transpose(length, size, keys, stride, room->keysTransposed, length);
    for (int first = 0; first < length; first += queryBlock) {
      blockScores(shape, room, queries, stride, first);
      const int rows = blockRows(first, length), seen = first + rows;
      for (int row = 0; row < rows; row++) {
        float *score = room->scores + (long)row * length, most = score[0], sum = 0;
        for (int key = 1; key < seen; key++) most = score[key] > most ? score[key] : most;
        for (int key = 0; key < seen; key++) {
          score[key] = expf(score[key] - most);
          sum += score[key];
        }
        for (int key = 0; key < seen; key++) score[key] *= 1 / sum;
        logSums[(long)head * length + first + row] = most + logf(sum);
      }
      multiply(rows, size, seen, rowsOf(room->scores, length), values, stride, out + (long)first * width + head * size,
          width, 0);
    }
  }
}

/** Turns scores into probabilities and their gradients into those of the scores, row by row. */
static void softmaxBackward(AttentionShape shape, AttentionRoom *room, const float *logSums, int first) {
  const int rows = blockRows(first, shape.length), seen = first + rows;
  const float scale = 1 / sqrtf(shape.headSize);
  for (int row = 0; row < rows; row++) {
    float *share = room->scores + (long)row * shape.length, *gradient = room->scoreGradients + (long)row * shape.length;
    const float logSum = logSums[first + row];
    float dot = 0;
    for (int key = 0; key < seen; key++) {
      share[key] = expf(share[key] - logSum);
      dot += share[key] * gradient[key];
    }
    for (int key = 0; key < seen; key++) gradient[key] = share[key] * (gradient[key] - dot) * scale;
  }
}

/** Gradients of `qkv` (all of it written) from those of what `attend` wrote. */
static void attendBackward(AttentionShape shape, AttentionRoom *room, const float *qkv, const float *logSums,
    const float *outGradients, float *qkvGradients) {
  const int length = shape.length, size = shape.headSize, width = shape.heads * size;
  const long stride = 3L * width;
  memset(qkvGradients, 0, sizeof(float) * length * stride);
  for (int head = 0; head < shape.heads; head++) {
    const float *queries = qkv + head * size, *keys = queries + width, *values = keys + width;
    float *dQueries = qkvGradients + head * size, *dKeys = dQueries + width, *dValues = dKeys + width;
    transpose(length, size, keys, stride, room->keysTransposed, length);
    transpose(length, size, values, stride, room->valuesTransposed, length);
    for (int first = 0; first < length; first += queryBlock) {
      const int rows = blockRows(first, length), seen = first + rows;
      const float *dOut = outGradients + (long)first * width + head * size;
      blockScores(shape, room, queries, stride, first);
      multiply(rows, seen, size, rowsOf(dOut, width), room->valuesTransposed, length, room->scoreGradients, length, 0);
      softmaxBackward(shape, room, logSums + (long)head * length, first);
      multiply(seen, size, rows, transposeOf(room->scores, length), dOut, width, dValues, stride, 1);
      multiply(rows, size, seen, rowsOf(room->scoreGradients, length), keys, stride, dQueries + first * stride, stride, 0);
      multiply(seen, size, rows, transposeOf(room->scoreGradients, length), queries + first * stride, stride, dKeys,
          stride, 1);
    }
  }
}

#endif
