import type { ModelOffers } from '../worker/app-protocol.ts';
import styles from './models-dialog.module.css';
import { runsOnGraphics } from './runs-on-graphics.ts';

interface ModelsCapabilityProps {
  readonly capability: ModelOffers['capability'];
  /** Some model does run here. */
  readonly runs: boolean;
}

/** What models run on here, and why on nothing better. */
export function ModelsCapability({ capability, runs }: ModelsCapabilityProps) {
  if (capability.webgpu && runsOnGraphics(capability)) {
    return (
      <p className={styles.lead}>
        A model is downloaded once and then runs on the graphics processor of this device
        {capability.adapter === '' ? '' : ` (${capability.adapter})`}, offline. Chats and memory stay when you
        change it. Sizes are about right; a download shows its true size.
      </p>
    );
  }
  return (
    <div className={styles.obstacle}>
      <h3>{runs ? 'Models run on the CPU here' : 'No model can run in this browser'}</h3>
      <p>
        {capability.webgpu
          ? 'What this browser offers as a graphics processor is played by the CPU, far too slowly for a model.'
          : capability.reason}
      </p>
      <p>
        {runs
          ? 'On the CPU, small models write a few words a second. Search is as fast as anywhere. '
          : 'Documents can be added, read and searched all the same, by words and by meaning. '}
        For more, open Pagefile in a browser with WebGPU, such as a recent Chrome or Edge on a computer.
      </p>
    </div>
  );
}
