import type { ModelStatus } from '../worker/app-protocol.ts';
import { describeFiles } from './describe-files.ts';
import { fractionOf } from './describe-getting.ts';
import { describeLoading } from './describe-model.ts';
import styles from './models-dialog.module.css';
import type { FilesState, ModelRow } from './models-state.ts';
import { ProgressBar } from './progress-bar.tsx';

interface ModelProgressProps {
  readonly row: ModelRow;
  readonly files: FilesState;
  /** Where it stands in the engine, if it is there. */
  readonly status: Exclude<ModelStatus, { state: 'none' }> | null;
}

/** How far a model's coming or loading is, and what went wrong with it. */
export function ModelProgress({ row, files, status }: ModelProgressProps) {
  if (status?.state === 'loading') {
    const { fraction, detail } = status.phase;
    return (
      <div className={styles.progress}>
        <p>{describeLoading(status)}</p>
        <ProgressBar label={`Loading ${row.name}`} value={fraction} />
        {detail !== '' && <p className={styles.facts}>{detail}</p>}
      </div>
    );
  }
  const words = describeFiles(files);
  const moving = files.state === 'downloading' || files.state === 'verifying' || files.state === 'paused';
  return (
    <>
      {status?.state === 'failed' && (
        <p role="alert" className={styles.refusal}>
          {status.message}
        </p>
      )}
      {files.state === 'failed' && (
        <p role="alert" className={styles.refusal}>
          {files.message}
        </p>
      )}
      {words !== '' && (
        <div className={styles.progress} data-resting={files.state === 'paused' ? '' : undefined}>
          <p className={moving ? undefined : styles.facts}>{words}</p>
          {moving && (
            <ProgressBar
              label={`${files.state === 'verifying' ? 'Checking' : 'Downloading'} ${row.name}`}
              value={fractionOf(files)}
            />
          )}
        </div>
      )}
    </>
  );
}
