import { StorageError } from '../kernel/memory-store.ts';
import type { SlotSet } from '../retrieval/slot-set.ts';
import type { PackedVectors } from './index-store.ts';
import type { StoredVector } from './library-store.ts';
import { damaged } from './parse-segment.ts';

/** A segment and which of its vectors are dead, by their places. */
export interface TornVectors {
  readonly vectors: PackedVectors;
  readonly dead: SlotSet;
}

/** Packs vectors of one kind, at least one. Throws when their lengths differ. */
export function packVectors(vectors: readonly StoredVector[]): PackedVectors {
  const first = vectors[0];
  if (first === undefined) throw new RangeError('A segment holds at least one vector.');
  const dimensions = first.vector.values.length;
  const values = new Int8Array(vectors.length * dimensions);
  const residuals = new Int8Array(vectors.length * dimensions);
  vectors.forEach(({ vector }, index) => {
    if (vector.values.length !== dimensions || (vector.residual?.length ?? dimensions) !== dimensions) {
      const message = `Vectors of ${dimensions} and of ${vector.values.length} numbers came together.`;
      throw new StorageError('failed', `${message} Nothing of them was stored.`);
    }
    values.set(vector.values, index * dimensions);
    if (vector.residual) residuals.set(vector.residual, index * dimensions);
  });
  return {
    kind: first.kind,
    ids: vectors.map(({ id }) => id),
    values,
    scales: Float32Array.from(vectors, ({ vector }) => vector.scale),
    ...(vectors.some(({ vector }) => vector.residual) && { residuals }),
  };
}

/** One segment of what lives in several of one kind; `null` when nothing does. Throws `DamagedSegment` when their lengths differ. */
export function mergeVectors(torn: readonly TornVectors[]): PackedVectors | null {
  const kept = torn.map(({ vectors, dead }) => ({
    vectors,
    places: vectors.ids.flatMap((_, place) => (dead.has(place) ? [] : [place])),
  }));
  const count = kept.reduce((sum, { places }) => sum + places.length, 0);
  const first = torn[0]?.vectors;
  if (first === undefined || count === 0) return null;
  const dimensions = first.values.length / first.ids.length;
  if (torn.some(({ vectors }) => vectors.values.length !== dimensions * vectors.ids.length)) {
    throw damaged('its vectors are not as long as others of their embedder');
  }
  const values = new Int8Array(count * dimensions);
  const residuals = new Int8Array(count * dimensions);
  const scales = new Float32Array(count);
  let to = 0;
  for (const { vectors, places } of kept) {
    for (const place of places) {
      const [from, end] = [place * dimensions, (place + 1) * dimensions];
      values.set(vectors.values.subarray(from, end), to * dimensions);
      if (vectors.residuals) residuals.set(vectors.residuals.subarray(from, end), to * dimensions);
      scales[to++] = vectors.scales[place] ?? 0;
    }
  }
  return {
    kind: first.kind,
    ids: kept.flatMap(({ vectors, places }) => places.map((place) => vectors.ids[place] ?? '')),
    values,
    scales,
    ...(torn.some(({ vectors }) => vectors.residuals) && { residuals }),
  };
}
