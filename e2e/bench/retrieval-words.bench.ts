import MiniSearch from 'minisearch';
import { foldWords } from '../../src/retrieval/fold-words.ts';
import { meaningWeights } from '../../src/retrieval/fuse-rankings.ts';
import { SearchIndex } from '../../src/retrieval/search-index.ts';
import { splitWords } from '../../src/retrieval/split-words.ts';
import { stemWord } from '../../src/retrieval/stem-word.ts';
import { stopWords } from '../../src/retrieval/stop-words.ts';
import { WordIndex } from '../../src/retrieval/word-index.ts';
import { median, pairedTimes, speedup } from './paired-speeds.ts';
import { wordQueries, wordTexts } from './word-texts.ts';

const LIMIT = 10;
/** Of a ratio of queries, and of one of loads, which take a good part of a second each. */
const PAIRS = 100;
const LOAD_PAIRS = 15;
/** Queries that are timed as one, each another: none finds its own traces in the caches. */
const QUERIES_TIMED = 20;

/** MiniSearch as its documentation has it, with our words, stop words and stemmer. */
const miniSearchOptions = {
  fields: ['text'],
  tokenize: splitWords,
  processTerm: (word: string) => (stopWords.en.has(word) ? null : stemWord(word, 'en')),
};

type Figures = Record<string, number>;

/**
 * Search by words in texts of 800 characters, in a worker of Chromium: a vocabulary of 30,000 words, three words a
 * query. Ratios are medians of alternating pairs, 100 for queries and 15 for loads.
 *
 * - `retrieval.10k.bm25_query_speedup_vs_minisearch` (goal: 20): the best ten through `SearchIndex.search`, without
 *   a vector, over `MiniSearch.search`, both from the query's text and with default options
 * - `retrieval.10k.bm25_load_speedup_vs_minisearch` (goal: 15): from packed segments to a `WordIndex` that answers,
 *   every number in them checked, over `MiniSearch.loadJSON` of what it stores; both from memory
 * - `retrieval.10k.bm25_bytes_vs_minisearch`: what is stored, ours over theirs. Ours has the order of all words,
 *   for phrases, and stop words
 *
 * For 1k, 10k and 100k texts, and 1m when VITE_BENCH_MILLION is set: `retrieval.100k.bm25_query_ms_p50` and
 * `retrieval.100k.bm25_load_ms_p50`.
 */
export async function measure(): Promise<Figures> {
  const sizes = [1000, 10_000, 100_000];
  if (import.meta.env.VITE_BENCH_MILLION) sizes.push(1_000_000);
  const figures: Figures = {};
  for (const size of sizes) Object.assign(figures, await measureGrowth(size));
  return { ...figures, ...(await measureMiniSearch(10_000)) };
}

async function measureGrowth(size: number): Promise<Figures> {
  const name = `retrieval.${size < 1_000_000 ? `${size / 1000}k` : '1m'}`;
  const { words, search } = build(wordTexts(size, 1));
  const stored = words.segments();
  const queries = wordQueries(PAIRS * QUERIES_TIMED, 2);
  const alone = { theirs: () => {} };
  const searches = await pairedTimes({ pairs: PAIRS, ours: (pair) => ask(queries, pair, search), ...alone });
  const loads = await pairedTimes({ pairs: LOAD_PAIRS, ours: () => load(stored), ...alone });
  return {
    [`${name}.bm25_query_ms_p50`]: median(searches.ours) / QUERIES_TIMED,
    [`${name}.bm25_load_ms_p50`]: median(loads.ours),
  };
}

async function measureMiniSearch(size: number): Promise<Figures> {
  const texts = [...wordTexts(size, 1)];
  const { words, search } = build(texts);
  const theirs = new MiniSearch(miniSearchOptions);
  theirs.addAll(texts.map((text, id) => ({ id, text })));
  const stored = words.segments();
  const json = JSON.stringify(theirs);
  const queries = wordQueries(PAIRS * QUERIES_TIMED, 2);
  const searches = await pairedTimes({
    pairs: PAIRS,
    ours: (pair) => ask(queries, pair, search),
    theirs: (pair) => ask(queries, pair, (query) => theirs.search(query)),
  });
  const loads = await pairedTimes({
    pairs: LOAD_PAIRS,
    ours: () => load(stored),
    theirs: () => MiniSearch.loadJSON(json, miniSearchOptions),
  });
  return {
    'retrieval.10k.bm25_query_speedup_vs_minisearch': speedup(searches),
    'retrieval.10k.bm25_load_speedup_vs_minisearch': speedup(loads),
    'retrieval.10k.bm25_bytes_vs_minisearch': bytesOf(stored) / json.length,
  };
}

type Search = (query: string) => readonly unknown[];

/** The same texts in the index that answers, and in one whose segments can be stored. */
function build(texts: Iterable<string>): { words: WordIndex; search: Search } {
  const words = new WordIndex();
  const index = new SearchIndex(meaningWeights.passage);
  let at = 0;
  for (const text of texts) {
    words.add(foldWords(text));
    index.add(`${at}`, text, at++);
  }
  return { words, search: (text) => index.search({ text, vector: null, limit: LIMIT }) };
}

/** Queries of a pair, one after the other. Throws when they find nothing: that would be fast. */
function ask(queries: readonly string[], pair: number, search: Search): void {
  let found = 0;
  const start = pair * QUERIES_TIMED;
  for (let index = start; index < start + QUERIES_TIMED; index++)
    found += search(queries[index] ?? '').length;
  if (found < QUERIES_TIMED) throw new Error('Queries found nothing.');
}

type Stored = ReturnType<WordIndex['segments']>;

function load(stored: Stored): WordIndex {
  const index = new WordIndex();
  for (const { segment } of stored) index.addSegment(segment);
  return index;
}

function bytesOf(stored: Stored): number {
  const arrays = stored.flatMap(({ segment }) => Object.values(segment));
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}
