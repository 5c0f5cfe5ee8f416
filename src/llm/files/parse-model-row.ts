import type { EmbedderFilesRow, GgufPart, GgufRow, KeptRow, ModelOrigin, WebLlmRow } from '../model-row.ts';
import { fieldsOf, isNumber, isString } from './fields.ts';

const origins: readonly ModelOrigin[] = ['catalogue', 'all', 'own', 'practice'];

/**
 * A row as it was stored, perhaps by another version of Pagefile. What only informs the person is filled in
 * when it is missing; without what loading needs it is `null`.
 */
export function parseModelRow(stored: unknown): KeptRow | null {
  const it = fieldsOf(stored);
  const origin = origins.find((each) => each === it.origin);
  if (origin === undefined || !isString(it.id) || it.id === '') return null;
  const facts = {
    id: it.id,
    origin,
    name: text(it.name) || it.id,
    parameters: text(it.parameters),
    downloadMb: number(it.downloadMb),
    licence: text(it.licence),
    goodFor: text(it.goodFor),
    kvBytesPerToken: isNumber(it.kvBytesPerToken) ? it.kvBytesPerToken : null,
    trainedWindow: isNumber(it.trainedWindow) ? it.trainedWindow : null,
  };
  if (it.engine === 'web-llm') return webLlmRow(facts, it);
  if (it.engine === 'wllama') return ggufRow(facts, it);
  if (it.engine === 'embedder') return embedderRow(facts, it);
  return null;
}

type Facts = Pick<
  GgufRow,
  | 'id'
  | 'origin'
  | 'name'
  | 'parameters'
  | 'downloadMb'
  | 'licence'
  | 'goodFor'
  | 'kvBytesPerToken'
  | 'trainedWindow'
>;

function webLlmRow(facts: Facts, it: Readonly<Record<string, unknown>>): WebLlmRow | null {
  if (!isString(it.library)) return null;
  const memory = fieldsOf(it.memoryMb);
  return {
    ...facts,
    engine: 'web-llm',
    memoryMb: { f16: number(memory.f16), f32: number(memory.f32) },
    ...(isString(it.baseUrl) && { baseUrl: it.baseUrl }),
    ...(isString(it.libraryUrl) && { libraryUrl: it.libraryUrl }),
    library: it.library,
    largestBufferMb: number(it.largestBufferMb),
    thinks: it.thinks === true,
    ...(it.needsF16 === true && { needsF16: true }),
  };
}

function embedderRow(facts: Facts, it: Readonly<Record<string, unknown>>): EmbedderFilesRow | null {
  const { id, origin, name, downloadMb } = facts;
  const parts = partsOf(it);
  return parts && { id, origin, name, downloadMb, engine: 'embedder', parts };
}

function ggufRow(facts: Facts, it: Readonly<Record<string, unknown>>): GgufRow | null {
  const parts = partsOf(it);
  return parts && { ...facts, engine: 'wllama', memoryMb: number(it.memoryMb), parts };
}

/** `null` where not all of them can be read. */
function partsOf(it: Readonly<Record<string, unknown>>): readonly GgufPart[] | null {
  const stored: readonly unknown[] = Array.isArray(it.parts) ? it.parts : [];
  const parts = stored.map((part): GgufPart | null => {
    const { name, url } = fieldsOf(part);
    return isString(name) && name !== '' ? { name, url: isString(url) ? url : null } : null;
  });
  const whole = parts.filter((part) => part !== null);
  return whole.length === 0 || whole.length < parts.length ? null : whole;
}

function text(value: unknown): string {
  return isString(value) ? value : '';
}

function number(value: unknown): number {
  return isNumber(value) ? value : 0;
}
