/*
 * The network, as llama.cpp's `llama` architecture computes it: RMS norms, rotary positions on interleaved pairs,
 * causal attention, SwiGLU, no biases, the output tied to the embedding.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdint.h>
#include <stdlib.h>
#include "attention.h"

static const float normEpsilon = 1e-5f;

/** High, so that most of a head's channels hardly turn within a prompt and can compare words at any distance. */
static const float rotaryBase = 1e8f;

/** `dim`, `hidden` and `vocabulary` (as padded) are multiples of 16, and so is the size of a head. */
typedef struct {
  int dim, layers, heads, hidden, vocabulary;
} Shape;

/** A model's parameters, or gradients of them, or moments: all lie in one array. Matrices are [in][out]. */
typedef struct {
  float *attentionNorm, *qkv, *mix, *feedForwardNorm, *gateUp, *down;
} Layer;

static inline long embeddingSize(Shape s) { return (long)s.vocabulary * s.dim; }

static inline long layerSize(Shape s) { return 2L * s.dim + 4L * s.dim * s.dim + 3L * s.dim * s.hidden; }

static inline long parameterCount(Shape s) { return embeddingSize(s) + s.layers * layerSize(s) + s.dim; }

static Layer layerOf(Shape s, float *parameters, int layer) {
  Layer at;
  at.attentionNorm = parameters + embeddingSize(s) + layer * layerSize(s);
  at.qkv = at.attentionNorm + s.dim;
  at.mix = at.qkv + 3L * s.dim * s.dim;
  at.feedForwardNorm = at.mix + (long)s.dim * s.dim;
  at.gateUp = at.feedForwardNorm + s.dim;
  at.down = at.gateUp + 2L * s.dim * s.hidden;
  return at;
}

static inline float *finalNormOf(Shape s, float *parameters) { return parameters + parameterCount(s) - s.dim; }

/** The same layout with each matrix transposed, [out][in]: the backward pass and the exported file want it so. */
static void transposeAll(Shape s, float *parameters, float *transposed) {
  transpose(s.vocabulary, s.dim, parameters, s.dim, transposed, s.vocabulary);
  for (int l = 0; l < s.layers; l++) {
    Layer from = layerOf(s, parameters, l), to = layerOf(s, transposed, l);
    transpose(s.dim, 3 * s.dim, from.qkv, 3 * s.dim, to.qkv, s.dim);
    transpose(s.dim, s.dim, from.mix, s.dim, to.mix, s.dim);
    transpose(s.dim, 2 * s.hidden, from.gateUp, 2 * s.hidden, to.gateUp, s.dim);
    transpose(s.hidden, s.dim, from.down, s.dim, to.down, s.hidden);
  }
}

/** What the backward pass needs of each layer, for one sequence. */
typedef struct {
  float *input, *normed, *scale, *qkv, *mixed, *logSums, *middle, *normed2, *scale2, *gateUp, *hidden;
} LayerTrace;

/** One thread's room for a sequence of up to `longest` tokens, a multiple of 16. */
typedef struct {
  Shape shape;
  int longest;
  LayerTrace *layers;
  float *last, *normed, *scale; /* the last layer's output, its norm */
  AttentionRoom attention;
  float *d, *dNormed, *dMixed, *dQkv, *dHidden, *dGateUp; /* gradients on the way back */
  float *chosen, *dChosen, *logits;                       /* the positions that predict something */
  float *cosines, *sines;                                 /* [longest][headSize / 2] */
} Room;

/** How many predicting positions are scored against the vocabulary at a time. */
enum { outputBlock = 96 };

static float *floats(long count) {
  void *at = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  if (at == NULL) abort();
  memset(at, 0, count * sizeof(float));
  return at;
}

static Room *makeRoom(Shape s, int longest) {
  Room *room = malloc(sizeof(Room));
  const long n = longest, wide = n * s.dim, half = s.dim / s.heads / 2;
  *room = (Room){.shape = s, .longest = longest, .layers = malloc(sizeof(LayerTrace) * s.layers)};
  for (int l = 0; l < s.layers; l++)
    room->layers[l] = (LayerTrace){floats(wide), floats(wide), floats(n), floats(3 * wide), floats(wide),
        floats(n * s.heads), floats(wide), floats(wide), floats(n), floats(2 * n * s.hidden), floats(n * s.hidden)};
  room->last = floats(wide), room->normed = floats(wide), room->scale = floats(n);
  room->attention = (AttentionRoom){floats(n * half * 2), floats(n * half * 2), floats(n * queryBlock),
      floats(n * queryBlock)};
  room->d = floats(wide), room->dNormed = floats(wide), room->dMixed = floats(wide), room->dQkv = floats(3 * wide);
  room->dHidden = floats(n * s.hidden), room->dGateUp = floats(2 * n * s.hidden);
  room->chosen = floats(wide), room->dChosen = floats(wide), room->logits = floats((long)outputBlock * s.vocabulary);
  room->cosines = floats(n * half), room->sines = floats(n * half);
  for (int t = 0; t < longest; t++)
    for (int i = 0; i < half; i++) {
      const double angle = t * pow(rotaryBase, -(double)i / half);
      room->cosines[t * half + i] = cos(angle), room->sines[t * half + i] = sin(angle);
    }
  return room;
}

