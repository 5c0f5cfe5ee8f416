/*
 * Trains the practice model. Settings are `name=value` arguments; README.md beside this folder has the command.
 * The same settings, files and kind of processor give the same weights, whatever the number of threads.
 */
#include <omp.h>
#include <time.h>
#include "examples.h"
#include "initialise.h"
#include "optimizer.h"

enum { slotCount = 4, mostKinds = 64, mostLessons = 512 };

typedef struct {
  /** Token files: what is learned, what it is tested on, plain look-ups for the beginning (may be empty). */
  const char *traces, *held, *lessons;
  /** Written every `save` steps; training goes on from it where it exists. */
  const char *checkpoint;
  int dim, layers, heads, hidden, vocabulary, steps, warmup, save, evaluate, evaluated, seed, threads, muon;
  /** Tokens in a batch; the rate's peak; the share of steps over which it falls to nothing at the end. */
  float tokens, rate, fall;
  /** The share of lessons falls from 1 to `lessonsLeft` over this share of the steps. */
  float lessonsUntil, lessonsLeft;
} Settings;

typedef struct {
  Shape shape;
  float *parameters, *transposed, *slots[slotCount];
  Moments moments;
  Room *rooms[slotCount];
  Lesson lessons[slotCount];
  int step;
} Training;

/** Goes round and round through a file's examples, each round in a new order. */
typedef struct {
  Examples from;
  int *order;
  int next, round;
} Stack;

typedef struct {
  Example items[slotCount][mostLessons];
  int counts[slotCount];
  long tokens[slotCount], said;
} Batch;

typedef struct {
  double loss;
  int said, right, calls, exact;
} Score;

static void shuffle(Stack *stack, int seed) {
  for (int i = 0; i < stack->from.count; i++) stack->order[i] = i;
  for (int i = stack->from.count - 1; i > 0; i--) {
    const int j = chance(seed * 1000003L + stack->round, i) * (i + 1), kept = stack->order[i];
    stack->order[i] = stack->order[j], stack->order[j] = kept;
  }
}

static Stack makeStack(Examples from, int seed) {
  Stack stack = {from, malloc(sizeof(int) * (from.count + 1)), 0, 0};
  shuffle(&stack, seed);
  return stack;
}

static Example draw(Stack *stack, int seed) {
  if (stack->next == stack->from.count) {
    stack->next = 0, stack->round++;
    shuffle(stack, seed);
  }
  return stack->from.items[stack->order[stack->next++]];
}

/** Each example goes to the slot with the fewest tokens: slots, not threads, fix the order of every sum. */
static void drawBatch(Batch *batch, const Settings *settings, Stack *traces, Stack *lessons, int step) {
  const float progress = (float)step / settings->steps;
  const float fallen = progress >= settings->lessonsUntil ? 1 : progress / settings->lessonsUntil;
  const float share = lessons->from.count == 0 ? 0 : 1 - fallen * (1 - settings->lessonsLeft);
  memset(batch->counts, 0, sizeof batch->counts), memset(batch->tokens, 0, sizeof batch->tokens), batch->said = 0;
  long tokens = 0;
  for (int i = 0; tokens < settings->tokens; i++) {
    const Example example =
        draw(chance(settings->seed + 77, (uint64_t)step * 4096 + i) < share ? lessons : traces, settings->seed);
    int slot = 0;
    for (int other = 1; other < slotCount; other++)
      if (batch->tokens[other] < batch->tokens[slot]) slot = other;
    if (batch->counts[slot] == mostLessons) break;
    batch->items[slot][batch->counts[slot]++] = example;
    batch->tokens[slot] += example.length, tokens += example.length, batch->said += saidTokens(example);
  }
}

