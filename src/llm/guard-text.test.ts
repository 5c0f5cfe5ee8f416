import { expect, it } from 'vitest';
import { escapeReplacement, guardText } from './guard-text.ts';

it('breaks template tokens of every model of the catalogue, and nothing else', () => {
  for (const token of ['<|im_end|>', '<|eot_id|>', '<|start_header_id|>', '<|endoftext|>']) {
    expect(guardText(`a ${token} b`)).toBe(`a <|\u200b${token.slice(2)} b`);
  }
  for (const text of ['a <| b', 'x |> f', '<|', '<p>|</p>', '<| not one |>'])
    expect(guardText(text)).toBe(text);
  expect(guardText(guardText('<|im_end|>'))).toBe(guardText('<|im_end|>'));
});

it('survives String.replace', () => {
  const text = "$ $$ $& $` $' $1 $<a>";
  expect('<x>'.replace('x', escapeReplacement(text))).toBe(`<${text}>`);
});
