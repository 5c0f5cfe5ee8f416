import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { precisions } from './choose-precision.ts';
import { modelFiles } from './model-files.ts';
import { modelTraits } from './model-traits.ts';

describe.each(catalogue)('$id', (row) => {
  it.each(precisions)('is in web-llm’s prebuilt list as %s, with the same addresses', (precision) => {
    const { engineId, baseUrl, libraryUrl } = modelFiles(row.id, precision);
    const record = prebuiltAppConfig.model_list.find(({ model_id }) => model_id === engineId);
    expect(record).toBeDefined();
    expect(`${record?.model}/resolve/main/`).toBe(baseUrl);
    expect(record?.model_lib).toBe(libraryUrl);
    // We set the window ourselves; anything else in the record would be lost.
    expect(Object.keys(record?.overrides ?? {})).toEqual(['context_window_size']);
    expect(record?.required_features).toBeUndefined();
    expect(record?.model_manifest).toBeUndefined();
    const memoryMb = precision === 'q4f16_1' ? row.memoryMb.f16 : row.memoryMb.f32;
    expect(Math.round(record?.vram_required_MB ?? 0)).toBe(memoryMb);
  });

  it('states a download of about parameters times 4.5 bits', () => {
    const billions = Number.parseFloat(row.parameters);
    expect(Math.abs(row.downloadMb - (billions * 1000 * 4.5) / 8)).toBeLessThan(50);
  });

  it('has traits of its own', () => {
    expect(modelTraits(row.id).largestBufferMb).toBeGreaterThan(0);
    expect(modelTraits(row.id).thinks).toBe(row.id.startsWith('Qwen3-'));
  });
});