static double learnSlot(Training *t, const Batch *batch, int slot, int vocabulary, Score *score) {
  Lesson *lesson = &t->lessons[slot];
  memset(t->slots[slot], 0, sizeof(float) * parameterCount(t->shape));
  for (int i = 0; i < batch->counts[slot]; i++) {
    fillLesson(lesson, batch->items[slot][i]);
    forward(t->rooms[slot], t->parameters, lesson->tokens, lesson->length);
    score->loss += predict(t->rooms[slot], t->parameters, t->transposed, lesson->length, lesson->positions,
        lesson->wanted, lesson->count, vocabulary, lesson->said, 1.0f / batch->said, t->slots[slot]);
    backward(t->rooms[slot], t->parameters, t->transposed, lesson->tokens, lesson->length, t->slots[slot]);
    for (int k = 0; k < lesson->count; k++) score->right += lesson->said[k] == lesson->wanted[k];
    score->said += lesson->count;
  }
  return score->loss;
}

/** Adds the slots up into the first and returns the length of the gradient before it is cut to 1. */
static float gatherGradients(Training *t) {
  const long count = parameterCount(t->shape);
  enum { pieces = 64 };
  double squares[pieces];
#pragma omp parallel for
  for (int piece = 0; piece < pieces; piece++) {
    double sum = 0;
    for (long i = count * piece / pieces; i < count * (piece + 1) / pieces; i++) {
      for (int slot = 1; slot < slotCount; slot++) t->slots[0][i] += t->slots[slot][i];
      sum += t->slots[0][i] * t->slots[0][i];
    }
    squares[piece] = sum;
  }
  double sum = 0;
  for (int piece = 0; piece < pieces; piece++) sum += squares[piece];
  const float length = sqrt(sum);
  if (length > 1)
    for (long i = 0; i < count; i++) t->slots[0][i] /= length;
  return length;
}

static float rateAt(const Settings *settings, int step) {
  const float rise = (step + 1.0f) / settings->warmup, left = 1 - (float)step / settings->steps;
  const float fall = left / settings->fall;
  return settings->rate * fminf(1, fminf(rise, fall));
}

static Score learn(Training *t, const Settings *settings, const Batch *batch, float *gradientLength) {
  Score scores[slotCount] = {0}, all = {0};
  transposeAll(t->shape, t->parameters, t->transposed);
#pragma omp parallel for schedule(dynamic, 1)
  for (int slot = 0; slot < slotCount; slot++) learnSlot(t, batch, slot, settings->vocabulary, &scores[slot]);
  for (int slot = 0; slot < slotCount; slot++) {
    all.loss += scores[slot].loss, all.said += scores[slot].said, all.right += scores[slot].right;
  }
  *gradientLength = gatherGradients(t);
  optimise(t->shape, t->parameters, t->slots[0], t->moments, rateAt(settings, t->step), t->step, settings->muon);
  return all;
}

/** A call is exact when each of its tokens is the likeliest after those before it. */
static void scoreCalls(Example example, const Lesson *lesson, const uint16_t *said, int index, Score *kinds, FILE *mistakes) {
  int k = 0;
  for (int c = 0; c < example.callCount; c++) {
    const Call call = example.calls[c];
    Score *score = &kinds[call.kind % mostKinds];
    int exact = 1;
    for (int t = call.from; t < call.to; t++, k++) {
      const int right = said[k] == lesson->wanted[k];
      if (!right && exact && mistakes != NULL) fprintf(mistakes, "%d %d %d\n", index, t, said[k]);
      exact &= right, score->right += right, score->said++;
    }
    score->calls++, score->exact += exact;
  }
}

