import type { OpenStores } from '../storage/open-stores.ts';
import type { StorageStatus } from './app-protocol.ts';

/** What lies on the device by kind, as far as the browser tells; `modelBytes` are those of all kinds of models. */
export async function storageStatus(
  { kind, library }: Pick<OpenStores, 'kind' | 'library'>,
  modelBytes: number,
): Promise<StorageStatus> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const documents = await library.documents();
  return {
    kind,
    usedBytes: estimate?.usage ?? 0,
    modelBytes,
    documentBytes: documents.reduce((sum, { bytes }) => sum + bytes, 0),
    quotaBytes: estimate?.quota ?? null,
    persisted: (await navigator.storage?.persisted?.().catch(() => false)) ?? false,
  };
}
