import { expect, test } from 'vitest';
import { appendToBlock, numberLines, replaceInBlock } from './core-memory.ts';

const block = (value: string) => ({ agentId: 'a', label: 'human', description: '', value, updatedAt: 0 });

test('appending adds a line', () => {
  expect(appendToBlock(block(''), 'Name: Ada')).toEqual({ ok: true, value: 'Name: Ada' });
  expect(appendToBlock(block('Name: Ada'), ' Lives in London \n')).toEqual({
    ok: true,
    value: 'Name: Ada\nLives in London',
  });
  expect(appendToBlock(block('x'), '  ').ok).toBe(false);
});

test('exact text is replaced', () => {
  expect(replaceInBlock(block('Name: Ada\nHas two cars.'), 'two cars', 'one car')).toEqual({
    ok: true,
    value: 'Name: Ada\nHas one car.',
  });
});

test('white space and case are forgiven where the exact text does not occur', () => {
  expect(replaceInBlock(block('Name: Ada\nHas two  cars.'), 'has TWO cars', 'Has none')).toEqual({
    ok: true,
    value: 'Name: Ada\nHas none.',
  });
});

test('an empty replacement deletes and leaves no empty line', () => {
  expect(replaceInBlock(block('a\nHas two cars.\nb'), 'Has two cars.', '')).toEqual({
    ok: true,
    value: 'a\nb',
  });
});

test('what is not there, or there twice, is answered with the block as it stands', () => {
  const missing = replaceInBlock(block('Name: Ada'), 'James', 'x');
  expect(missing.ok ? '' : missing.message).toContain('Name: Ada');
  const twice = replaceInBlock(block('tea, tea'), 'tea', 'coffee');
  expect(twice.ok ? '' : twice.message).toContain('2 times');
});

test('characters with a meaning in patterns are taken as they are', () => {
  expect(replaceInBlock(block('costs $5 (or so)'), 'COSTS $5 (or', 'is')).toEqual({
    ok: true,
    value: 'is so)',
  });
});

test.each([
  ['2', 'b2'],
  ['line 2', 'b2'],
  ['Line 2:', 'b2'],
])('a line is named by its number: %s', (line, replacement) => {
  expect(replaceInBlock(block('a\nb\nc'), line, replacement)).toEqual({ ok: true, value: 'a\nb2\nc' });
});

test('text that stands there goes before a line number', () => {
  expect(replaceInBlock(block('a\nhas 2 cars'), '2', '3')).toEqual({ ok: true, value: 'a\nhas 3 cars' });
});

test('copied line numbers are no part of the text', () => {
  expect(appendToBlock(block('a'), '2: b')).toEqual({ ok: true, value: 'a\nb' });
  expect(replaceInBlock(block('a\nb'), '2: b', '2: c')).toEqual({ ok: true, value: 'a\nc' });
  expect(numberLines('a\nb')).toBe('1: a\n2: b');
});

test('a line that does not exist is answered with the block as it stands', () => {
  const missing = replaceInBlock(block('a\nb'), '7', 'x');
  expect(missing.ok ? '' : missing.message).toContain('1: a\n2: b');
});
