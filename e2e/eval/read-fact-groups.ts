import { readList, readRow, readRows, readString, readStrings } from './read-fields.ts';

/** Facts about some people, and how some of them are corrected. */
export interface FactGroup {
  readonly facts: readonly string[];
  readonly corrections: readonly { readonly before: string; readonly after: string }[];
}

/** @throws Error when the text is not such a set */
export function readFactGroups(text: string): FactGroup[] {
  return readRows(readRow(JSON.parse(text), 'core_memory_update.json'), 'groups').map((group) => {
    const facts = readStrings(group, 'facts');
    const corrections = readRows(group, 'items').map((item) => {
      const [index] = readList(item, 'supporting_fact_indices');
      const before = typeof index === 'number' ? (facts[index] ?? '') : '';
      return { before, after: readString(item, 'contradicting_fact') };
    });
    return { facts, corrections };
  });
}
