import { type ModelRecord, prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { prebuiltEntries } from '../../scripts/make-prebuilt-list.mjs';
import { catalogue } from './catalogue.ts';
import { type Precision, precisions } from './choose-precision.ts';
import { modelFiles } from './model-files.ts';
import type { WebLlmRow } from './model-row.ts';
import committed from './prebuilt-list.json' with { type: 'json' };
import { prebuiltList, prebuiltRows } from './prebuilt-list.ts';
import { windowMemory } from './window-memory.ts';

const records = prebuiltAppConfig.model_list;

/** The record that a row stands for, by the addresses that it would be fetched from. */
function recordOf(row: WebLlmRow, precision: Precision): ModelRecord | undefined {
  const { baseUrl, libraryUrl } = modelFiles(row, precision);
  return records.find(
    ({ model, model_lib, model_id }) =>
      `${model}/resolve/main/` === baseUrl && model_lib === libraryUrl && !model_id.endsWith('-1k'),
  );
}

function row(id: string): WebLlmRow {
  const found = prebuiltList.find((it) => it.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

describe('the committed list', () => {
  it('is what the installed package says', () => {
    expect(prebuiltEntries(records)).toEqual(committed);
  });

  it('stands for every record but those that are not for chat, need their own manifest, or are a smaller window', () => {
    const covered = new Set(
      prebuiltList.flatMap((it) => precisions.map((precision) => recordOf(it, precision)?.model_id)),
    );
    const left = records.map(({ model_id }) => model_id).filter((id) => !covered.has(id));
    const reasons = /-1k$|^snowflake-|-vision-|-Base-|^gemma-4-E2B/;
    expect(left.filter((id) => !reasons.test(id))).toEqual([]);
    expect(left.filter((id) => /^snowflake-|-vision-|-Base-|^gemma-4-E2B/.test(id))).toHaveLength(10);
  });

  it('has every model once, also beside the catalogue', () => {
    expect(new Set(prebuiltList.map(({ id }) => id)).size).toBe(prebuiltList.length);
    const all = [...catalogue, ...prebuiltRows()].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set([...all, ...prebuiltList.map(({ id }) => id)]).size).toBe(all.length);
  });
});

describe('what it says of a model', () => {
  const capability = (shaderF16: boolean) =>
    ({ webgpu: true, shaderF16, maxBufferBytes: 2 ** 30, adapter: '' }) as const;

  it.each(prebuiltList)('states the memory of $id at its record’s window', (it) => {
    for (const precision of it.needsF16 ? ['q4f16_1' as const] : precisions) {
      const record = recordOf(it, precision);
      const window = record?.overrides?.context_window_size ?? 0;
      const memory = windowMemory(it, window, capability(precision === 'q4f16_1'));
      expect(Math.abs(memory / 1e6 - (record?.vram_required_MB ?? 0))).toBeLessThan(1);
    }
  });

  it('needs half precision where every record of a model says so', () => {
    const needing = prebuiltList.filter((it) =>
      precisions
        .map((precision) => recordOf(it, precision))
        .filter((record) => record !== undefined)
        .every(({ required_features }) => required_features?.includes('shader-f16')),
    );
    expect(needing.length).toBeGreaterThan(5);
    expect(needing.filter(({ needsF16 }) => !needsF16)).toEqual([]);
  });

  it('reckons the largest buffer as the one record does that states it', () => {
    const stated = prebuiltList.filter((it) => recordOf(it, 'q4f16_1')?.buffer_size_required_bytes);
    expect(stated.map(({ id, largestBufferMb }) => [id, largestBufferMb])).toEqual([['gemma-2b-it', 262]]);
    expect(recordOf(row('gemma-2b-it'), 'q4f16_1')?.buffer_size_required_bytes).toBe(262144000);
  });

  it.each(catalogue.filter((it) => it.engine === 'web-llm'))('agrees with the catalogue on $id', (known) => {
    const { memoryMb, kvBytesPerToken, trainedWindow, library, licence, thinks } = known;
    const listed = row(known.id);
    expect(listed).toMatchObject({ memoryMb, kvBytesPerToken, trainedWindow, library, licence, thinks });
    expect(Math.abs(listed.largestBufferMb - known.largestBufferMb)).toBeLessThanOrEqual(1);
  });
});

describe('forms', () => {
  it('has a model in one form alone under its own address, whatever the precision', () => {
    const full = row('SmolLM2-135M-Instruct-q0f32');
    expect(full).toMatchObject({ origin: 'all', memoryMb: { f16: 719, f32: 719 } });
    expect(full.needsF16).toBeUndefined();
    expect(modelFiles(full, 'q4f16_1')).toEqual(modelFiles(full, 'q4f32_1'));
    expect(modelFiles(full, 'q4f16_1').baseUrl).toContain('SmolLM2-135M-Instruct-q0f32-MLC/');
    expect(row('Llama-3.1-70B-Instruct-q3f16_1').needsF16).toBe(true);
    expect(row('Mistral-7B-Instruct-v0.2').needsF16).toBe(true);
    expect(row('Mistral-7B-Instruct-v0.3').needsF16).toBeUndefined();
  });

  it('says what forbids commercial use', () => {
    expect(row('Qwen2.5-3B-Instruct').licence).toContain('not for commercial use');
  });
});

describe('prebuiltEntries', () => {
  const [record] = records as [ModelRecord];

  it('refuses a model of which nothing is known, and one that lies elsewhere', () => {
    const renamed = { ...record, model_id: 'New-1B-q4f32_1-MLC' };
    expect(() => prebuiltEntries([renamed])).toThrow('says nothing of New-1B');
    expect(() => prebuiltEntries([{ ...record, model: 'https://elsewhere.invalid/it' }])).toThrow(
      'elsewhere',
    );
  });
});
