import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { catalogue, practiceRow } from './catalogue.ts';
import { precisions } from './choose-precision.ts';
import { modelFiles } from './model-files.ts';

const onGpu = catalogue.filter((row) => row.engine === 'web-llm');
const onCpu = catalogue.filter((row) => row.engine === 'wllama');

describe.each(onGpu)('$id', (row) => {
  it.each(precisions)('is in web-llm’s prebuilt list as %s, with the same addresses', (precision) => {
    const { engineId, baseUrl, libraryUrl } = modelFiles(row, precision);
    const record = prebuiltAppConfig.model_list.find(({ model_id }) => model_id === engineId);
    expect(record).toBeDefined();
    expect(`${record?.model}/resolve/main/`).toBe(baseUrl);
    expect(record?.model_lib).toBe(libraryUrl);
    // We set the window ourselves; anything else in the record would be lost.
    expect(record?.overrides).toEqual({ context_window_size: 4096 });
    // Half precision is chosen only where the device has it.
    expect(record?.required_features ?? []).toEqual(
      precision === 'q4f16_1' && row.id.startsWith('SmolLM2') ? ['shader-f16'] : [],
    );
    expect(record?.model_manifest).toBeUndefined();
    const memoryMb = precision === 'q4f16_1' ? row.memoryMb.f16 : row.memoryMb.f32;
    expect(Math.round(record?.vram_required_MB ?? 0)).toBe(memoryMb);
  });

  it('states a download of about parameters times 4.5 bits', () => {
    const billions = Number.parseFloat(row.parameters);
    expect(Math.abs(row.downloadMb - (billions * 1000 * 4.5) / 8)).toBeLessThan(50);
  });

  it('fits its weights and its cache into its memory', () => {
    const weightsMb = (Number.parseFloat(row.parameters) * 1000 * 4.5) / 8;
    const cacheMb = ((row.kvBytesPerToken ?? 0) * 4096) / 1e6;
    // Where the model’s list counts in MiB, that is a twentieth less.
    expect(row.memoryMb.f16 * 1.05).toBeGreaterThan(weightsMb + cacheMb);
  });

  it('thinks if it is of the family that does', () => {
    expect(row.thinks).toBe(row.id.startsWith('Qwen3-'));
  });
});

describe.each(onCpu)('$id', (row) => {
  it('is one file at the model hub, which the policy lets us reach', () => {
    expect(row.parts).toHaveLength(1);
    const [part] = row.parts;
    expect(part?.url).toMatch(/^https:\/\/huggingface\.co\/[\w.-]+\/[\w.-]+\/resolve\/main\/[\w.-]+\.gguf$/);
    expect(part?.url?.endsWith(`/${part.name}`)).toBe(true);
  });

  it('is of eight bits, and takes file, cache and engine', () => {
    const eightBitsMb = (Number.parseFloat(row.parameters) * 1000 * 8.5) / 8;
    expect(row.downloadMb / eightBitsMb).toBeGreaterThan(0.9);
    expect(row.downloadMb / eightBitsMb).toBeLessThan(1.3);
    const needs = row.downloadMb + ((row.kvBytesPerToken ?? 0) * 2048) / 1e6 + 150;
    expect(Math.abs(row.memoryMb - needs)).toBeLessThan(10);
  });
});

describe('the catalogue', () => {
  it('has ids and names of its own, smallest first for each engine', () => {
    const ids = [...catalogue, practiceRow].map(({ id }) => id);
    const names = [...catalogue, practiceRow].map(({ name }) => name);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
    for (const rows of [onGpu, onCpu]) {
      const needs = rows.map(({ downloadMb }) => downloadMb);
      expect([...needs].sort((a, b) => a - b)).toEqual(needs);
    }
  });

  it('offers nothing whose licence forbids commercial use', () => {
    for (const { licence } of catalogue) expect(licence).toMatch(/^(Apache-2\.0|MIT|Llama 3\.\d Community)$/);
  });

  it('offers the practice model as what it is: no model to talk to, and no download', () => {
    expect(practiceRow).toMatchObject({ origin: 'practice', trainedWindow: 2048 });
    expect(practiceRow.goodFor).toMatch(/shows how memory works.*can’t be talked to/);
    expect(practiceRow.parts).toEqual([{ name: 'practice.gguf', url: 'practice/practice.gguf' }]);
  });
});
