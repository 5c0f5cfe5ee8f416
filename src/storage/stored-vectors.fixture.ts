import type { IndexStore } from './index-store.ts';
import type { StoredVector } from './library-store.ts';

/** Copies of the stored vectors of a model that live, one by one. */
export async function storedVectors(
  index: IndexStore,
  modelId: string,
  dimensions: number,
): Promise<StoredVector[]> {
  const stored: StoredVector[] = [];
  await index.eachVectors(modelId, dimensions, ({ kind, ids, values, scales, residuals }, isLive) => {
    for (const [place, id] of ids.entries()) {
      if (!isLive(place)) continue;
      const [from, to] = [place * dimensions, (place + 1) * dimensions];
      const residual = residuals && { residual: residuals.slice(from, to) };
      stored.push({
        kind,
        id,
        vector: { values: values.slice(from, to), scale: scales[place] ?? 0, ...residual },
      });
    }
  });
  return stored;
}