/** out = in / rms(in) * gain; `scale` keeps 1 / rms for the backward pass. */
static void norm(Shape s, int length, const float *in, const float *gain, float *out, float *scale) {
  for (int t = 0; t < length; t++, in += s.dim, out += s.dim) {
    float sum = 0;
    for (int i = 0; i < s.dim; i++) sum += in[i] * in[i];
    scale[t] = 1 / sqrtf(sum / s.dim + normEpsilon);
    for (int i = 0; i < s.dim; i++) out[i] = in[i] * scale[t] * gain[i];
  }
}

/** Adds to `dIn` and `dGain`. */
static void normBackward(Shape s, int length, const float *in, const float *gain, const float *scale, const float *dOut,
    float *dIn, float *dGain) {
  for (int t = 0; t < length; t++, in += s.dim, dOut += s.dim, dIn += s.dim) {
    float dot = 0;
    for (int i = 0; i < s.dim; i++) {
      dGain[i] += dOut[i] * in[i] * scale[t];
      dot += dOut[i] * gain[i] * in[i];
    }
    dot *= scale[t] * scale[t] / s.dim;
    for (int i = 0; i < s.dim; i++) dIn[i] += scale[t] * (dOut[i] * gain[i] - in[i] * dot);
  }
}

/** Turns queries and keys by their position; `direction` -1 turns gradients back. */
static void rotate(const Room *room, int length, float *qkv, float direction) {
  const Shape s = room->shape;
  const int half = s.dim / s.heads / 2;
  for (int t = 0; t < length; t++)
    for (int head = 0; head < 2 * s.heads; head++) {
      float *pair = qkv + (3L * t * s.dim) + head * half * 2;
      for (int i = 0; i < half; i++, pair += 2) {
        const float c = room->cosines[t * half + i], n = direction * room->sines[t * half + i];
        const float a = pair[0], b = pair[1];
        pair[0] = a * c - b * n, pair[1] = a * n + b * c;
      }
    }
}

static void layerForward(Room *room, int length, Layer w, LayerTrace *at, float *out) {
  const Shape s = room->shape;
  const int dim = s.dim, hidden = s.hidden;
  norm(s, length, at->input, w.attentionNorm, at->normed, at->scale);
  multiply(length, 3 * dim, dim, rowsOf(at->normed, dim), w.qkv, 3 * dim, at->qkv, 3 * dim, 0);
  rotate(room, length, at->qkv, 1);
  attend((AttentionShape){s.heads, dim / s.heads, length}, &room->attention, at->qkv, at->mixed, at->logSums);
  memcpy(at->middle, at->input, sizeof(float) * length * dim);
  multiply(length, dim, dim, rowsOf(at->mixed, dim), w.mix, dim, at->middle, dim, 1);
  norm(s, length, at->middle, w.feedForwardNorm, at->normed2, at->scale2);
  multiply(length, 2 * hidden, dim, rowsOf(at->normed2, dim), w.gateUp, 2 * hidden, at->gateUp, 2 * hidden, 0);
  for (int t = 0; t < length; t++) {
    const float *gate = at->gateUp + 2L * t * hidden, *up = gate + hidden;
    float *product = at->hidden + (long)t * hidden;
    for (int i = 0; i < hidden; i++) product[i] = gate[i] / (1 + expf(-gate[i])) * up[i];
  }
  memcpy(out, at->middle, sizeof(float) * length * dim);
  multiply(length, dim, hidden, rowsOf(at->hidden, hidden), w.down, dim, out, dim, 1);
}

/** `room->d` comes in as the gradient of the layer's output and leaves as that of its input. */
static void layerBackward(Room *room, int length, Layer w, Layer transposed, const LayerTrace *at, Layer d) {
  const Shape s = room->shape;
  const int dim = s.dim, hidden = s.hidden;
  multiply(length, hidden, dim, rowsOf(room->d, dim), transposed.down, hidden, room->dHidden, hidden, 0);
  multiply(hidden, dim, length, transposeOf(at->hidden, hidden), room->d, dim, d.down, dim, 1);
  for (int t = 0; t < length; t++) {
    const float *gate = at->gateUp + 2L * t * hidden, *up = gate + hidden, *dHidden = room->dHidden + (long)t * hidden;
    float *dGate = room->dGateUp + 2L * t * hidden, *dUp = dGate + hidden;
    for (int i = 0; i < hidden; i++) {
      const float open = 1 / (1 + expf(-gate[i]));
      dUp[i] = dHidden[i] * gate[i] * open;
      dGate[i] = dHidden[i] * up[i] * open * (1 + gate[i] * (1 - open));
    }
  }
  multiply(length, dim, 2 * hidden, rowsOf(room->dGateUp, 2 * hidden), transposed.gateUp, dim, room->dNormed, dim, 0);
  multiply(dim, 2 * hidden, length, transposeOf(at->normed2, dim), room->dGateUp, 2 * hidden, d.gateUp, 2 * hidden, 1);
  normBackward(s, length, at->middle, w.feedForwardNorm, at->scale2, room->dNormed, room->d, d.feedForwardNorm);

  multiply(length, dim, dim, rowsOf(room->d, dim), transposed.mix, dim, room->dMixed, dim, 0);
  multiply(dim, dim, length, transposeOf(at->mixed, dim), room->d, dim, d.mix, dim, 1);
  attendBackward((AttentionShape){s.heads, dim / s.heads, length}, &room->attention, at->qkv, at->logSums,
      room->dMixed, room->dQkv);
  rotate(room, length, room->dQkv, -1);
  multiply(length, dim, 3 * dim, rowsOf(room->dQkv, 3 * dim), transposed.qkv, dim, room->dNormed, dim, 0);
  multiply(dim, 3 * dim, length, transposeOf(at->normed, dim), room->dQkv, 3 * dim, d.qkv, 3 * dim, 1);
  normBackward(s, length, at->input, w.attentionNorm, at->scale, room->dNormed, room->d, d.attentionNorm);
}

