/*
 * Token files as encode-traces.ts writes them. Of each example: its length and how many calls it holds; three
 * numbers for each call, its first token, the one behind its last, and its kind (all of 32 bits); 16 bits a token.
 * Only the tokens of calls are learned.
 */
#ifndef EXAMPLES_H
#define EXAMPLES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int32_t from, to, kind;
} Call;

typedef struct {
  int length, callCount;
  const Call *calls;
  const uint16_t *tokens;
} Example;

typedef struct {
  Example *items;
  int count, longest;
} Examples;

static Examples readExamples(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "There is no file %s.\n", path);
    exit(1);
  }
  Examples all = {NULL, 0, 0};
  int32_t head[2];
  for (int room = 0; fread(head, sizeof head, 1, file) == 1; all.count++) {
    if (all.count == room) all.items = realloc(all.items, sizeof(Example) * (room = room * 2 + 1024));
    uint16_t *tokens = malloc(sizeof(uint16_t) * head[0]);
    Call *calls = malloc(sizeof(Call) * head[1]);
    if (fread(calls, sizeof(Call), head[1], file) != (size_t)head[1] ||
        fread(tokens, sizeof(uint16_t), head[0], file) != (size_t)head[0]) {
      fprintf(stderr, "%s ends within an example.\n", path);
      exit(1);
    }
    all.items[all.count] = (Example){head[0], head[1], calls, tokens};
    if (head[0] > all.longest) all.longest = head[0];
  }
  fclose(file);
  return all;
}

/** One example as the network takes it: length padded to 16 (nothing looks at the padding), what is to be said apart. */
typedef struct {
  int length, count;
  uint16_t *tokens, *wanted, *said;
  int *positions;
} Lesson;

static Lesson makeLesson(int longest) {
  return (Lesson){0, 0, malloc(2 * longest), malloc(2 * longest), malloc(2 * longest), malloc(sizeof(int) * longest)};
}

static void fillLesson(Lesson *lesson, Example example) {
  lesson->length = (example.length + 15) / 16 * 16, lesson->count = 0;
  memset(lesson->tokens, 0, sizeof(uint16_t) * lesson->length);
  memcpy(lesson->tokens, example.tokens, sizeof(uint16_t) * example.length);
  for (int call = 0; call < example.callCount; call++)
    for (int t = example.calls[call].from; t < example.calls[call].to; t++) {
      lesson->positions[lesson->count] = t - 1;
      lesson->wanted[lesson->count++] = lesson->tokens[t];
    }
}

static int saidTokens(Example example) {
  int count = 0;
  for (int call = 0; call < example.callCount; call++) count += example.calls[call].to - example.calls[call].from;
  return count;
}

#endif
