/*
 * AdamW, and Muon for the matrices inside the layers: https://kellerjordan.github.io/posts/muon/.
 */
#ifndef OPTIMIZER_H
#define OPTIMIZER_H

#include "model.h"

typedef struct {
  float *gradientMean, *squareMean;
} Moments;

static const float meanDecay = 0.9f, squareDecay = 0.98f, weightDecay = 0.01f, muonDecay = 0.95f;

static void adamStep(float *parameters, const float *gradients, Moments at, long from, long count, float rate,
    float decay, int step) {
  const float meanBias = 1 - powf(meanDecay, step + 1), squareBias = 1 - powf(squareDecay, step + 1);
#pragma omp parallel for
  for (long i = from; i < from + count; i++) {
    const float gradient = gradients[i];
    at.gradientMean[i] = meanDecay * at.gradientMean[i] + (1 - meanDecay) * gradient;
    at.squareMean[i] = squareDecay * at.squareMean[i] + (1 - squareDecay) * gradient * gradient;
    const float change = at.gradientMean[i] / meanBias / (sqrtf(at.squareMean[i] / squareBias) + 1e-8f);
    parameters[i] -= rate * (change + decay * parameters[i]);
  }
}

/** Replaces a matrix by the nearest one whose singular values are all about 1 (five Newton-Schulz rounds). */
static void orthogonalise(float *matrix, int rows, int columns) {
  const long size = (long)rows * columns;
  const int tall = rows > columns, small = tall ? columns : rows, wide = tall ? rows : columns;
  float *x = floats(size), *xt = floats(size), *gram = floats((long)small * small), *poly = floats((long)small * small);
  double sum = 0;
  for (long i = 0; i < size; i++) sum += matrix[i] * matrix[i];
  if (tall) transpose(rows, columns, matrix, columns, x, rows);
  else memcpy(x, matrix, sizeof(float) * size);
  const float scale = 1 / (sqrt(sum) + 1e-12);
  for (long i = 0; i < size; i++) x[i] *= scale;
  for (int round = 0; round < 5; round++) {
    transpose(small, wide, x, wide, xt, small);
    multiply(small, small, wide, rowsOf(x, wide), xt, small, gram, small, 0);
    multiply(small, small, small, rowsOf(gram, small), gram, small, poly, small, 0);
    for (long i = 0; i < (long)small * small; i++) poly[i] = 2.0315f * poly[i] - 4.7750f * gram[i];
    for (int i = 0; i < small; i++) poly[(long)i * small + i] += 3.4445f;
    transpose(small, wide, x, wide, xt, small);
    multiply(small, wide, small, rowsOf(poly, small), x, wide, matrix, wide, 0);
    memcpy(x, matrix, sizeof(float) * size);
  }
  if (tall) transpose(small, wide, x, wide, matrix, small);
  free(x), free(xt), free(gram), free(poly);
}

/** A matrix that stands in `parts` equal groups of columns (queries, keys, values), each a map of its own. */
typedef struct {
  long offset;
  int rows, columns, parts;
} Matrix;

static void muonStep(float *parameters, const float *gradients, Moments at, Matrix matrix, float rate) {
  const int columns = matrix.columns / matrix.parts;
  float *change = floats((long)matrix.rows * columns);
  for (int part = 0; part < matrix.parts; part++) {
    for (int row = 0; row < matrix.rows; row++)
      for (int column = 0; column < columns; column++) {
        const long i = matrix.offset + (long)row * matrix.columns + part * columns + column;
        at.gradientMean[i] = muonDecay * at.gradientMean[i] + gradients[i];
        change[(long)row * columns + column] = gradients[i] + muonDecay * at.gradientMean[i];
      }
    orthogonalise(change, matrix.rows, columns);
    // An Adam step has elements of about 0.2; so have these, and one rate serves both.
    const float size = 0.2f * sqrtf(matrix.rows > columns ? matrix.rows : columns);
    for (int row = 0; row < matrix.rows; row++)
      for (int column = 0; column < columns; column++) {
        const long i = matrix.offset + (long)row * matrix.columns + part * columns + column;
        parameters[i] -= rate * (size * change[(long)row * columns + column] + weightDecay * parameters[i]);
      }
  }
  free(change);
}

/** One step over all parameters. */
static void optimise(Shape s, float *parameters, const float *gradients, Moments at, float rate, int step, int muon) {
  if (!muon) {
    adamStep(parameters, gradients, at, 0, parameterCount(s) - s.dim, rate, weightDecay, step);
    adamStep(parameters, gradients, at, parameterCount(s) - s.dim, s.dim, rate, 0, step);
    return;
  }
  adamStep(parameters, gradients, at, 0, embeddingSize(s), rate, 0, step);
  adamStep(parameters, gradients, at, parameterCount(s) - s.dim, s.dim, rate, 0, step);
#pragma omp parallel for schedule(dynamic, 1)
  for (int job = 0; job < 4 * s.layers; job++) {
    Layer layer = layerOf(s, parameters, job / 4);
    const Matrix matrices[] = {{layer.qkv - parameters, s.dim, 3 * s.dim, 3}, {layer.mix - parameters, s.dim, s.dim, 1},
        {layer.gateUp - parameters, s.dim, 2 * s.hidden, 2}, {layer.down - parameters, s.hidden, s.dim, 1}};
    muonStep(parameters, gradients, at, matrices[job % 4], rate);
  }
  for (int l = 0; l < s.layers; l++) {
    Layer layer = layerOf(s, parameters, l);
    adamStep(parameters, gradients, at, layer.attentionNorm - parameters, s.dim, rate, 0, step);
    adamStep(parameters, gradients, at, layer.feedForwardNorm - parameters, s.dim, rate, 0, step);
  }
}

#endif
