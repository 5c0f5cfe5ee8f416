import { describePromise, describeUse } from './describe-storage.ts';
import { formatBytes } from './format-bytes.ts';
import { Icon } from './icon.tsx';
import styles from './models-dialog.module.css';
import { useAppState } from './use-app.ts';

/** What came of the last thing done, what lies on this device, and whether the browser keeps it. */
export function ModelsFoot({ said }: { readonly said: string }) {
  const storage = useAppState((state) => state.storage);
  const granted = useAppState((state) => state.models.offers?.freeBytes ?? null);
  const { quotaBytes, usedBytes, kind, persisted } = storage;
  const free = granted ?? (quotaBytes === null ? null : Math.max(0, quotaBytes - usedBytes));
  return (
    <section aria-label="Storage" className={styles.foot}>
      <p role="status" className={styles.said}>
        {said}
      </p>
      {kind === 'device' && (
        <p>
          {describeUse(storage)}
          {free !== null && ` · ${formatBytes(free)} free`}
        </p>
      )}
      <p>
        <Icon name={persisted ? 'check' : 'warning'} size={14} /> {describePromise(storage)}
      </p>
    </section>
  );
}
