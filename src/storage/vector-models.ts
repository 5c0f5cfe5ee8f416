import type { Database } from './database.ts';
import type { VectorModels } from './library-store.ts';
import { factsOf } from './read-segments.ts';

const settingName = 'vector-models';

/** Call it, as `noteVectorModels`, with `settings` and `segment_facts` in the transaction's scope. */
export async function readVectorModels(db: Database): Promise<VectorModels | null> {
  const noted = parse((await db.settings.get(settingName))?.value);
  if (noted !== null) return noted;
  // Before this was noted, there was one embedder only.
  const [segment] = await factsOf(db, 'vectors');
  return segment === undefined ? null : { searched: segment.modelId, queued: segment.modelId };
}

export async function noteVectorModels(db: Database, { searched, queued }: VectorModels): Promise<void> {
  await db.settings.put({ name: settingName, value: { searched, queued } });
}

function parse(value: unknown): VectorModels | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('searched' in value) || !('queued' in value)) return null;
  const { searched, queued } = value;
  return typeof searched === 'string' && typeof queued === 'string' ? { searched, queued } : null;
}
