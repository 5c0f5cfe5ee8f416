import type { PackedVectors, TextKind } from './index-store.ts';
import { damaged, isRecord, parseIds } from './parse-segment.ts';

/**
 * A vector segment as it was read. Throws `DamagedSegment` when something of it is missing or does not fit.
 *
 * @param dimensions of the embedder; whatever all of them have when left out
 */
export function parsePackedVectors(row: unknown, kind: TextKind, dimensions?: number): PackedVectors {
  if (!isRecord(row) || row.kind !== kind) throw damaged('it is not there');
  const ids = parseIds(row.ids);
  const { values, scales, residuals } = row;
  if (!(values instanceof Int8Array) || !(scales instanceof Float32Array)) {
    throw damaged('its vectors are not there');
  }
  if (scales.length !== ids.length) throw damaged('its vectors are those of other texts');
  const each = values.length / ids.length;
  if (each === 0 || each !== (dimensions ?? Math.floor(each))) throw damaged('its vectors do not add up');
  if (scales.some((scale) => !(scale > 0 && scale < Number.POSITIVE_INFINITY))) {
    throw damaged('its scales are none');
  }
  if (residuals === undefined) return { kind, ids, values, scales };
  if (!(residuals instanceof Int8Array) || residuals.length !== values.length) {
    throw damaged('its residuals do not fit');
  }
  return { kind, ids, values, scales, residuals };
}