static void evaluate(Training *t, const Settings *settings, Examples held, FILE *mistakes) {
  Score kinds[slotCount][mostKinds] = {0};
  const int count = settings->evaluated < held.count ? settings->evaluated : held.count;
  transposeAll(t->shape, t->parameters, t->transposed);
#pragma omp parallel for schedule(dynamic, 1)
  for (int slot = 0; slot < slotCount; slot++)
    for (int i = slot; i < count; i += slotCount) {
      Lesson *lesson = &t->lessons[slot];
      fillLesson(lesson, held.items[i]);
      forward(t->rooms[slot], t->parameters, lesson->tokens, lesson->length);
      predict(t->rooms[slot], t->parameters, t->transposed, lesson->length, lesson->positions, lesson->wanted,
          lesson->count, settings->vocabulary, lesson->said, 0, NULL);
#pragma omp critical
      scoreCalls(held.items[i], lesson, lesson->said, i, kinds[slot], mistakes);
    }
  for (int kind = 0; kind < mostKinds; kind++) {
    Score all = {0};
    for (int slot = 0; slot < slotCount; slot++) {
      const Score one = kinds[slot][kind];
      all.said += one.said, all.right += one.right, all.calls += one.calls, all.exact += one.exact;
    }
    if (all.calls > 0)
      printf("held kind %d calls %d tokens %.4f exact %.4f\n", kind, all.calls, (double)all.right / all.said,
          (double)all.exact / all.calls);
  }
  fflush(stdout);
}

/** What a checkpoint begins with; parameters, then both moments follow (read-checkpoint.ts reads it too). */
typedef struct {
  int32_t magic, step, dim, layers, heads, hidden, vocabulary, paddedVocabulary, next[4];
} Header;

static const int32_t checkpointMagic = 0x4B434C50;

static void saveCheckpoint(Training *t, const Settings *settings, const Stack *traces, const Stack *lessons) {
  char partial[4096];
  snprintf(partial, sizeof partial, "%s.partial", settings->checkpoint);
  FILE *file = fopen(partial, "wb");
  const Shape s = t->shape;
  const Header header = {checkpointMagic, t->step, s.dim, s.layers, s.heads, s.hidden, settings->vocabulary, s.vocabulary,
      {traces->next, traces->round, lessons->next, lessons->round}};
  const long count = parameterCount(s);
  if (file == NULL || fwrite(&header, sizeof header, 1, file) != 1 || fwrite(t->parameters, 4, count, file) != count ||
      fwrite(t->moments.gradientMean, 4, count, file) != count ||
      fwrite(t->moments.squareMean, 4, count, file) != count || fclose(file) != 0 ||
      rename(partial, settings->checkpoint) != 0) {
    fprintf(stderr, "The checkpoint %s could not be written.\n", settings->checkpoint);
    exit(1);
  }
}

static int resume(Training *t, const Settings *settings, Stack *traces, Stack *lessons) {
  FILE *file = fopen(settings->checkpoint, "rb");
  if (file == NULL) return 0;
  Header header;
  const long count = parameterCount(t->shape);
  if (fread(&header, sizeof header, 1, file) != 1 || header.magic != checkpointMagic || header.dim != t->shape.dim ||
      header.layers != t->shape.layers || header.hidden != t->shape.hidden ||
      header.paddedVocabulary != t->shape.vocabulary || fread(t->parameters, 4, count, file) != count ||
      fread(t->moments.gradientMean, 4, count, file) != count || fread(t->moments.squareMean, 4, count, file) != count) {
    fprintf(stderr, "%s is no checkpoint of this shape.\n", settings->checkpoint);
    exit(1);
  }
  fclose(file);
  t->step = header.step;
  traces->next = header.next[0], traces->round = header.next[1];
  lessons->next = header.next[2], lessons->round = header.next[3];
  shuffle(traces, settings->seed), shuffle(lessons, settings->seed);
  return 1;
}

static const char *textSetting(int count, char **arguments, const char *name, const char *otherwise) {
  const size_t length = strlen(name);
  for (int i = 1; i < count; i++)
    if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=') return arguments[i] + length + 1;
  return otherwise;
}

static float numberSetting(int count, char **arguments, const char *name, float otherwise) {
  const char *text = textSetting(count, arguments, name, NULL);
  return text == NULL ? otherwise : strtof(text, NULL);
}

