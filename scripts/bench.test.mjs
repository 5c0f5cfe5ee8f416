import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mergeFigures, readArguments, suites } from './bench.mjs';

describe('readArguments', () => {
  it('names a suite and the file to write', () => {
    expect(readArguments(['kernel', '--json', 'a.json'])).toEqual({ suite: suites.kernel, file: 'a.json' });
    expect(readArguments(['kernel']).file).toBeNull();
  });

  it.each([
    [[]],
    [['toString']],
    [['kernel', '--json']],
    [['kernel', '--jsn', 'a']],
    [['kernel', '--json', 'a', 'b']],
  ])('says what it takes when given %j', (args) => {
    expect(() => readArguments(args)).toThrow('Suites: kernel');
  });
});

describe('mergeFigures', () => {
  it('makes one flat object of all parts, to three places', () => {
    expect(mergeFigures([{ a: 1.23456 }, { b: 2 }])).toEqual({ a: 1.235, b: 2 });
  });

  it('refuses a figure that is no number, and one that is measured twice', () => {
    expect(() => mergeFigures([{ a: Number.NaN }])).toThrow('a is NaN');
    expect(() => mergeFigures([{ a: 1 }, { a: 1 }])).toThrow('Two modules measure a');
  });
});

it('every module of a suite is there', () => {
  for (const { node = [], browser = [], app = [] } of Object.values(suites)) {
    for (const module of [...node, ...browser, ...app]) expect(existsSync(module)).toBe(true);
  }
});
