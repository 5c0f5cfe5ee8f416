import { describe, expect, it } from 'vitest';
import { collectVocabulary, joinLines } from './join-lines.ts';

function joined(line: string, next: string, seen: readonly string[] = []): string {
  const { line: kept, between } = joinLines(line, next, collectVocabulary(seen));
  return kept + between + next;
}

describe('a hyphen at a line end', () => {
  it('goes when it only breaks the word', () => {
    expect(joined('a revolution-', 'ized field')).toBe('a revolutionized field');
  });

  it('stays when the document has the word with it, or has both words', () => {
    expect(joined('a long-', 'term plan', ['in long-term use'])).toBe('a long-term plan');
    expect(joined('the fixed-', 'memory case', ['fixed', 'memory'])).toBe('the fixed-memory case');
  });

  it('goes when the document has the word without it as well', () => {
    expect(joined('some-', 'thing', ['some thing something'])).toBe('something');
  });

  it('stays in longer compounds and before capitals and numbers', () => {
    expect(joined('state-of-the-', 'art models')).toBe('state-of-the-art models');
    expect(joined('GPT-', '4 Turbo')).toBe('GPT-4 Turbo');
    expect(joined('Wei-', 'Lin')).toBe('Wei-Lin');
  });
});

it('puts a space between other lines, but not between ideographs', () => {
  expect(joined('one', 'two')).toBe('one two');
  expect(joined('日本', '語です')).toBe('日本語です');
  expect(joined('日本', 'and')).toBe('日本 and');
});

it('learns no words from line ends that cut one', () => {
  expect(collectVocabulary(['whole wo-', 'rds here'])).toEqual(new Set(['whole', 'here']));
});
