import { precisions } from '../choose-precision.ts';
import { fieldsOf, isNumber, isString } from './fields.ts';
import type { FileRecord, KeptState, ModelRecord } from './model-records.ts';
import { parseModelRow } from './parse-model-row.ts';

const states: readonly KeptState[] = ['wanted', 'paused', 'ready', 'failed'];

/** A model's record as it was stored, perhaps by another version of Pagefile; `null` when it can't be used. */
export function parseModelRecord(stored: unknown): ModelRecord | null {
  const it = fieldsOf(stored);
  const row = parseModelRow(it.row);
  const state = states.find((each) => each === it.state);
  if (!isString(it.key) || row === null || state === undefined) return null;
  return {
    key: it.key,
    row,
    precision: precisions.find((each) => each === it.precision) ?? null,
    state,
    message: isString(it.message) ? it.message : '',
    totalBytes: bytes(it.totalBytes),
    revision: isString(it.revision) ? it.revision : null,
    at: isNumber(it.at) ? it.at : 0,
  };
}

/** As `parseModelRecord`, of one file. */
export function parseFileRecord(stored: unknown): FileRecord | null {
  const it = fieldsOf(stored);
  if (!isString(it.model) || !isString(it.place)) return null;
  return {
    model: it.model,
    place: it.place,
    url: isString(it.url) ? it.url : null,
    bytes: bytes(it.bytes),
    sha256: isString(it.sha256) ? it.sha256 : null,
    etag: isString(it.etag) ? it.etag : null,
    lastModified: isString(it.lastModified) ? it.lastModified : null,
    receivedBytes: bytes(it.receivedBytes) ?? 0,
    isKept: it.isKept === true,
  };
}

function bytes(value: unknown): number | null {
  return isNumber(value) && value >= 0 ? value : null;
}