/** Runs the layers; what each position says next can then be read from `room->normed`. */
static void forward(Room *room, float *parameters, const uint16_t *tokens, int length) {
  const Shape s = room->shape;
  for (int t = 0; t < length; t++)
    memcpy(room->layers[0].input + (long)t * s.dim, parameters + (long)tokens[t] * s.dim, sizeof(float) * s.dim);
  for (int l = 0; l < s.layers; l++)
    layerForward(room, length, layerOf(s, parameters, l), &room->layers[l],
        l + 1 < s.layers ? room->layers[l + 1].input : room->last);
  norm(s, length, room->last, finalNormOf(s, parameters), room->normed, room->scale);
}

/** From the gradients of `room->normed`, which lie in `room->dNormed`, to those of all parameters, added up. */
static void backward(Room *room, float *parameters, float *transposed, const uint16_t *tokens, int length, float *d) {
  const Shape s = room->shape;
  memset(room->d, 0, sizeof(float) * length * s.dim);
  normBackward(s, length, room->last, finalNormOf(s, parameters), room->scale, room->dNormed, room->d, finalNormOf(s, d));
  for (int l = s.layers - 1; l >= 0; l--)
    layerBackward(room, length, layerOf(s, parameters, l), layerOf(s, transposed, l), &room->layers[l], layerOf(s, d, l));
  for (int t = 0; t < length; t++) {
    float *row = d + (long)tokens[t] * s.dim;
    for (int i = 0; i < s.dim; i++) row[i] += room->d[(long)t * s.dim + i];
  }
}

/**
 * What the model says at each of `count` chosen positions, against what it should say. `said` gets the likeliest
 * token of each. With `d` given, the gradients of the loss times `weight` go to `d` and to `room->dNormed`.
 * Returns the summed loss.
 */
static double predict(Room *room, float *parameters, float *transposed, int length, const int *positions,
    const uint16_t *wanted, int count, int vocabulary, uint16_t *said, float weight, float *d) {
  const Shape s = room->shape;
  double loss = 0;
  for (int i = 0; i < count; i++)
    memcpy(room->chosen + (long)i * s.dim, room->normed + (long)positions[i] * s.dim, sizeof(float) * s.dim);
  for (int first = 0; first < count; first += outputBlock) {
    const int rows = count - first < outputBlock ? count - first : outputBlock;
    float *chosen = room->chosen + (long)first * s.dim;
    multiply(rows, s.vocabulary, s.dim, rowsOf(chosen, s.dim), transposed, s.vocabulary, room->logits, s.vocabulary, 0);
    for (int row = 0; row < rows; row++) {
      float *logit = room->logits + (long)row * s.vocabulary, sum = 0;
      int best = 0;
      for (int v = 1; v < vocabulary; v++)
        if (logit[v] > logit[best]) best = v;
      const float most = logit[best], right = logit[wanted[first + row]];
      said[first + row] = best;
      for (int v = 0; v < vocabulary; v++) sum += logit[v] = expf(logit[v] - most);
      loss += logf(sum) + most - right;
      for (int v = 0; v < vocabulary; v++) logit[v] *= weight / sum;
      for (int v = vocabulary; v < s.vocabulary; v++) logit[v] = 0;
      logit[wanted[first + row]] -= weight;
    }
    if (d == NULL) continue;
    multiply(rows, s.dim, s.vocabulary, rowsOf(room->logits, s.vocabulary), parameters, s.dim,
        room->dChosen + (long)first * s.dim, s.dim, 0);
    multiply(s.vocabulary, s.dim, rows, transposeOf(room->logits, s.vocabulary), chosen, s.dim, d, s.dim, 1);
  }
  if (d == NULL) return loss;
  memset(room->dNormed, 0, sizeof(float) * length * s.dim);
  for (int i = 0; i < count; i++)
    memcpy(room->dNormed + (long)positions[i] * s.dim, room->dChosen + (long)i * s.dim, sizeof(float) * s.dim);
  return loss;
}

#endif
