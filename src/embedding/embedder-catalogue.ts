import type { EmbedderRow } from './embedder-row.ts';

const noPrefixes = { query: '', passage: '' } as const;

/** What the BGE and Arctic models were trained to find before a question. */
const askingPrefixes = {
  query: 'Represent this sentence for searching relevant passages: ',
  passage: '',
} as const;

/** The one that comes with the app: it is always there, and the choice until the person makes another. */
export const shippedEmbedder: EmbedderRow = {
  id: 'all-MiniLM-L6-v2',
  name: 'MiniLM',
  repository: null,
  dimensions: 384,
  // What it was trained on; it would take 512.
  maxTokens: 256,
  pooling: 'mean',
  prefixes: noPrefixes,
  downloadMb: 24,
  licence: 'Apache-2.0',
  languages: 'en',
  goodFor:
    'Comes with Pagefile. Small and quick; knows what sentences mean, less well what answers a question.',
};

/**
 * Embedders to choose from, with pooling and prefixes as their model cards state them (facts on retrieval, A2
 * and A5; read 2026-11-20). Not verified here, for want of a network: the addresses and sizes.
 */
export const embedderCatalogue: readonly EmbedderRow[] = [
  shippedEmbedder,
  {
    id: 'snowflake-arctic-embed-xs',
    name: 'Arctic Embed XS',
    repository: 'Snowflake/snowflake-arctic-embed-xs',
    dimensions: 384,
    maxTokens: 512,
    pooling: 'cls',
    prefixes: askingPrefixes,
    downloadMb: 24,
    licence: 'Apache-2.0',
    languages: 'en',
    goodFor: 'As small and quick as MiniLM, and trained to find what answers a question.',
  },
  {
    id: 'bge-small-en-v1.5',
    name: 'BGE Small 1.5',
    repository: 'Xenova/bge-small-en-v1.5',
    dimensions: 384,
    maxTokens: 512,
    pooling: 'cls',
    prefixes: askingPrefixes,
    downloadMb: 35,
    licence: 'MIT',
    languages: 'en',
    goodFor: 'Finds answers a little better than the small ones; takes twice as long to work through texts.',
  },
  {
    id: 'gte-small',
    name: 'GTE Small',
    repository: 'Xenova/gte-small',
    dimensions: 384,
    maxTokens: 512,
    pooling: 'mean',
    prefixes: noPrefixes,
    downloadMb: 35,
    licence: 'MIT',
    languages: 'en',
    goodFor: 'For texts that resemble one another, such as notes and messages; as slow as BGE Small.',
  },
  {
    id: 'multilingual-e5-small',
    name: 'Multilingual E5 Small',
    repository: 'Xenova/multilingual-e5-small',
    dimensions: 384,
    maxTokens: 512,
    pooling: 'mean',
    prefixes: { query: 'query: ', passage: 'passage: ' },
    // 118 for the weights, the rest for a tokenizer of 250,000 words.
    downloadMb: 136,
    licence: 'MIT',
    languages: 'many',
    goodFor: 'For texts in other languages than English; also finds across languages. Needs twice the time.',
  },
];

/** The row of that id; `null` where there is none, as after a row was given up. */
export function embedderRow(id: string): EmbedderRow | null {
  return embedderCatalogue.find((row) => row.id === id) ?? null;
}
