/** Texts that go through the model together, each with its places in the caller's list. */
export type TextBatch = readonly { readonly text: string; readonly places: readonly number[] }[];

/** Larger batches gain nothing on WebAssembly: 8 texts of 128 tokens take 8 times as long as one (measured). */
const maxTexts = 8;
/**
 * Texts times the longest one's length, in UTF-16 units: about 500 tokens, a quarter of a second. A search
 * that arrives while a document is being embedded waits for one batch.
 */
const maxUnits = 2048;

/**
 * Groups texts of similar length, since every text of a batch is padded to its longest. Identical texts
 * appear once.
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
    const units = (batch.length + 1) * entry.text.length;
    if (batch.length === 0 || batch.length === maxTexts || units > maxUnits) {
      batch = [];
      batches.push(batch);
    }
    batch.push(entry);
  }
  return batches;
}
