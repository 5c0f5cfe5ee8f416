import { expect, it } from 'vitest';
import { createGuard, escapeReplacement, turnMarks } from './guard-text.ts';

const guardText = createGuard([]);

it('breaks template tokens of every model of the catalogue, and nothing else', () => {
  for (const token of ['<|im_end|>', '<|eot_id|>', '<|start_header_id|>', '<|endoftext|>']) {
    expect(guardText(`a ${token} b`)).toBe(`a <|\u200b${token.slice(2)} b`);
  }
  for (const text of ['a <| b', 'x |> f', '<|', '<p>|</p>', '<| not one |>'])
    expect(guardText(text)).toBe(text);
  expect(guardText(guardText('<|im_end|>'))).toBe(guardText('<|im_end|>'));
});

it.each([
  ['Gemma', ['<start_of_turn>user\n', '<end_of_turn>\n'], ['<start_of_turn>', '<end_of_turn>']],
  ['Mistral', ['[INST] {system_message}', '[/INST]', '</s>'], ['[INST]', '[/INST]', '</s>']],
  ['DeepSeek', ['<｜User｜>', '<｜Assistant｜><think>\n'], ['<｜User｜>', '<｜Assistant｜>']],
  ['ChatML', ['<|im_start|>user\n', '<|im_end|>\n'], ['<|im_start|>', '<|im_end|>']],
])('breaks what the template of %s marks its turns with', (_, texts, marks) => {
  expect(turnMarks(texts)).toEqual(marks);
  const guard = createGuard(marks);
  for (const it of marks) {
    const guarded = guard(`a ${it} b`);
    expect(guarded).not.toContain(it);
    expect(guarded.replaceAll('\u200b', '')).toBe(`a ${it} b`);
    expect(guard(guarded)).toBe(guarded);
  }
  expect(guard('<think>\n\n</think>\n\n{"list":[1]} a < b')).toBe(
    '<think>\n\n</think>\n\n{"list":[1]} a < b',
  );
});

it('survives String.replace', () => {
  const text = "$ $$ $& $` $' $1 $<a>";
  expect('<x>'.replace('x', escapeReplacement(text))).toBe(`<${text}>`);
});
