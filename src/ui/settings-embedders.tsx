import { useId, useState } from 'react';
import { describeChange, embedderUse } from './describe-embedder.ts';
import { ProgressBar } from './progress-bar.tsx';
import styles from './settings-dialog.module.css';
import { SettingsEmbedder } from './settings-embedder.tsx';
import { useAppState } from './use-app.ts';
import { useEmbedders } from './use-embedders.ts';
import { useRowFocus } from './use-row-focus.ts';

/** Which embedder search by meaning goes by, and how far a change of it is. */
export function SettingsEmbedders() {
  const { offers, problem, filesOf, assumeChosen, refresh } = useEmbedders();
  const [said, say] = useState('');
  const [list] = useRowFocus();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.embedders}>
      <h4 id={id}>Search by meaning</h4>
      <p className={styles.gloss}>
        What you say and drop is compared by meaning, on this device, with one of these. After another choice
        every text is embedded anew in the background; until that is done search goes by the one before.
      </p>
      <Standing />
      {problem !== '' && (
        <p role="alert" className={styles.refusal}>
          {problem}
        </p>
      )}
      {offers === null && problem === '' && (
        <p className={styles.gloss}>Looking at what is on this device.</p>
      )}
      <div ref={list} tabIndex={-1} role="radiogroup" aria-labelledby={id} className={styles.list}>
        {offers?.offers.map(({ row }) => (
          <SettingsEmbedder
            key={row.id}
            row={row}
            files={filesOf(row.id)}
            use={embedderUse(offers, row.id)}
            freeBytes={offers.freeBytes}
            say={say}
            onChoose={() => assumeChosen(row.id)}
            onDone={refresh}
          />
        ))}
      </div>
      <p role="status" className={styles.said}>
        {said}
      </p>
    </section>
  );
}

/** How far a change is, why it waits, and what went wrong with the one that was chosen. */
function Standing() {
  const change = useAppState((state) => state.embeddingChange);
  const embedder = useAppState((state) => state.embedder);
  const batteryIsLow = useAppState((state) => state.batteryIsLow);
  return (
    <>
      {embedder.state === 'failed' && (
        <p role="alert" className={styles.refusal}>
          {embedder.message}
        </p>
      )}
      {change !== null && (
        <div className={styles.change}>
          <p>{describeChange(change)}</p>
          <ProgressBar label={describeChange(change)} value={change.done / Math.max(1, change.total)} />
        </div>
      )}
      {batteryIsLow && <p className={styles.gloss}>Embedding waits while the battery is low.</p>}
    </>
  );
}
