import { useState } from 'react';
import type { AppRequests, ModelOffer } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { describeLoadPhase } from './describe-model.ts';
import { errorMessage } from './error-message.ts';
import { formatBytes } from './format-bytes.ts';
import { IconButton } from './icon-button.tsx';
import styles from './models-dialog.module.css';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

interface ModelRowViewProps {
  readonly offer: ModelOffer;
  readonly capability: AppRequests['models']['result']['capability'];
  readonly onDelete: () => void;
}

export function ModelRowView({ offer, capability, onDelete }: ModelRowViewProps) {
  const { store, offline } = useApp();
  const model = useAppState((state) => state.model);
  const [problem, setProblem] = useState('');
  const { row, cached, obstacle } = offer;
  const own = model.state !== 'none' && model.row.id === row.id ? model : null;
  const memoryMb = capability.webgpu && capability.shaderF16 ? row.memoryMb.f16 : row.memoryMb.f32;
  const facts = [
    `${row.parameters} parameters`,
    // Where there is a button, it names the size of the download.
    cached
      ? 'on this device'
      : capability.webgpu
        ? ''
        : `about ${formatBytes(row.downloadMb * 1e6)} to download`,
    `${formatBytes(memoryMb * 1e6)} of memory`,
    row.licence,
  ];

  function load(): void {
    setProblem('');
    // The engine is cached beside the weights, so that the model starts without a connection later.
    void offline.cache(['model']);
    store.client.call('loadModel', { id: row.id }).catch((error) => setProblem(errorMessage(error)));
  }

  function unload(): void {
    store.client.call('unloadModel', {}).catch((error) => setProblem(errorMessage(error)));
  }

  return (
    <li className={styles.model} data-current={own ? '' : undefined}>
      <div className={styles.words}>
        <h3>{row.name}</h3>
        <p>{row.goodFor}</p>
        <p className={styles.facts}>{facts.filter((it) => it !== '').join(' · ')}</p>
        {obstacle && capability.webgpu && <p className={styles.refusal}>{obstacle}</p>}
        {own?.state === 'failed' && (
          <p role="alert" className={styles.refusal}>
            {own.message}
          </p>
        )}
        {problem !== '' && (
          <p role="alert" className={styles.refusal}>
            {problem}
          </p>
        )}
        {own?.state === 'loading' && (
          <div className={styles.loading}>
            <p>{describeLoadPhase(own.phase)}</p>
            <ProgressBar label={`Loading ${row.name}`} value={own.phase.fraction} />
            {own.phase.detail !== '' && <p className={styles.facts}>{own.phase.detail}</p>}
          </div>
        )}
      </div>
      <div className={styles.actions}>
        {own?.state === 'loading' && <Button onClick={unload}>Cancel</Button>}
        {own?.state === 'ready' && (
          <>
            <span className={styles.inUse}>In use</span>
            <Button onClick={unload}>Unload</Button>
          </>
        )}
        {(!own || own.state === 'failed') && capability.webgpu && (
          <Button disabled={obstacle !== null} onClick={load}>
            {cached ? 'Load' : `Get this model · about ${formatBytes(row.downloadMb * 1e6)}`}
          </Button>
        )}
        {cached && own?.state !== 'loading' && (
          <IconButton icon="trash" label={`Delete ${row.name} from this device`} onClick={onDelete} />
        )}
      </div>
    </li>
  );
}
