import { useId } from 'react';
import type { EmbedderOffer } from '../worker/app-protocol.ts';
import { describeEmbedder, describeSize, type embedderUse } from './describe-embedder.ts';
import { describeFiles } from './describe-files.ts';
import { fractionOf } from './describe-getting.ts';
import { formatBytes } from './format-bytes.ts';
import type { FilesState } from './models-state.ts';
import { ProgressBar } from './progress-bar.tsx';
import styles from './settings-dialog.module.css';
import { SettingsEmbedderButtons } from './settings-embedder-buttons.tsx';
import { useEmbedderCalls } from './use-embedder-calls.ts';

interface SettingsEmbedderProps {
  readonly row: EmbedderOffer['row'];
  readonly files: FilesState;
  readonly use: ReturnType<typeof embedderUse>;
  readonly freeBytes: number | null;
  /** Says what came of something to screen readers. */
  readonly say: (words: string) => void;
  readonly onChoose: () => void;
  readonly onDone: () => Promise<void>;
}

const words = {
  'in use': 'In use',
  coming: 'Chosen',
  leaving: 'In use until then',
  none: '',
} as const;

/** One embedder: what it is, where it stands, and what can be done with it. Chosen only where it is here. */
export function SettingsEmbedder(props: SettingsEmbedderProps) {
  const { row, files, use, freeBytes, say, onChoose, onDone } = props;
  const calls = useEmbedderCalls(row, say, onDone);
  const id = useId();
  const isChosen = use === 'in use' || use === 'coming';
  const isHere = files.state === 'ready';
  return (
    <div className={styles.embedder} data-model={row.id} tabIndex={-1}>
      <input
        id={id}
        type="radio"
        name="embedder"
        aria-describedby={`${id}-about`}
        checked={isChosen}
        disabled={!isHere && !isChosen}
        onChange={() => {
          onChoose();
          calls.choose();
        }}
      />
      <div className={styles.words}>
        <p className={styles.name}>
          <label htmlFor={id}>{row.name}</label>
          {words[use] !== '' && <span className={styles.tag}>{words[use]}</span>}
        </p>
        <div id={`${id}-about`}>
          <p>{row.goodFor}</p>
          <p className={styles.facts}>
            {describeEmbedder(row, files)}
            {use === 'none' && isHere && row.repository !== null && ' · on this device'}
          </p>
        </div>
        <Progress row={row} files={files} />
        {files.state === 'absent' && freeBytes !== null && freeBytes < row.downloadMb * 1e6 && (
          <p className={styles.refusal}>
            This takes {describeSize(row, files)}, and the browser grants Pagefile {formatBytes(freeBytes)}{' '}
            more. Free some space first.
          </p>
        )}
        {calls.problem !== '' && (
          <p role="alert" className={styles.refusal}>
            {calls.problem}
          </p>
        )}
      </div>
      <SettingsEmbedderButtons row={row} files={files} use={use} calls={calls} />
    </div>
  );
}

function Progress({ row, files }: Pick<SettingsEmbedderProps, 'row' | 'files'>) {
  const text = describeFiles(files);
  const moves = files.state === 'downloading' || files.state === 'verifying' || files.state === 'paused';
  return (
    <>
      {files.state === 'failed' && (
        <p role="alert" className={styles.refusal}>
          {files.message}
        </p>
      )}
      {text !== '' && (
        <div className={styles.change} data-resting={files.state === 'paused' ? '' : undefined}>
          <p>{text}</p>
          {moves && (
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
