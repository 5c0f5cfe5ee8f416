import { Button } from './button.tsx';
import { formatBytes } from './format-bytes.ts';
import type { OfflineState } from './offline-store.ts';
import { OptionRow } from './option-row.tsx';
import { useApp } from './use-app.ts';
import { useOffline } from './use-offline.ts';

/** Downloads what reading documents and search by meaning need, so that they work without a connection. */
export function OfflineRow() {
  const { offline } = useApp();
  const state = useOffline();
  const complete = state.groups?.documents.complete && state.groups.embedder.complete;
  return (
    <OptionRow
      icon={complete ? 'check' : 'download'}
      title={
        complete ? 'Works offline' : state.unavailable ? 'No offline mode here' : 'Make available offline'
      }
      note={offlineWords(state)}
    >
      {state.unavailable === '' && state.groups && !complete && (
        <Button
          small
          disabled={state.download !== null}
          onClick={() => void offline.cache(['documents', 'embedder'])}
        >
          {state.failure ? 'Try again' : 'Download'}
        </Button>
      )}
    </OptionRow>
  );
}

function offlineWords({ unavailable, groups, download, failure }: OfflineState): string {
  if (unavailable) return unavailable;
  if (download) return `${formatBytes(download.bytes)} of ${formatBytes(download.total)}`;
  if (failure) return failure;
  if (unavailable === null || !groups) return 'Looking at what is already here.';
  const { documents, embedder } = groups;
  if (documents.complete && embedder.complete)
    return 'The document reader and search by meaning are on this device.';
  const missing = [documents, embedder].reduce((sum, it) => sum + it.bytes - it.cachedBytes, 0);
  return `The document reader and search by meaning, ${formatBytes(missing)}. A first document brings them as well.`;
}
