import { describe, expect, it } from 'vitest';
import type { Embedder } from '../kernel/embedder.ts';
import { sentenceRanges } from '../retrieval/sentence-ranges.ts';
import { BagOfWordsEmbedder } from './bag-of-words-embedder.fixture.ts';
import { nearestSentences } from './nearest-sentences.ts';

const far = withSentences('Fish swim. Bread rises.');
const near = withSentences('Roses are red. My vehicle broke down. Bread rises.');

function withSentences(text: string) {
  return { text, sentences: sentenceRanges(text) };
}

async function nearestTo(query: string, texts: readonly (typeof near)[], embedder: Embedder) {
  const [vector = new Float32Array()] = await new BagOfWordsEmbedder().embed([query]);
  const found = await nearestSentences(texts, vector, embedder);
  return texts.map((each) => {
    const range = found.get(each);
    return range && each.text.slice(range.start, range.end);
  });
}

describe('nearestSentences', () => {
  it('finds the nearest sentence, and none where all are far', async () => {
    const found = await nearestTo('automobile', [far, near], new BagOfWordsEmbedder());
    expect(found).toEqual([undefined, 'My vehicle broke down.']);
  });

  it('embeds no more than a sane number, and nothing for nothing', async () => {
    const embedder = new BagOfWordsEmbedder();
    expect(await nearestTo('automobile', [], embedder)).toEqual([]);
    expect(embedder.asked).toEqual([]);
    await nearestTo('automobile', [withSentences('A fish swims. '.repeat(100))], embedder);
    expect(embedder.asked.map((texts) => texts.length)).toEqual([16]);
  });

  it('finds nothing when the embedder fails', async () => {
    const embedder = new BagOfWordsEmbedder();
    embedder.failure = new Error('lost');
    expect(await nearestTo('automobile', [near], embedder)).toEqual([undefined]);
  });

  it('keeps what it had when the embedder takes too long', async () => {
    const words = new BagOfWordsEmbedder();
    let calls = 0;
    const embedder: Embedder = {
      ...{ modelId: 'slow', dimensions: 256, maxTokens: 256 },
      // Deaf to the cancel, as a busy worker is.
      embed: (texts) => (++calls === 1 ? words.embed(texts) : new Promise(() => {})),
    };
    const started = performance.now();
    const other = withSentences('A car. A fish.');
    expect(await nearestTo('automobile', [near, other], embedder)).toEqual([
      'My vehicle broke down.',
      undefined,
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
