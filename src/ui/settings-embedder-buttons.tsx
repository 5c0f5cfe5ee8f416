import type { EmbedderOffer } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { describeSize, type embedderUse } from './describe-embedder.ts';
import { IconButton } from './icon-button.tsx';
import type { FilesState } from './models-state.ts';
import styles from './settings-dialog.module.css';
import type { EmbedderCalls } from './use-embedder-calls.ts';

interface SettingsEmbedderButtonsProps {
  readonly row: EmbedderOffer['row'];
  readonly files: FilesState;
  readonly use: ReturnType<typeof embedderUse>;
  readonly calls: EmbedderCalls;
}

/** What can be done with an embedder's files. The button that downloads names the size: it is the consent. */
export function SettingsEmbedderButtons({ row, files, use, calls }: SettingsEmbedderButtonsProps) {
  if (row.repository === null) return null;
  const remove = (
    <IconButton icon="trash" label={`Delete ${row.name} from this device`} onClick={calls.remove} />
  );
  return (
    <div className={styles.actions}>
      {files.state === 'absent' && (
        <Button small onClick={calls.get}>
          <span>
            Get<span className="hidden-visually"> {row.name}</span> · {describeSize(row, files)}
          </span>
        </Button>
      )}
      {files.state === 'downloading' && (
        <Button small onClick={calls.pause}>
          Pause
        </Button>
      )}
      {files.state === 'paused' && (
        <Button small onClick={calls.get}>
          Resume
        </Button>
      )}
      {files.state === 'failed' && (
        <Button small onClick={calls.get}>
          Try again
        </Button>
      )}
      {(files.state === 'downloading' || files.state === 'paused') && (
        <Button small onClick={calls.remove}>
          Cancel
        </Button>
      )}
      {(files.state === 'failed' || (files.state === 'ready' && use === 'none')) && remove}
    </div>
  );
}
