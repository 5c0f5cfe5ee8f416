import { expect, test, vi } from 'vitest';
import { embedderRow, shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import { embedderModelId } from '../embedding/embedder-model-id.ts';
import type { EmbedderRow } from '../embedding/embedder-row.ts';
import { BagOfWordsEmbedder } from '../storage/bag-of-words-embedder.fixture.ts';
import type { EmbedderStatus } from './app-protocol.ts';
import { ChosenEmbedder } from './chosen-embedder.ts';

const arctic = embedderRow('snowflake-arctic-embed-xs') ?? shippedEmbedder;
const bge = embedderRow('bge-small-en-v1.5') ?? shippedEmbedder;

function underTest() {
  const statuses: EmbedderStatus[] = [];
  const failed: string[] = [];
  const ended: string[] = [];
  const broken = new Set<string>();
  const woken: string[] = [];
  const chosen = new ChosenEmbedder({
    supervise(row, onStatus) {
      let status: EmbedderStatus = { state: 'asleep' };
      const report = (next: EmbedderStatus) => {
        status = next;
        onStatus(next);
      };
      return {
        get status() {
          return status;
        },
        async wake() {
          woken.push(row.id);
          if (broken.has(row.id)) {
            report({ state: 'failed', message: 'Gone.' });
            throw new Error('Gone.');
          }
          report({ state: 'ready' });
          return new BagOfWordsEmbedder(idOf(row));
        },
        end() {
          ended.push(row.id);
          report({ state: 'asleep' });
        },
      };
    },
    onStatus: (status) => statuses.push(status),
    onFailure: ({ id }) => failed.push(id),
  });
  return { chosen, statuses, failed, ended, broken, woken };
}

const idOf = (row: EmbedderRow) => embedderModelId(row, row.repository === null ? '' : 'abc');

test('is the shipped one until another is chosen', async () => {
  const { chosen } = underTest();
  expect(chosen.status).toEqual({ state: 'asleep' });
  expect((await chosen.wake()).modelId).toBe('all-MiniLM-L6-v2-q8');
  chosen.choose(arctic);
  expect(chosen.row).toBe(arctic);
  expect((await chosen.wake()).modelId).toBe(idOf(arctic));
});

test('tells of the chosen one alone', async () => {
  const { chosen, statuses } = underTest();
  await chosen.wake();
  chosen.choose(arctic);
  expect(statuses).toEqual([{ state: 'ready' }, { state: 'asleep' }]);
  await chosen.former(idOf(shippedEmbedder));
  expect(statuses).toHaveLength(2);
  chosen.choose(arctic);
  expect(statuses).toHaveLength(2);
});

test('gives the one before, while its files are what they were', async () => {
  const { chosen, ended } = underTest();
  chosen.choose(arctic);
  expect((await chosen.former(idOf(shippedEmbedder)))?.modelId).toBe(idOf(shippedEmbedder));
  expect(await chosen.former('no such model')).toBeNull();
  expect(await chosen.former(embedderModelId(bge, 'other'))).toBeNull();
  expect(ended).toEqual([bge.id]);
});

test('does not load the chosen one in place of its former self', async () => {
  const { chosen, woken } = underTest();
  chosen.choose(arctic);
  expect(await chosen.former(embedderModelId(arctic, 'other'))).toBeNull();
  expect(woken).toEqual([]);
});

test('ends those that nobody needs', async () => {
  const { chosen, ended } = underTest();
  await chosen.wake();
  chosen.choose(bge);
  await chosen.wake();
  chosen.choose(arctic);
  await chosen.wake();
  chosen.keepOnly([idOf(arctic), idOf(shippedEmbedder)]);
  expect(ended).toEqual([bge.id]);
  chosen.keepOnly([idOf(arctic)]);
  expect(ended.slice(1).sort()).toEqual([shippedEmbedder.id, bge.id].sort());
});

test('says which one did not load, and tries again when asked', async () => {
  const { chosen, failed, broken } = underTest();
  broken.add(arctic.id);
  chosen.choose(arctic);
  await expect(chosen.wake()).rejects.toThrow('Gone.');
  expect(failed).toEqual([arctic.id]);
  expect(chosen.status).toEqual({ state: 'failed', message: 'Gone.' });
  broken.clear();
  await vi.waitFor(() => chosen.wake());
  expect(chosen.status).toEqual({ state: 'ready' });
});
