import type { ModelOffer, ModelStatus } from '../worker/app-protocol.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-count.ts';
import type { FilesState } from './models-state.ts';

type Failed = Extract<ModelStatus, { state: 'failed' }>;

/** What asks less of the device, as the words of a button. What has to be downloaded names its size. */
export function describeLighter(
  { row, lighter }: Failed & { readonly lighter: NonNullable<Failed['lighter']> },
  offer: ModelOffer | undefined,
  files: FilesState | undefined,
): string {
  if (lighter.id === row.id) return `Load with a window of ${formatNumber(lighter.windowTokens)}`;
  if (files?.state === 'ready') return `Load ${lighter.name} instead`;
  if (!offer) return `See ${lighter.name}`;
  return `Get ${lighter.name} instead · ${formatBytes(offer.row.downloadMb * 1e6)}`;
}
