import { describe, expect, it } from 'vitest';
import { batchedEmbedder } from './batched-embedder.ts';

const description = { modelId: 'lengths', dimensions: 2, maxTokens: 10 };

/** Embeds a text as its length and its first character, and keeps the texts of every call. */
function lengthEmbedder(onCall: (count: number) => void = () => {}) {
  const calls: string[][] = [];
  const embedder = batchedEmbedder(description, async (texts) => {
    calls.push(texts);
    onCall(calls.length);
    return Float32Array.from(texts.flatMap((text) => [text.length, text.charCodeAt(0)]));
  });
  return { embedder, calls };
}

describe('batchedEmbedder', () => {
  it('answers in the order of the texts, whatever the order of the batches', async () => {
    const { embedder, calls } = lengthEmbedder();
    const texts = Array.from({ length: 30 }, (_, index) =>
      String.fromCharCode(97 + index).repeat((index * 7) % 31),
    );
    const vectors = await embedder.embed([...texts.slice(1)]);
    expect(vectors.map((vector) => [...vector])).toEqual(
      texts.slice(1).map((text) => [text.length, text.charCodeAt(0)]),
    );
    expect(calls.every((call) => call.length <= 8)).toBe(true);
  });

  it('embeds identical texts once and gives each its own buffer', async () => {
    const { embedder, calls } = lengthEmbedder();
    const vectors = await embedder.embed(['same', 'other', 'same']);
    expect(calls.flat().sort()).toEqual(['other', 'same']);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]?.buffer).not.toBe(vectors[2]?.buffer);
  });

  it('answers nothing with nothing', async () => {
    const { embedder, calls } = lengthEmbedder();
    expect(await embedder.embed([])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('stops at the next batch once cancelled, also by an event of its own', async () => {
    const controller = new AbortController();
    const events = new MessageChannel();
    events.port1.onmessage = () => controller.abort();
    const { embedder, calls } = lengthEmbedder((call) => {
      if (call === 3) events.port2.postMessage('cancel');
    });
    const texts = Array.from({ length: 80 }, (_, index) => 'x'.repeat(index + 1));
    await expect(embedder.embed(texts, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls.length).toBeLessThan(10);
    events.port1.close();
  });

  it('does not begin when cancelled before', async () => {
    const { embedder, calls } = lengthEmbedder();
    await expect(embedder.embed(['a'], AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });

  it('answers a question after the batch under way, before the rest of a backlog', async () => {
    const { embedder, calls } = lengthEmbedder();
    const backlog = embedder.embed(
      Array.from({ length: 40 }, (_, index) => 'x'.repeat(index + 1)),
      undefined,
      'later',
    );
    await embedder.embed(['a question?']);
    expect(calls.slice(0, 2)).toEqual([expect.arrayContaining(['x']), ['a question?']]);
    expect(calls).toHaveLength(2);
    await backlog;
    expect(calls.flat()).toHaveLength(41);
  });

  it('tells each pass what its texts are: passages, unless they are said to be a query', async () => {
    const roles: string[] = [];
    const embedder = batchedEmbedder(description, async (texts, role) => {
      roles.push(...texts.map(() => role));
      return new Float32Array(2 * texts.length);
    });
    await embedder.embed(['a', 'b']);
    await embedder.embed(['c'], undefined, 'now', 'query');
    expect(roles).toEqual(['passage', 'passage', 'query']);
  });

  it('says that the model is lost when a pass fails', async () => {
    const embedder = batchedEmbedder(description, () => Promise.reject(new Error('out of memory')));
    await expect(embedder.embed(['a'])).rejects.toMatchObject({
      name: 'EmbedderError',
      code: 'lost',
      cause: new Error('out of memory'),
    });
  });
});