static Settings readSettings(int count, char **arguments) {
#define TEXT(name, otherwise) textSetting(count, arguments, name, otherwise)
#define NUMBER(name, otherwise) numberSetting(count, arguments, name, otherwise)
  return (Settings){TEXT("traces", "traces.bin"), TEXT("held", "held.bin"), TEXT("lessons", ""),
      TEXT("checkpoint", "model.ckpt"), NUMBER("dim", 128), NUMBER("layers", 4), NUMBER("heads", 4),
      NUMBER("hidden", 384), NUMBER("vocabulary", 2048), NUMBER("steps", 1000), NUMBER("warmup", 50),
      NUMBER("save", 100), NUMBER("evaluate", 300), NUMBER("evaluated", 350), NUMBER("seed", 1), NUMBER("threads", 2),
      NUMBER("muon", 1), NUMBER("tokens", 6144), NUMBER("rate", 3.5e-3f), NUMBER("fall", 0.35f),
      NUMBER("lessonsUntil", 0.12f), NUMBER("lessonsLeft", 0.15f)};
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static Training makeTraining(const Settings *settings, int longest) {
  const Shape shape = {settings->dim, settings->layers, settings->heads, settings->hidden,
      (settings->vocabulary + 15) / 16 * 16};
  const long count = parameterCount(shape);
  Training t = {.shape = shape, .parameters = floats(count), .transposed = floats(count),
      .moments = {floats(count), floats(count)}};
  for (int slot = 0; slot < slotCount; slot++) {
    t.slots[slot] = floats(count);
    t.rooms[slot] = makeRoom(shape, longest);
    t.lessons[slot] = makeLesson(longest);
  }
  return t;
}

static void train(Training *t, const Settings *settings, Stack *traces, Stack *lessons, Examples held) {
  static Batch batch;
  enum { reportEvery = 20 };
  double loss = 0, tokens = 0, last = seconds(), begun = last;
  long said = 0, right = 0;
  for (; t->step < settings->steps;) {
    float length;
    drawBatch(&batch, settings, traces, lessons, t->step);
    const Score score = learn(t, settings, &batch, &length);
    t->step++;
    loss += score.loss, said += score.said, right += score.right;
    for (int slot = 0; slot < slotCount; slot++) tokens += batch.tokens[slot];
    if (t->step % reportEvery == 0) {
      const double now = seconds();
      printf("step %d loss %.4f tokens %.4f gradient %.2f rate %.5f tokens/s %.0f minutes %.1f\n", t->step, loss / said,
          (double)right / said, length, rateAt(settings, t->step), tokens / (now - last), (now - begun) / 60);
      fflush(stdout);
      last = now, loss = tokens = said = right = 0;
    }
    if (t->step % settings->evaluate == 0 || t->step == settings->steps) {
      evaluate(t, settings, held, NULL);
      last = seconds();
    }
    if (t->step % settings->save == 0 || t->step == settings->steps) saveCheckpoint(t, settings, traces, lessons);
  }
}

int main(int count, char **arguments) {
  const Settings settings = readSettings(count, arguments);
  omp_set_num_threads(settings.threads);
  const Examples held = readExamples(settings.held), traces = readExamples(settings.traces);
  const Examples lessons = *settings.lessons == 0 ? (Examples){0} : readExamples(settings.lessons);
  int longest = held.longest > traces.longest ? held.longest : traces.longest;
  longest = ((lessons.longest > longest ? lessons.longest : longest) + 15) / 16 * 16;
  Training t = makeTraining(&settings, longest);
  Stack traceStack = makeStack(traces, settings.seed), lessonStack = makeStack(lessons, settings.seed + 1);
  if (!resume(&t, &settings, &traceStack, &lessonStack)) initialise(t.shape, t.parameters, settings.seed);
  printf("parameters %ld examples %d lessons %d held %d longest %d step %d\n", parameterCount(t.shape), traces.count,
      lessons.count, held.count, longest, t.step);
  train(&t, &settings, &traceStack, &lessonStack, held);
  FILE *mistakes = fopen(textSetting(count, arguments, "mistakes", "/dev/null"), "w");
  evaluate(&t, &settings, held, mistakes);
  if (mistakes != NULL) fclose(mistakes);
}
