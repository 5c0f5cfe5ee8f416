import { describe, expect, it } from 'vitest';
import { embedderCatalogue, embedderRow, shippedEmbedder } from './embedder-catalogue.ts';
import { embedderModelId, embedderOfModelId } from './embedder-model-id.ts';
import type { EmbedderRow } from './embedder-row.ts';

const row = (id: string): EmbedderRow => {
  const found = embedderRow(id);
  if (found === null) throw new Error(`There is no embedder ${id}.`);
  return found;
};

describe('the catalogue', () => {
  it('names each once', () => {
    const ids = embedderCatalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(embedderCatalogue.map(({ name }) => name)).size).toBe(ids.length);
    // An id is a folder's name, and stands before the first space of a `modelId`.
    for (const id of ids) expect(id).toMatch(/^[\w.-]+$/);
  });

  it('has one that comes with the app, and an address for every other', () => {
    expect(embedderCatalogue.filter(({ repository }) => repository === null)).toEqual([shippedEmbedder]);
    const others = embedderCatalogue.filter((each) => each !== shippedEmbedder);
    expect(others.length).toBeGreaterThanOrEqual(3);
    for (const { repository } of others) expect(repository).toMatch(/^[\w-]+\/[\w.-]+$/);
  });

  it.each(embedderCatalogue)('says of $id what a person has to know', (each) => {
    expect(each.downloadMb).toBeGreaterThan(20);
    expect(each.downloadMb).toBeLessThan(200);
    expect(['Apache-2.0', 'MIT']).toContain(each.licence);
    expect(each.goodFor).toMatch(/^[A-Z].*\.$/);
    expect(each.dimensions % 64).toBe(0);
    expect(each.maxTokens).toBeGreaterThanOrEqual(256);
  });

  it('has one for other languages than English, and the size of its vocabulary shows', () => {
    const many = embedderCatalogue.filter(({ languages }) => languages === 'many');
    expect(many.map(({ id }) => id)).toEqual(['multilingual-e5-small']);
    expect(many[0]?.downloadMb).toBeGreaterThan(118);
  });

  it('pools and prefixes as the models were trained', () => {
    const asked = 'Represent this sentence for searching relevant passages: ';
    const trained = (id: string) => [row(id).pooling, row(id).prefixes.query, row(id).prefixes.passage];
    expect(trained('all-MiniLM-L6-v2')).toEqual(['mean', '', '']);
    expect(trained('snowflake-arctic-embed-xs')).toEqual(['cls', asked, '']);
    expect(trained('bge-small-en-v1.5')).toEqual(['cls', asked, '']);
    expect(trained('multilingual-e5-small')).toEqual(['mean', 'query: ', 'passage: ']);
  });
});

describe('an embedder’s modelId', () => {
  const arctic = row('snowflake-arctic-embed-xs');

  it('stays what it was for the shipped one, whose vectors lie on devices', () => {
    expect(embedderModelId(shippedEmbedder, '')).toBe('all-MiniLM-L6-v2-q8');
  });

  it('differs with whatever changes vectors', () => {
    const { prefixes } = arctic;
    const ids = [
      embedderModelId(arctic, 'aa'),
      embedderModelId(arctic, 'bb'),
      embedderModelId({ ...arctic, id: 'other' }, 'aa'),
      embedderModelId({ ...arctic, pooling: 'mean' }, 'aa'),
      embedderModelId({ ...arctic, prefixes: { ...prefixes, query: '' } }, 'aa'),
      embedderModelId({ ...arctic, prefixes: { query: '', passage: prefixes.query } }, 'aa'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(embedderCatalogue)('leads back to $id', (each) => {
    expect(embedderOfModelId(embedderModelId(each, '0123456789ab'))).toBe(each);
    expect(embedderOfModelId(embedderModelId(each, ''))).toBe(each);
  });

  it('leads nowhere for one that nobody knows', () => {
    expect(embedderOfModelId('another-model-q8')).toBeNull();
    expect(embedderOfModelId('')).toBeNull();
  });
});
