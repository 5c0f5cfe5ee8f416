import { useRef } from 'react';
import { acceptedWords } from './accepted-files.ts';
import { FileInput } from './file-input.tsx';
import styles from './first-run.module.css';
import { FirstRunModel } from './first-run-model.tsx';
import { Icon } from './icon.tsx';
import { OfflineRow } from './offline-row.tsx';

/** The first screen: what this is, and three ways to begin. */
export function FirstRun() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.screen}>
      <h2 className={styles.title}>A local model that remembers</h2>
      <p className={styles.lead}>
        Pagefile is a private chat that keeps a memory of its own: what you tell it, what it notes, and what
        your documents say. Everything runs in this browser, and nothing you write or drop leaves this device.
      </p>
      <button type="button" className={styles.drop} onClick={() => input.current?.click()}>
        <span className={styles.dropIcon}>
          <Icon name="document" size={24} />
        </span>
        <span>
          <strong>Drop a document to search it now</strong>
          <span className={styles.note}>{acceptedWords}. No model needed.</span>
        </span>
        <span className={styles.choose}>Choose files</span>
      </button>
      <FileInput input={input} />
      <div className={styles.rows}>
        <FirstRunModel />
        <OfflineRow />
      </div>
    </div>
  );
}
