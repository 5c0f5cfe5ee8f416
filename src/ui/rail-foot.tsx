import { formatBytes } from './format-bytes.ts';
import { Icon } from './icon.tsx';
import { useNavigation } from './navigation.ts';
import type { OfflineState } from './offline-store.ts';
import styles from './rail.module.css';
import { useAppState } from './use-app.ts';
import { useOffline } from './use-offline.ts';

/** The truth about privacy, space and being offline; opens what can be done about it. */
export function RailFoot() {
  const storage = useAppState((state) => state.storage);
  const offline = useOffline();
  const { openOffline } = useNavigation();
  const used = storage.kind === 'memory' ? 'Nothing is kept' : `${formatBytes(storage.usedBytes)} used`;

  return (
    <button type="button" className={styles.foot} onClick={openOffline}>
      <Icon name="device" size={17} />
      <span>
        <strong>Everything stays on this device</strong>
        <span className={styles.footNote}>
          {used} · {offlineWords(offline)}
        </span>
      </span>
    </button>
  );
}

function offlineWords({ unavailable, groups, download }: OfflineState): string {
  if (unavailable === null) return 'checking offline use';
  if (unavailable !== '') return 'needs a connection';
  if (download) return `downloading ${formatBytes(download.bytes)} of ${formatBytes(download.total)}`;
  return groups?.documents.complete && groups.embedder.complete ? 'works offline' : 'partly offline';
}
