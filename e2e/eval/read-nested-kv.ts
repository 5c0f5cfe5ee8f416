import { type ForeignRow, readList, readRow, readRows, readString, readStrings } from './read-fields.ts';
import type { RetrievalTask } from './retrieval-task.ts';

type Pair = readonly [key: string, value: string];

/**
 * Nested keys: each item's records are notes of their own, and each key of its chain is looked up as the paper
 * does, by the key alone. Gold is the record whose key it is and, from the second look-up on, the one whose value
 * it is: by it the model knows that the key is no end.
 *
 * @param text of `nested_kv.json`
 * @throws Error when it is not what its README says
 */
export function readNestedKv(text: string): RetrievalTask[] {
  const file = readRow(JSON.parse(text), 'nested_kv.json');
  const bases = readRow(file.fields.bases, 'nested_kv.json, bases');
  return readRows(file, 'items').map((item) => {
    const pairs = overridden(readPairs(bases, readString(item, 'base')), item);
    const named = pairs.map(([key, value], index) => ({ id: `${index}`, key, value }));
    return {
      texts: named.map(({ id, key, value }, at) => {
        const text = `Key-value pair: key = ${key}, value = ${value}`;
        return { id, text, words: text, at, conversation: null };
      }),
      questions: readStrings(item, 'chain').map((sought) => ({
        text: sought,
        gold: named.filter(({ key, value }) => key === sought || value === sought).map(({ id }) => id),
      })),
    };
  });
}

function readPairs(bases: ForeignRow, name: string): Pair[] {
  return readList(bases, name).map((pair) => {
    const [key, value] = Array.isArray(pair) ? pair : [];
    if (typeof key !== 'string' || typeof value !== 'string') throw new Error(`${name}: a pair is none.`);
    return [key, value];
  });
}

function overridden(pairs: readonly Pair[], item: ForeignRow): Pair[] {
  const changed = [...pairs];
  for (const override of readList(item, 'overrides')) {
    const [index, value] = Array.isArray(override) ? override : [];
    const pair = changed[index];
    if (pair === undefined || typeof value !== 'string') throw new Error(`${item.place}: overrides nothing.`);
    changed[index] = [pair[0], value];
  }
  return changed;
}
