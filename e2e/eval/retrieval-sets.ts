import { germanPassages, japanesePassages } from '../../src/retrieval/asked-passages.fixture.ts';
import { readAskedPassages } from './read-asked-passages.ts';
import { readLocomo } from './read-locomo.ts';
import { readNestedKv } from './read-nested-kv.ts';
import { readPassageSet } from './read-passage-set.ts';
import type { RetrievalSet } from './retrieval-task.ts';
import { allGoldAt, recallAt } from './score-ranking.ts';

/** Gives the text of a file by its path below the data's folder. */
export type ReadDataFile = (path: string) => Promise<string>;

/** The sets in the order in which they are measured: what embeds soonest comes first. */
const readers: Readonly<Record<string, (read: ReadDataFile) => Promise<RetrievalSet>>> = {
  nested_kv: async (read) => ({
    ...{ name: 'nested_kv', figure: 'both_at_5', kind: 'passage', cutoff: 5, score: allGoldAt },
    tasks: readNestedKv(await read('nested_kv/nested_kv.json')),
  }),
  nq: (read) => readPassages(read, { name: 'nq', figure: 'gold_at_10' }, 'nq_open/'),
  locomo: async (read) => ({
    ...{ name: 'locomo', figure: 'rec_at_10', kind: 'message', cutoff: 10, score: recallAt },
    tasks: readLocomo(await read('locomo/locomo.json')),
  }),
  musique: (read) => readPassages(read, { name: 'musique', figure: 'all_gold_at_10' }, 'multihop/musique_'),
  hotpotqa: (read) =>
    readPassages(read, { name: 'hotpotqa', figure: 'all_gold_at_10' }, 'multihop/hotpotqa_'),
  german: async () => ({
    ...{ name: 'german', figure: 'gold_at_1', kind: 'passage', cutoff: 1, score: allGoldAt },
    tasks: readAskedPassages(germanPassages, japanesePassages),
  }),
  japanese: async () => ({
    ...{ name: 'japanese', figure: 'gold_at_1', kind: 'passage', cutoff: 1, score: allGoldAt },
    tasks: readAskedPassages(japanesePassages, germanPassages),
  }),
};

/** Names of all sets, in the order in which they are measured. */
export const retrievalSetNames: readonly string[] = Object.keys(readers);

/** @throws Error when there is no such set, or its files are not what their README says */
export async function readRetrievalSet(name: string, read: ReadDataFile): Promise<RetrievalSet> {
  const reader = readers[name];
  if (reader === undefined)
    throw new Error(`There is no set ${name}. Sets: ${retrievalSetNames.join(', ')}.`);
  return reader(read);
}

async function readPassages(
  read: ReadDataFile,
  names: Pick<RetrievalSet, 'name' | 'figure'>,
  path: string,
): Promise<RetrievalSet> {
  const tasks = readPassageSet(await read(`${path}questions.jsonl`), await read(`${path}passages.jsonl`));
  return { ...names, kind: 'passage', cutoff: 10, score: allGoldAt, tasks };
}
