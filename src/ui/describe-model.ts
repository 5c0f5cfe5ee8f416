import type { ModelStatus } from '../worker/app-protocol.ts';
import { formatPercent } from './format-count.ts';

type LoadPhase = Extract<ModelStatus, { state: 'loading' }>['phase'];

const phaseNames: Readonly<Record<LoadPhase['name'], string>> = {
  downloading: 'Downloading',
  loading: 'Loading to the GPU',
  compiling: 'Compiling',
  ready: 'Ready',
};

/** Where the model stands, in the words of the chip in the header; `short` for a phone's. */
export function describeModel(model: ModelStatus, short = false): string {
  switch (model.state) {
    case 'none':
      return short ? 'Search only' : 'No model: search only';
    case 'loading':
      return short ? formatPercent(model.phase.fraction) : describeLoadPhase(model.phase);
    case 'ready':
      return model.row.name;
    case 'failed':
      return `${model.row.name} failed`;
  }
}

/** "Downloading 34%" */
export function describeLoadPhase({ name, fraction }: LoadPhase): string {
  return name === 'ready' ? phaseNames.ready : `${phaseNames[name]} ${formatPercent(fraction)}`;
}
