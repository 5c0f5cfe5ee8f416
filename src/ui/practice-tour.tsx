import type { ModelOffer, ModelStatus } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { missingEngineBytes } from './engine-groups.ts';
import { formatBytes } from './format-bytes.ts';
import { ModelCheckLine } from './model-check-line.tsx';
import { ModelProgress } from './model-progress.tsx';
import styles from './models-dialog.module.css';
import { useModelsDialog } from './models-dialog-context.ts';
import { useNavigation } from './navigation.ts';
import { useAppState } from './use-app.ts';
import { type ModelCalls, useModelCalls } from './use-model-calls.ts';

interface PracticeTourProps {
  readonly offer: ModelOffer;
  readonly onClose: () => void;
}

/** The practice model, offered as what it is. It comes with the app, so what it takes are the app's own files. */
export function PracticeTour({ offer, onClose }: PracticeTourProps) {
  const { row, obstacle } = offer;
  const { groups } = useModelsDialog();
  const calls = useModelCalls(row);
  const files = useAppState((state) => state.models.files[row.id]) ?? offer.files;
  const status = useAppState(({ model }) =>
    model.state !== 'none' && model.row.id === row.id ? model : null,
  );
  const missing = missingEngineBytes(row.engine, groups);
  const size = missing === null ? row.downloadMb * 1e6 : missing;

  function start(): void {
    if (files.state === 'ready') calls.load();
    else calls.get();
  }

  return (
    <section aria-label="See how memory works" className={styles.tour} data-model={row.id} tabIndex={-1}>
      <div className={styles.words}>
        <h3>See how memory works</h3>
        <p>
          A one-minute tour with a tiny model that was made for this app. It shows how things are noted,
          looked up and cited, on any device; it is not one to talk to. What it notes goes to your memory,
          where you can take it back.
        </p>
        <p className={styles.facts}>
          No model is downloaded
          {size > 0 ? `: ${formatBytes(size)} of this app's own files.` : ', and all of it is here.'}
        </p>
        {obstacle !== null && <p className={styles.refusal}>{obstacle}</p>}
        <ModelProgress row={row} files={files} status={status} />
        {status?.state === 'ready' && <ModelCheckLine offer={offer} />}
        {calls.problem !== '' && (
          <p role="alert" className={styles.refusal}>
            {calls.problem}
          </p>
        )}
      </div>
      <TourButtons status={status} size={size} refused={obstacle !== null} {...{ start, calls, onClose }} />
    </section>
  );
}

interface TourButtonsProps {
  readonly status: Exclude<ModelStatus, { state: 'none' }> | null;
  /** What has still to be downloaded, in bytes. */
  readonly size: number;
  readonly refused: boolean;
  readonly start: () => void;
  readonly calls: ModelCalls;
  readonly onClose: () => void;
}

function TourButtons({ status, size, refused, start, calls, onClose }: TourButtonsProps) {
  const { newChat } = useNavigation();
  return (
    <div className={styles.actions}>
      {status?.state === 'loading' && <Button onClick={calls.unload}>Cancel</Button>}
      {status?.state === 'ready' && (
        <>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              newChat();
            }}
          >
            Begin in a new chat
          </Button>
          <Button onClick={calls.unload}>Unload</Button>
        </>
      )}
      {(status === null || status.state === 'failed') && (
        <Button disabled={refused} onClick={start}>
          {status ? 'Try again' : size > 0 ? `Start the tour · ${formatBytes(size)}` : 'Start the tour'}
        </Button>
      )}
    </div>
  );
}
