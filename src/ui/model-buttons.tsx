import type { ReactNode } from 'react';
import type { ModelOffer, ModelStatus } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { LighterButton } from './lighter-button.tsx';
import styles from './models-dialog.module.css';
import { useModelsDialog } from './models-dialog-context.ts';
import type { FilesState } from './models-state.ts';
import type { ModelCalls } from './use-model-calls.ts';

interface ModelButtonsProps {
  readonly offer: ModelOffer;
  readonly files: FilesState;
  readonly status: Exclude<ModelStatus, { state: 'none' }> | null;
  /** The window to load it with. */
  readonly chosen: number | undefined;
  readonly calls: ModelCalls;
  /** It is the one to begin with: the one thing to do here. */
  readonly first: boolean;
}

/** What can be done with a model as it stands. The button that downloads names the size: it is the consent. */
export function ModelButtons(props: ModelButtonsProps) {
  const { askDelete } = useModelsDialog();
  const { offer, files, status } = props;
  const keepsSome = files.state === 'failed' && (files.receivedBytes > 0 || offer.row.origin === 'own');
  const deletable = (files.state === 'ready' || keepsSome) && offer.row.origin !== 'practice';
  return (
    <div className={styles.actions}>
      {status ? <InEngine {...props} status={status} /> : <OutOfEngine {...props} />}
      {deletable && status?.state !== 'loading' && (
        <IconButton
          icon="trash"
          label={`Delete ${offer.row.name} from this device`}
          onClick={() => askDelete(offer)}
        />
      )}
    </div>
  );
}

function InEngine({
  status,
  chosen,
  calls,
}: ModelButtonsProps & { readonly status: Exclude<ModelStatus, { state: 'none' }> }): ReactNode {
  switch (status.state) {
    case 'loading':
      return <Button onClick={calls.unload}>Cancel</Button>;
    case 'ready':
      return (
        <>
          <span className={styles.inUse}>In use</span>
          {chosen !== undefined && chosen !== status.windowTokens && (
            <Button look="primary" onClick={() => calls.load(chosen)}>
              Load with {formatNumber(chosen)}
            </Button>
          )}
          <Button onClick={calls.unload}>Unload</Button>
        </>
      );
    case 'failed':
      return (
        <>
          <Button onClick={() => calls.load(chosen)}>Try again</Button>
          <LighterButton status={status} small={false} />
        </>
      );
  }
}

function OutOfEngine({ offer, files, chosen, calls, first }: ModelButtonsProps): ReactNode {
  const { row, obstacle } = offer;
  switch (files.state) {
    case 'absent':
      if (obstacle !== null) return null;
      return (
        <Button look={first ? 'primary' : 'outline'} onClick={() => calls.get(chosen)}>
          Get this model · {formatBytes(row.downloadMb * 1e6)}
        </Button>
      );
    case 'downloading':
      return (
        <>
          <Button onClick={calls.pause}>Pause</Button>
          <Button onClick={calls.cancelDownload}>Cancel</Button>
        </>
      );
    case 'paused':
      return (
        <>
          <Button look="primary" onClick={() => calls.get(chosen)}>
            Resume
          </Button>
          <Button onClick={calls.cancelDownload}>Cancel</Button>
        </>
      );
    case 'verifying':
      return null;
    case 'ready':
      return (
        <>
          <Button disabled={obstacle !== null} onClick={() => calls.load(chosen)}>
            Load
          </Button>
          <Button look="plain" onClick={calls.verify}>
            Check files
          </Button>
        </>
      );
    case 'failed':
      // Nobody but the person has the files of a model of their own.
      return row.origin === 'own' ? null : <Button onClick={() => calls.get(chosen)}>Try again</Button>;
  }
}
