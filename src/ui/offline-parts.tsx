import { useEffect } from 'react';
import { Button } from './button.tsx';
import { engineGroups } from './engine-groups.ts';
import { formatBytes } from './format-bytes.ts';
import styles from './offline-parts.module.css';
import type { GroupName, GroupStates, OfflineState } from './offline-store.ts';
import { OptionRow } from './option-row.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useOffline } from './use-offline.ts';

interface Part {
  readonly name: string;
  readonly groups: readonly GroupName[];
}

/** What works without a connection, as found by looking, and by name what is missing, with the button to get it. */
export function OfflineParts() {
  const { offline } = useApp();
  const state = useOffline();
  const model = useAppState((it) => it.model);
  const { groups } = state;
  useEffect(() => void offline.check(), [offline]);

  const engine = model.state === 'none' ? [] : engineGroups(model.row.engine);
  const parts: readonly Part[] = [
    { name: 'Document reader', groups: ['documents'] },
    { name: 'Search by meaning', groups: ['embedder'] },
    ...(model.state === 'none' ? [] : [{ name: `What ${model.row.name} runs on`, groups: engine }]),
  ];
  if (state.unavailable || !groups)
    return <OptionRow icon="download" title={title(state, 0)} note={note(state, 0)} />;
  const missing = parts.flatMap((part) => (bytesOf(part, groups, 'missing') > 0 ? part.groups : []));
  const bytes = bytesOf({ name: '', groups: missing }, groups, 'missing');
  return (
    <section aria-label="Without a connection" className={styles.parts}>
      <OptionRow
        icon={bytes === 0 ? 'check' : 'download'}
        title={title(state, bytes)}
        note={note(state, bytes)}
      >
        {bytes > 0 && (
          <Button small disabled={state.download !== null} onClick={() => void offline.cache(missing)}>
            {state.failure ? 'Try again' : `Get all · ${formatBytes(bytes)}`}
          </Button>
        )}
      </OptionRow>
      {state.download && (
        <ProgressBar
          label="Getting what is missing"
          value={state.download.bytes / Math.max(1, state.download.total)}
        />
      )}
      <ul>
        <li>
          <span>The app itself</span>
          <span className={styles.here}>on this device</span>
        </li>
        {parts.map((part) => (
          <PartLine key={part.name} part={part} groups={groups} />
        ))}
      </ul>
    </section>
  );
}

function PartLine({ part, groups }: { readonly part: Part; readonly groups: GroupStates }) {
  const { offline } = useApp();
  const { download } = useOffline();
  const missing = bytesOf(part, groups, 'missing');
  return (
    <li>
      <span>{part.name}</span>
      {missing === 0 ? (
        <span className={styles.here}>{formatBytes(bytesOf(part, groups, 'all'))}, on this device</span>
      ) : (
        <>
          <span className={styles.missing}>missing</span>
          <Button small disabled={download !== null} onClick={() => void offline.cache(part.groups)}>
            <span>
              Get<span className="hidden-visually"> {part.name}</span> · {formatBytes(missing)}
            </span>
          </Button>
        </>
      )}
    </li>
  );
}

function bytesOf({ groups: names }: Part, groups: GroupStates, which: 'all' | 'missing'): number {
  return names.reduce(
    (sum, name) => sum + groups[name].bytes - (which === 'missing' ? groups[name].cachedBytes : 0),
    0,
  );
}

function title({ unavailable, groups }: OfflineState, missing: number): string {
  if (unavailable) return 'No offline mode here';
  if (unavailable === null || !groups) return 'Offline use';
  return missing === 0 ? 'Works offline' : 'Partly works offline';
}

function note({ unavailable, groups, download, failure }: OfflineState, missing: number): string {
  if (unavailable) return unavailable;
  if (download) return `${formatBytes(download.bytes)} of ${formatBytes(download.total)}`;
  if (failure) return failure;
  if (unavailable === null || !groups) return 'Looking at what is already here.';
  return missing === 0
    ? 'All that is used is on this device.'
    : 'What is missing needs a connection the first time that it is used.';
}
