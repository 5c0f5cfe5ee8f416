import { useEffect } from 'react';
import { Button } from './button.tsx';
import { formatBytes } from './format-bytes.ts';
import { lowSpace } from './low-space.ts';
import { useNavigation } from './navigation.ts';
import { OfflineParts } from './offline-parts.tsx';
import { OptionRow } from './option-row.tsx';
import { SettingsKeep } from './settings-keep.tsx';
import styles from './settings-storage.module.css';
import { storedKinds } from './stored-kinds.ts';
import { useApp, useAppState } from './use-app.ts';

/** What lies on this device by kind, how safe it is there, how much more fits, and what needs a connection. */
export function SettingsStorage({ onClose }: { readonly onClose: () => void }) {
  const storage = useAppState((state) => state.storage);
  const { openModels, openLibrary } = useNavigation();
  const { store } = useApp();
  useEffect(() => {
    // What was told last stays where the worker can't tell anew.
    store.client.call('storage', {}).then(
      (now) => store.dispatch({ type: 'storage-known', storage: now }),
      () => {},
    );
  }, [store]);
  if (storage.kind === 'memory')
    return (
      <OptionRow
        icon="warning"
        title="Nothing is kept"
        note="The browser gives this page no storage, as in some private windows. All is gone when the tab closes."
      />
    );
  const left = storage.quotaBytes === null ? null : Math.max(0, storage.quotaBytes - storage.usedBytes);
  return (
    <>
      <dl className={styles.kinds}>
        {storedKinds(storage).map(({ kind, words, bytes }) => (
          <div key={kind}>
            <dt>{words}</dt>
            <dd>{formatBytes(bytes)}</dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>In all</dt>
          <dd>{formatBytes(storage.usedBytes)}</dd>
        </div>
        <div>
          <dt>Free for Pagefile, as the browser tells</dt>
          <dd>{left === null ? 'not told' : formatBytes(left)}</dd>
        </div>
      </dl>
      {lowSpace(storage) !== null && (
        <p role="status" className={styles.low}>
          Space runs short. A model that is not in use is the quickest to give back; documents can be removed
          in the library.
        </p>
      )}
      <div className={styles.actions}>
        <Button small onClick={openModels}>
          Show models
        </Button>
        <Button
          small
          onClick={() => {
            onClose();
            openLibrary();
          }}
        >
          Show documents
        </Button>
      </div>
      <SettingsKeep />
      <OfflineParts />
    </>
  );
}
