/*
 * Checks the hand-written backward pass: along a random direction in each group of parameters, the gradient must
 * foretell how the loss changes. Exits with 1 where it doesn't.
 */
#include <stdio.h>
#include "model.h"

enum { length = 112, vocabulary = 60, chosen = 40 };

static uint16_t tokens[length], wanted[chosen], said[chosen];
static int positions[chosen];

static float uniform(void) { return (float)rand() / RAND_MAX * 2 - 1; }

static double lossAt(Room *room, float *parameters, float *transposed, float *d) {
  transposeAll(room->shape, parameters, transposed);
  forward(room, parameters, tokens, length);
  const double loss = predict(room, parameters, transposed, length, positions, wanted, chosen, vocabulary, said, 1, d);
  if (d != NULL) backward(room, parameters, transposed, tokens, length, d);
  return loss;
}

static int checkGroup(Room *room, float *parameters, float *transposed, const float *d, const char *name, long from,
    long count) {
  float *direction = floats(count), *kept = floats(count);
  double expected = 0, losses[2];
  memcpy(kept, parameters + from, sizeof(float) * count);
  for (long i = 0; i < count; i++) {
    direction[i] = (d[from + i] > 0 ? 1 : -1) * (1 + 0.5f * uniform());
    expected += d[from + i] * direction[i];
  }
  const float step = 0.02f / expected;
  for (int side = 0; side < 2; side++) {
    for (long i = 0; i < count; i++) parameters[from + i] = kept[i] + (side ? step : -step) * direction[i];
    losses[side] = lossAt(room, parameters, transposed, NULL);
  }
  memcpy(parameters + from, kept, sizeof(float) * count);
  const double measured = (losses[1] - losses[0]) / (2 * step), error = fabs(measured / expected - 1);
  printf("%-12s expected %12.4f measured %12.4f\n", name, expected, measured);
  free(direction), free(kept);
  return error < 0.02;
}

int main(void) {
  const Shape s = {64, 2, 2, 96, 64};
  const long count = parameterCount(s);
  float *parameters = floats(count), *transposed = floats(count), *d = floats(count);
  Room *room = makeRoom(s, length);
  for (long i = 0; i < count; i++) parameters[i] = 0.2f * uniform();
  for (int t = 0; t < length; t++) tokens[t] = rand() % vocabulary;
  for (int i = 0; i < chosen; i++) positions[i] = i * length / chosen, wanted[i] = rand() % vocabulary;
  lossAt(room, parameters, transposed, d);
  int right = checkGroup(room, parameters, transposed, d, "embedding", 0, embeddingSize(s));
  for (int l = 0; l < s.layers; l++) {
    const Layer w = layerOf(s, parameters, l);
    const long parts[] = {w.attentionNorm - parameters, w.qkv - parameters, w.mix - parameters,
        w.feedForwardNorm - parameters, w.gateUp - parameters, w.down - parameters, w.down - parameters + s.hidden * s.dim};
    const char *names[] = {"norm", "qkv", "mix", "norm 2", "gate and up", "down"};
    for (int part = 0; part < 6; part++)
      right &= checkGroup(room, parameters, transposed, d, names[part], parts[part], parts[part + 1] - parts[part]);
  }
  right &= checkGroup(room, parameters, transposed, d, "last norm", count - s.dim, s.dim);
  puts(right ? "All gradients are right." : "A gradient is wrong.");
  return !right;
}
