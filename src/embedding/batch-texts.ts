/** Texts that go through the model together, each with its places in the caller's list. */
export type TextBatch = readonly { readonly text: string; readonly places: readonly number[] }[];

/*
 * On WebAssembly a batch takes as long as its texts one by one (within 3 %, measured): all there is to gain is the
 * padding and what a pass costs besides its tokens. So batches are small, since a search that arrives while a
 * document is being embedded waits for the one under way.
 */
const maxTexts = 8;
/** Texts times the longest one's length, in UTF-16 units: about 128 tokens, 50 ms. */
const maxUnits = 512;
/** What a pass costs besides its tokens, as so many units of text: 1.5 ms (measured). */
const passUnits = 20;

/**
 * Groups texts of like length, shortest first, since every text of a batch is padded to its longest: one joins a
 * batch only where the padding costs less than a pass of its own. Identical texts appear once.
 */
export function batchTexts(texts: readonly string[]): TextBatch[] {
  const places = new Map<string, number[]>();
  for (const [place, text] of texts.entries()) {
    const known = places.get(text);
    if (known) known.push(place);
    else places.set(text, [place]);
  }
  const entries = Array.from(places, ([text, at]) => ({ text, places: at }));
  entries.sort((a, b) => a.text.length - b.text.length);

  const batches: (typeof entries)[] = [];
  let batch: typeof entries = [];
  for (const entry of entries) {
    if (batch.length === 0 || !joins(entry.text.length, batch)) {
      batch = [];
      batches.push(batch);
    }
    batch.push(entry);
  }
  return batches;
}

function joins(length: number, batch: TextBatch): boolean {
  const longest = batch.at(-1)?.text.length ?? 0;
  const padding = batch.length * (length - longest);
  return batch.length < maxTexts && (batch.length + 1) * length <= maxUnits && padding <= passUnits;
}
