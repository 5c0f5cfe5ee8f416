import { describe, expect, it } from 'vitest';
import { CompletionReader } from './completion-reader.ts';
import { HiddenCache } from './hidden-cache.ts';

/** A request as the engine reported it. */
function read(promptTokens: number, keptTokens: number, written = ''): CompletionReader {
  const reader = new CompletionReader(() => {});
  reader.add({ prompt_progress: { total: promptTokens, cache: keptTokens, processed: promptTokens } });
  if (written) reader.add({ choices: [{ text: written }] });
  return reader;
}

describe('HiddenCache', () => {
  it('counts what a prompt of another beginning leaves behind, and nothing while prompts grow', () => {
    const cache = new HiddenCache(10, 2500);
    cache.add('a'.repeat(100), read(100, 0));
    cache.add('a'.repeat(150), read(150, 100));
    expect(cache.isFullWith('b')).toBe(false);
    // 150 tokens of the first are put away, then 101 of this one.
    cache.add('b'.repeat(100), read(100, 0, 'x'));
    expect(cache.isFullWith('c')).toBe(true);
    expect(new HiddenCache(10, 2510).isFullWith('c')).toBe(false);
  });

  it('is full only with a prompt that could keep little anyway', () => {
    const cache = new HiddenCache(10, 100);
    cache.add('a'.repeat(100), read(100, 0));
    expect(cache.isFullWith(`${'a'.repeat(100)}b`)).toBe(false);
    expect(cache.isFullWith(`${'a'.repeat(40)}b`)).toBe(true);
    cache.clear();
    expect(cache.isFullWith('b')).toBe(false);
  });

  it('leaves a request out of account that the engine never got to', () => {
    const cache = new HiddenCache(10, 100);
    cache.add('a'.repeat(100), read(100, 0));
    cache.add('b', read(0, 0));
    expect(cache.isFullWith('a'.repeat(100))).toBe(false);
  });
});
