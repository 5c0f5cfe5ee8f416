import type { ModelOffer } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { describeSpeed } from './describe-offer.ts';
import { missingEngineBytes } from './engine-groups.ts';
import { formatBytes } from './format-bytes.ts';
import styles from './models-dialog.module.css';
import { useModelsDialog } from './models-dialog-context.ts';

/** How fast a model would be on the processor: as a trial told, or the trial itself. */
export function CpuSpeed({ speed }: { readonly speed: ModelOffer['speed'] }) {
  const { trying, tryCpu, groups } = useModelsDialog();
  if (speed) return <p className={styles.facts}>On this device: {describeSpeed(speed)}</p>;
  // The engine comes with the trial, unless it is here.
  const missing = missingEngineBytes('wllama', groups) ?? 0;
  const size = missing > 0 ? `, ${formatBytes(missing)}` : '';
  return (
    <Button
      small
      look="plain"
      className={styles.trial}
      title={size === '' ? undefined : "The engine has to come first: it belongs to this app's own files"}
      aria-disabled={trying}
      onClick={tryCpu}
    >
      {trying ? 'Trying how fast this device is' : `Try how fast this device is (10 seconds${size})`}
    </Button>
  );
}
