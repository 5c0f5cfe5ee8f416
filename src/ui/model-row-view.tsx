import type { ModelOffer } from '../worker/app-protocol.ts';
import { CpuSpeed } from './cpu-speed.tsx';
import { describeOffer, firstWindow } from './describe-offer.ts';
import { formatBytes } from './format-bytes.ts';
import { ModelButtons } from './model-buttons.tsx';
import { ModelCheckLine } from './model-check-line.tsx';
import { ModelProgress } from './model-progress.tsx';
import styles from './models-dialog.module.css';
import { useModelsDialog } from './models-dialog-context.ts';
import { useAppState } from './use-app.ts';
import { useModelCalls } from './use-model-calls.ts';
import { WindowChoice } from './window-choice.tsx';

interface ModelRowViewProps {
  readonly offer: ModelOffer;
  /** Stands among others, and is the one to begin with here. */
  readonly suggested?: boolean;
  /** Stands by itself as the one to begin with. */
  readonly first?: boolean;
}

/** One model: what it is and takes, where it stands, and what can be done with it. */
export function ModelRowView({ offer, suggested = false, first = false }: ModelRowViewProps) {
  const { row, obstacle } = offer;
  const { windows, chooseWindow } = useModelsDialog();
  const files = useAppState((state) => state.models.files[row.id]) ?? offer.files;
  const status = useAppState(({ model }) =>
    model.state !== 'none' && model.row.id === row.id ? model : null,
  );
  const calls = useModelCalls(row);
  const loaded = status?.state === 'ready' ? status.windowTokens : undefined;
  const chosen = windows[row.id] ?? loaded ?? firstWindow(offer);

  return (
    <li className={styles.model} data-model={row.id} tabIndex={-1}>
      <div className={styles.words}>
        <div className={styles.name}>
          <h4>{row.name}</h4>
          {suggested && <span className={styles.tag}>Suggested</span>}
        </div>
        <p>{row.goodFor}</p>
        <p className={styles.facts}>{describeOffer(offer, files)}</p>
        <WindowChoice offer={offer} chosen={chosen} onChoose={(tokens) => chooseWindow(row.id, tokens)} />
        {row.engine === 'wllama' && obstacle === null && <CpuSpeed speed={offer.speed} />}
        {files.state === 'absent' && <SpaceNote bytes={row.downloadMb * 1e6} />}
        {obstacle !== null && <p className={styles.refusal}>{obstacle}</p>}
        <ModelProgress row={row} files={files} status={status} />
        {files.state === 'ready' && obstacle === null && <ModelCheckLine offer={offer} />}
        {calls.problem !== '' && (
          <p role="alert" className={styles.refusal}>
            {calls.problem}
          </p>
        )}
      </div>
      <ModelButtons offer={offer} files={files} status={status} chosen={chosen} calls={calls} first={first} />
    </li>
  );
}

/** Said before a download begins that the browser will hardly let end. */
function SpaceNote({ bytes }: { readonly bytes: number }) {
  const free = useAppState((state) => state.models.offers?.freeBytes ?? null);
  if (free === null || free >= bytes) return null;
  return (
    <p className={styles.refusal}>
      This takes {formatBytes(bytes)}, and the browser grants Pagefile {formatBytes(free)} more. Free some
      space first.
    </p>
  );
}
