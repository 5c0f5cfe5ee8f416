/*
 * The first weights. Random ones take tens of millions of tokens before heads appear that look words up in the
 * prompt, more than an hour on two cores has. So the first layers begin as such heads, roughly:
 *
 * - The first layer's heads copy a sketch of the token at the position itself and of the three before it, each into
 *   channels of its own.
 * - Two heads of the second layer compare sketches. The first goes on as the text did after the last token's earlier
 *   occurrence; the second as it did where the two tokens before the last one stood ("Bilan" in "of Bilan is").
 *
 * Everything else is random, and all of it is learned on from there.
 */
#ifndef INITIALISE_H
#define INITIALISE_H

#include "model.h"

/** Channels of a sketch, and the head's first channel that hardly turns with distance (see `rotaryBase`). */
enum { sketchSize = 24, firstStill = 12, stillCount = 20, lookBackBlocks = 4 };

static uint64_t mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

/** From 0 to 1, the same for the same two numbers. */
static double chance(uint64_t seed, uint64_t index) { return (mix(mix(seed) ^ index) >> 11) * 0x1p-53; }

static double normal(uint64_t seed, uint64_t index) {
  return sqrt(-2 * log(1 - chance(seed, 2 * index))) * cos(6.283185307179586 * chance(seed, 2 * index + 1));
}

static void fillNormal(float *at, long count, float deviation, uint64_t seed) {
  for (long i = 0; i < count; i++) at[i] = deviation * normal(seed, i);
}

/** A head's part of a layer's weights: element (channel, i) of `query` is query[channel * stride + i]. */
typedef struct {
  float *query, *key, *value, *mix;
  long stride;
} Head;

static Head headOf(Shape s, float *parameters, int layer, int head) {
  const Layer w = layerOf(s, parameters, layer);
  const int size = s.dim / s.heads;
  float *query = w.qkv + head * size;
  return (Head){query, query + s.dim, query + 2 * s.dim, w.mix + (long)head * size * s.dim, 3L * s.dim};
}

static void clearHead(Shape s, Head head) {
  const int size = s.dim / s.heads;
  for (int channel = 0; channel < s.dim; channel++)
    for (int i = 0; i < size; i++)
      head.query[channel * head.stride + i] = head.key[channel * head.stride + i] =
          head.value[channel * head.stride + i] = 0;
  memset(head.mix, 0, sizeof(float) * size * s.dim);
}

/** Channel 0 is the same in every embedding; blocks of a sketch each follow. */
static int blockStart(int block) { return 1 + block * sketchSize; }

/**
 * The first layer's head that sketches the token `offset` positions back. Its queries and keys are the same
 * everywhere but for their rotation.
 */
static void makeLookBack(Shape s, float *parameters, int offset, const float *sketch) {
  const Head head = headOf(s, parameters, 0, offset);
  const int size = s.dim / s.heads;
  const float sharpness = 1.25f, strength = 0.3f;
  clearHead(s, head);
  for (int i = 0; i < size; i++) {
    const float angle = offset * powf(rotaryBase, -(float)(i / 2) / (size / 2));
    head.query[i] = i % 2 == 0 ? sharpness : 0;
    head.key[i] = sharpness * (i % 2 == 0 ? cosf(angle) : sinf(angle));
  }
  for (int i = 0; i < sketchSize; i++) {
    for (int channel = 1; channel < s.dim; channel++)
      head.value[channel * head.stride + i] = sketch[channel * sketchSize + i];
    head.mix[(long)i * s.dim + blockStart(offset) + i] = strength;
  }
}

/**
 * Attends to where `count` sketches, from `offset` back, stand one position further back than they do here, and
 * says the token that stands there.
 */
static void makeMatch(Shape s, float *parameters, int number, int offset, int count, const float *sketch) {
  const Head head = headOf(s, parameters, 1, number);
  const float sharpness = 1.7f;
  const int each = stillCount / count;
  clearHead(s, head);
  for (int one = 0; one < count; one++)
    for (int i = 0; i < each; i++) {
      const int to = firstStill + one * each + i;
      head.query[(blockStart(offset + one) + i) * head.stride + to] = sharpness;
      head.key[(blockStart(offset + one + 1) + i) * head.stride + to] = sharpness;
    }
  for (int i = 0; i < sketchSize; i++) {
    head.value[(blockStart(0) + i) * head.stride + i] = 1;
    for (int channel = 1; channel < s.dim; channel++)
      head.mix[(long)i * s.dim + channel] = sketch[channel * sketchSize + i];
  }
}

/** Needs two layers or more, with four heads of 32 channels. */
static void initialise(Shape s, float *parameters, int seed) {
  const float in = 1 / sqrtf(s.dim), out = 0.5f / sqrtf(s.layers);
  fillNormal(parameters, embeddingSize(s), 0.05f, seed);
  for (int token = 0; token < s.vocabulary; token++) parameters[(long)token * s.dim] = 0.4f;
  for (int l = 0; l < s.layers; l++) {
    const Layer w = layerOf(s, parameters, l);
    const uint64_t own = seed * 1000L + l * 10;
    for (int i = 0; i < s.dim; i++) w.attentionNorm[i] = w.feedForwardNorm[i] = 1;
    fillNormal(w.qkv, 3L * s.dim * s.dim, in, own + 1);
    fillNormal(w.mix, (long)s.dim * s.dim, in * out, own + 2);
    fillNormal(w.gateUp, 2L * s.dim * s.hidden, in, own + 3);
    fillNormal(w.down, (long)s.dim * s.hidden, out / sqrtf(s.hidden), own + 4);
  }
  for (int i = 0; i < s.dim; i++) finalNormOf(s, parameters)[i] = 1;
  float *sketch = floats((long)s.dim * sketchSize);
  fillNormal(sketch, (long)s.dim * sketchSize, in, seed * 1000L + 999);
  for (int offset = 0; offset < lookBackBlocks; offset++) makeLookBack(s, parameters, offset, sketch);
  makeMatch(s, parameters, 0, 0, 1, sketch);
  makeMatch(s, parameters, 1, 1, 2, sketch);
  free(sketch);
}

#endif
